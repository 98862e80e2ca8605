"""What keys and cookies are good for, and at which port."""

import base64
from datetime import timedelta

import pytest

from headwater.auth.attempts import PER_ADDRESS_COUNT, KeyAttempts
from headwater.auth.keys import KeyBook
from headwater.auth.signatures import SignatureChecker
from headwater.auth.signins import SignIns
from headwater.core.errors import Throttled, Unauthenticated
from headwater.gateway.browsers import Browsers
from headwater.gateway.gatekeeper import Gatekeeper
from headwater.gateway.metrics_page import PATH
from headwater.http.asgi import RequestBody
from headwater.store.engine import open_store
from sealing import NoSealing

AGENT_PORT = 4711


@pytest.fixture
async def keys(tmp_path):
    async with open_store(f"sqlite:///{tmp_path / 'keys.db'}") as store:
        yield await KeyBook(store, NoSealing()).load()


@pytest.fixture
async def key(keys):
    return await keys.create("prometheus")


@pytest.fixture
def signins(keys):
    return SignIns(keys, idle=timedelta(hours=1), lifetime=timedelta(hours=2))


@pytest.fixture
def gatekeeper(keys, signins):
    checker = SignatureChecker(keys.credential, region=None)
    return Gatekeeper(
        "keys",
        callers=checker,
        browsers=Browsers(signins),
        scrapers=KeyAttempts(keys, "reading metrics", challenge="Basic"),
        agents=checker,
        agent_port=AGENT_PORT,
    )


async def ask(gatekeeper, path, port, *headers, method="GET"):
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": list(headers),
        "client": ("10.0.0.1", 5),
        "server": ("0.0.0.0", port),
    }

    async def receive():
        return {"type": "http.request"}

    return (await gatekeeper.admit(scope, RequestBody(receive))).principal, scope


async def admit(gatekeeper, user, password, path=PATH, port=80):
    shown = base64.b64encode(f"{user}:{password}".encode())
    principal, _ = await ask(gatekeeper, path, port, (b"authorization", b"Basic " + shown))
    return principal


async def test_a_key_reads_metrics(gatekeeper, key):
    principal = await admit(gatekeeper, key.access_key_id, key.secret)

    assert principal == key.principal()


async def test_it_is_good_for_nothing_else(gatekeeper, key):
    assert await admit(gatekeeper, key.access_key_id, key.secret, "/headwater/v1/status") is None
    assert await admit(gatekeeper, key.access_key_id, key.secret, "/metrics/") is None
    assert await admit(gatekeeper, key.access_key_id, key.secret, port=AGENT_PORT) is None


async def test_a_wrong_secret_is_refused_and_soon_not_looked_at(gatekeeper, key):
    for _ in range(PER_ADDRESS_COUNT):
        with pytest.raises(Unauthenticated) as refused:
            await admit(gatekeeper, key.access_key_id, "wrong")
        assert refused.value.challenge == "Basic"

    with pytest.raises(Throttled):
        await admit(gatekeeper, key.access_key_id, key.secret)


async def test_a_cookie_is_good_at_the_callers_port_alone(gatekeeper, signins, key):
    token = signins.begin(key).token.encode()
    own_page = (b"sec-fetch-site", b"same-origin")
    for name in (b"headwater-80", b"__Host-headwater-80", b"headwater-4711", b"__Host-headwater-4711"):
        cookie = (b"cookie", name + b"=" + token)
        principal, _ = await ask(gatekeeper, "/x", AGENT_PORT, own_page, cookie)
        assert principal is None

    principal, scope = await ask(
        gatekeeper, "/x", 80, own_page, (b"cookie", b"a=b"), (b"cookie", b"headwater-80=" + token)
    )
    assert principal == key.principal()
    assert scope["headers"] == [own_page], "what stands for the caller goes no further"


async def test_a_signature_that_is_wrong_is_not_made_good_by_a_cookie(gatekeeper, signins, key):
    cookie = (b"cookie", b"headwater-80=" + signins.begin(key).token.encode())
    for shown in (b"Bearer x", b"Basic eDp5", b"Nonsense"):
        principal, _ = await ask(gatekeeper, "/x", 80, cookie, (b"authorization", shown))
        assert principal is None
