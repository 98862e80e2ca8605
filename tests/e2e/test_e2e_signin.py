"""Signing in with a browser: what the cookie is good for, and what it is not."""

import base64
import json

import pytest

from browsers import SIGNIN, Browser, open_browser
from callers import KEYS, admin_of, make_caller, run_keys
from servers import AGENTS, new_session_id, running_server

STATUS, STOP = "/headwater/v1/status", "/headwater/v1/runtimes/{}/stop"


@pytest.fixture(scope="module")
def ada(keyed):
    return make_caller(keyed, "ada")


@pytest.fixture(scope="module")
def agent(keyed):
    return keyed.deploy(AGENTS / "echo.py")


@pytest.fixture
def browser(keyed, ada):
    return open_browser(keyed, ada)


def test_a_browser_signs_in_and_out(keyed, ada):
    browser = Browser(keyed)
    assert browser.who is None
    assert browser.http("GET", STATUS).status == 403

    reply = browser.sign_in(ada.access_key_id, ada.secret)

    assert reply.json()["signedIn"]["name"] == "ada"
    assert ada.secret not in reply.body.decode()
    assert browser.who == "ada"
    assert browser.http("GET", STATUS).status == 200
    assert browser.sign_out().json()["signedIn"] is None
    assert browser.http("GET", STATUS).status == 403


def test_the_cookie_is_for_this_host_alone_and_not_for_scripts(keyed, browser):
    name, attributes = browser.set_cookie.partition("=")[0], browser.set_cookie.split("; ")[1:]

    assert name == f"headwater-{keyed.url.rpartition(':')[2]}"
    assert attributes == ["Path=/", "Max-Age=604800", "HttpOnly", "SameSite=Strict"]


def test_over_tls_nobody_else_can_set_the_cookie(keyed, ada):
    browser = Browser(keyed)
    browser.headers["X-Forwarded-Proto"] = "https"
    browser.sign_in(ada.access_key_id, ada.secret)
    assert browser.set_cookie.startswith("__Host-headwater-")
    assert browser.set_cookie.endswith("; Secure")
    assert browser.who == "ada"

    plain = Browser(keyed, browser.cookie.removeprefix("__Host-"))
    plain.headers["X-Forwarded-Proto"] = "https"
    assert plain.who is None


def test_the_cookie_serves_operations_of_aws_and_the_keys_policy_holds(keyed, agent):
    runtime_only = make_caller(keyed, "bob", "--runtime", agent.name)
    browser = open_browser(keyed, runtime_only)
    invoke = f"/runtimes/{agent.id}/invocations?accountId=000000000000"
    session = {"X-Amzn-Bedrock-AgentCore-Runtime-Session-Id": new_session_id()}

    assert browser.http("POST", invoke, b'{"prompt": "hi"}', session).status == 200
    refused = browser.http("POST", "/runtimes/", b"{}")  # ListAgentRuntimes
    assert (refused.status, refused.headers["x-amzn-errortype"]) == (403, "AccessDeniedException")
    assert browser.http("GET", "/headwater/v1/keys").status == 403


def test_an_agent_is_not_given_what_stands_for_its_caller(keyed, ada):
    agent = keyed.deploy(
        AGENTS / "probe.py",
        requestHeaderConfiguration={"requestHeaderAllowlist": ["X-Headwater-Csrf", "Sec-Fetch-Site"]},
    )
    browser = open_browser(keyed, ada)

    reply = browser.http(
        "POST", f"/runtimes/{agent.id}/invocations?accountId=000000000000", b'{"do": "headers"}'
    )

    assert reply.status == 200
    seen = reply.body.decode().lower()
    assert "sec-fetch-site" in seen
    assert "x-headwater-csrf" not in seen
    assert browser.csrf_token.lower() not in seen
    assert browser.cookie.partition("=")[2].lower() not in seen


