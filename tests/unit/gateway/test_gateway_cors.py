"""Which pages may call agents from a browser, and what they may read."""

import pytest

from headwater.core.errors import AccessDenied
from headwater.gateway.cors import Cors
from headwater.gateway.gatekeeper import Gatekeeper
from headwater.http.asgi import RequestBody

AGENT = b"/runtimes/arn%3Aaws%3Ax%3Aruntime%2Fa/invocations"
PAGE = b"https://chat.example.com"
PREFLIGHT = (
    (b"access-control-request-method", b"POST"),
    (b"access-control-request-headers", b"mcp-session-id,x"),
)


def build_scope(path=AGENT, origin=PAGE, *headers, method="POST"):
    pairs = [(b"host", b"127.0.0.1:80"), *headers, *([] if origin is None else [(b"origin", origin)])]
    return {
        "type": "http",
        "method": method,
        "path": "",
        "raw_path": path,
        "headers": pairs,
        "query_string": b"",
    }


async def open_answer(cors, scope):
    """Headers of an answer as its client gets them."""
    sent = []

    async def send(message):
        sent.append(message)

    given = [(b"access-control-allow-origin", b"*"), (b"mcp-session-id", b"s")]
    await cors.opening(scope, send)({"type": "http.response.start", "status": 200, "headers": given})
    return sent[0]["headers"]


async def test_a_page_that_may_reads_an_answer_and_its_session():
    headers = await open_answer(Cors([PAGE.decode()]), build_scope())

    assert [value for name, value in headers if name == b"access-control-allow-origin"] == [PAGE]
    assert b"Mcp-Session-Id" in dict(headers)[b"access-control-expose-headers"]
    assert dict(headers)[b"vary"] == b"Origin"
    assert b"access-control-allow-credentials" not in dict(headers)


@pytest.mark.parametrize(
    ("origins", "path", "origin"),
    [
        ((), AGENT, PAGE),
        ((PAGE.decode(),), AGENT, None),
        ((PAGE.decode(),), b"/runtimes/a/", PAGE),
        ((PAGE.decode(),), b"/runtimes/a/commands", PAGE),
        ((PAGE.decode(),), b"/headwater/v1/keys", PAGE),
        ((PAGE.decode(),), b"/memories/m/events", PAGE),
    ],
)
async def test_what_no_page_may_call_is_answered_as_ever(origins, path, origin):
    cors, scope = Cors(origins), build_scope(path, origin, *PREFLIGHT, method="OPTIONS")
    assert len(await open_answer(cors, scope)) == 2
    assert cors.answer_preflight(scope) is None


async def test_a_page_that_may_not_reads_nothing():
    cors, scope = Cors([PAGE.decode()]), build_scope(AGENT, b"https://other.example")
    assert b"access-control-allow-origin" not in dict(await open_answer(cors, scope))


@pytest.mark.parametrize(
    "path", [AGENT, AGENT + b"/.well-known/agent-card.json", b"/headwater/v1/invocations/i/stream"]
)
def test_a_browser_is_told_which_headers_a_page_may_send(path):
    answer = Cors(["*"]).answer_preflight(build_scope(path, PAGE, *PREFLIGHT, method="OPTIONS"))
    headers = dict(answer.headers)
    assert (answer.status, headers["access-control-allow-headers"]) == (200, "mcp-session-id,x")
    assert "DELETE" in headers["access-control-allow-methods"]


async def test_a_server_that_asks_nobody_takes_pages_by_name_alone():
    async def receive():
        return {"type": "http.request"}

    async def admit(origins, scope):
        gatekeeper = Gatekeeper("open", callers=None, cors=Cors(origins))
        return await gatekeeper.admit(scope, RequestBody(receive))

    assert (await admit([PAGE.decode()], build_scope())).principal is not None
    for origins, path in (([], AGENT), (["*"], AGENT), ([PAGE.decode()], b"/headwater/v1/keys")):
        with pytest.raises(AccessDenied, match="not to pages from elsewhere"):
            await admit(origins, build_scope(path))