def test_sessions_belong_to_the_keys_name(keyed, ada, agent, browser):
    session_id = new_session_id()
    keyed_session = {"X-Amzn-Bedrock-AgentCore-Runtime-Session-Id": session_id}
    invoke = f"/runtimes/{agent.id}/invocations?accountId=000000000000"
    assert browser.http("POST", invoke, b"{}", keyed_session).status == 200

    assert ada.http("POST", invoke, b"{}", keyed_session).status == 200
    other = open_browser(keyed, make_caller(keyed, "eve"))
    assert other.http("POST", invoke, b"{}", keyed_session).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"x-headwater-csrf": ""},
        {"x-headwater-csrf": "1"},
        {"Sec-Fetch-Site": "same-site"},  # another port of this host
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "", "Origin": "null"},
        {"Sec-Fetch-Site": "", "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "", "Referer": "http://evil.example/"},
        {"Sec-Fetch-Site": ""},
    ],
)
def test_another_origins_page_changes_nothing(keyed, agent, browser, headers):
    stop = STOP.format(agent.name)
    assert browser.http("POST", stop, {"all": True}).status == 200

    refused = browser.http("POST", stop, {"all": True}, headers)

    assert (refused.status, refused.headers["x-amzn-errortype"]) == (403, "AccessDeniedException")
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "none"}, 200),  # typed by hand
        ({"Sec-Fetch-Site": ""}, 200),
        ({"Sec-Fetch-Site": "", "Referer": "{url}/console"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec-Fetch-Site": "", "Referer": "http://127.0.0.1:1/page"}, 403),
    ],
)
def test_another_origins_page_reads_nothing(keyed, browser, headers, status):
    headers = {name: value.format(url=keyed.url) for name, value in headers.items()}

    assert browser.http("GET", STATUS, headers=headers).status == status


def test_an_older_browser_is_known_by_its_origin(keyed, agent, browser):
    stop = STOP.format(agent.name)

    assert (
        browser.http("POST", stop, {"all": True}, {"Sec-Fetch-Site": "", "Origin": keyed.url}).status == 200
    )


def test_another_origins_page_cannot_sign_its_visitors_in(keyed, ada):
    body = json.dumps({"accessKeyId": ada.access_key_id, "secretAccessKey": ada.secret}).encode()

    form = {"Content-Type": "text/plain", "Sec-Fetch-Site": "", "Origin": keyed.url}
    assert Browser(keyed).http("POST", SIGNIN, body, form).status == 400
    foreign = {"Content-Type": "application/json", "Origin": "http://evil.example", "Sec-Fetch-Site": ""}
    assert Browser(keyed).http("POST", SIGNIN, body, foreign).status == 403
    sibling = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-site"}
    assert Browser(keyed).http("POST", SIGNIN, body, sibling).status == 403


def test_a_planted_cookie_is_not_adopted(keyed, ada):
    planted = open_browser(keyed, make_caller(keyed, "mallory"))
    victim = Browser(keyed, planted.cookie)

    victim.sign_in(ada.access_key_id, ada.secret)

    assert victim.cookie != planted.cookie
    assert victim.who == "ada"
    assert planted.who is None, "what was planted has ended"


def test_two_cookies_are_none(keyed, browser):
    both = f"{browser.cookie}; {browser.cookie.partition('=')[0]}=x"

    refused = browser.http("GET", STATUS, headers={"Cookie": both})

    assert refused.status == 400
    assert "2 cookies" in refused.json()["message"]


def test_a_sign_in_that_was_ended_is_of_no_use(keyed, ada, browser):
    copied = Browser(keyed, browser.cookie, browser.csrf_token)
    browser.sign_out()

    reply = copied.http("GET", STATUS)

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (401, "UnauthorizedException")


def test_revoking_a_key_ends_its_sign_ins(keyed):
    caller = make_caller(keyed, "leaver")
    browser = open_browser(keyed, caller)
    assert browser.http("GET", STATUS).status == 200

    run_keys(keyed, "revoke", caller.access_key_id)

    assert browser.http("GET", STATUS).status == 401
    assert browser.who is None


def test_what_else_a_request_shows_counts_instead(keyed, ada, browser):
    agents = {**ada.sign("GET", STATUS), "Cookie": "headwater-1=x"}
    assert keyed.http("GET", STATUS, None, agents).status == 200
    bad = {**ada.sign("GET", STATUS), "X-Amz-Date": "20200101T000000Z", "Cookie": browser.cookie}
    assert keyed.http("GET", STATUS, None, bad).status == 403
    assert browser.http("GET", STATUS, headers={"Authorization": "Bearer x"}).status == 403
    assert browser.http("GET", STATUS, headers={"Authorization": "Basic eDp5"}).status == 403


def test_prometheus_reads_metrics_with_a_key(keyed, ada, browser):
    shown = base64.b64encode(f"{ada.access_key_id}:{ada.secret}".encode()).decode()
    basic = {"Authorization": f"Basic {shown}"}

    assert keyed.http("GET", "/metrics", None, basic).status == 200
    assert browser.http("GET", "/metrics").status == 200
    assert keyed.http("GET", "/metrics").status == 403
    assert keyed.http("GET", STATUS, None, basic).status == 403, "it is good for metrics alone"
    wrong = keyed.http("GET", "/metrics", None, {"Authorization": "Basic eDp5"})
    assert (wrong.status, wrong.headers["www-authenticate"]) == (401, 'Basic realm="Headwater metrics"')


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"accessKeyId": 5, "secretAccessKey": "x"}', b'{"accessKeyId": "x"}', b"x" * 5000],
)
def test_nonsense_is_no_key(keyed, body):
    reply = Browser(keyed).http("POST", SIGNIN, body, {"Content-Type": "application/json"})

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (400, "ValidationException")


def test_wrong_secrets_are_refused_then_not_looked_at_and_never_logged(keyed):
    grace = make_caller(keyed, "grace")
    guesses = [f"guess-{number}-{grace.secret[:30]}" for number in range(12)]
    here, elsewhere = Browser(keyed), Browser(keyed)
    here.headers["X-Forwarded-For"] = "203.0.113.6"
    elsewhere.headers["X-Forwarded-For"] = "203.0.113.7"

    replies = [here.sign_in(grace.access_key_id, guess) for guess in guesses]

    assert [reply.status for reply in replies] == [401] * 10 + [429] * 2
    assert here.sign_in(grace.access_key_id, grace.secret).status == 429
    assert grace.http("GET", STATUS).status == 200, "who signs is not held up"
    assert elsewhere.sign_in(grace.access_key_id, grace.secret).status == 200, "nor who is elsewhere"
    log = keyed.log_text()
    assert log.count(f"signing in with the key '{grace.access_key_id}' failed, from 203.0.113.6") == 10
    assert "guess-" not in log
    assert grace.secret[:30] not in log


def test_an_unknown_key_is_refused_in_the_same_words(keyed, ada):
    wrong = Browser(keyed).sign_in(ada.access_key_id, "x" * 40)
    unknown = Browser(keyed).sign_in("HWAKAAAAAAAAAAAAAAAA", "x" * 40)

    assert wrong.status == unknown.status == 401
    assert wrong.body == unknown.body


def test_sign_ins_end_with_the_server(tmp_path):
    with running_server(tmp_path, KEYS) as server:
        browser = open_browser(server, make_caller(server, "ada"))
        assert browser.who == "ada"
        before = server.url.rpartition(":")[2]
        server.stop()
        server.start()
        moved = Browser(server, browser.cookie.replace(before, server.url.rpartition(":")[2]))
        assert moved.http("GET", STATUS).status == 401, "the server has forgotten it"
        again = open_browser(server, admin_of(server))
        assert again.who == "local-admin"


def test_in_open_mode_there_is_nothing_to_sign_in_to(server):
    browser = Browser(server)

    assert browser.http("GET", SIGNIN).json() == {"authentication": "open", "signedIn": None}
    reply = browser.sign_in("x", "y")
    assert (reply.status, "open mode" in reply.json()["message"]) == (400, True)
