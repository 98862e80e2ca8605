"""Signing in and out in a real browser, and what other origins' pages get from one that is signed in."""

import http.server
import re
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

import effort
from callers import make_caller, make_quick_caller, run_keys
from chromium import PHONE
from servers import new_session_id

UNAUTHORIZED = "the server responded with a status of 401"


@pytest.fixture(scope="module")
def ada(keyed_server):
    return make_caller(keyed_server, "ada")


@pytest.fixture
def open_keyed(open_page, keyed_server):
    """A page of the server that asks who calls; nobody is signed in yet."""

    def open_one(path="", **options):
        return open_page(path, base=keyed_server.url, **options)

    return open_one


def sign_in(page, caller, secret=None):
    page.get_by_label("Access key ID").fill(caller.access_key_id)
    page.get_by_label("Secret access key").fill(secret or caller.secret)
    page.get_by_role("button", name="Sign in").click()


def forgive(page, text=UNAUTHORIZED):
    """The browser itself writes down what is refused."""
    page.complaints[:] = [one for one in page.complaints if text not in one]


def test_one_signs_in_comes_to_the_page_asked_for_and_signs_out(open_keyed, ada):
    page = open_keyed("/sessions?state=IDLE")
    expect(page.get_by_role("heading", name="Sign in to Headwater")).to_be_visible()

    sign_in(page, ada)

    expect(page.locator("#main h1")).to_have_text("Sessions")
    expect(page).to_have_url(re.compile(r"/sessions\?state=IDLE$"))
    expect(page.locator(".signed-in")).to_contain_text("ada")
    assert page.evaluate("document.cookie") == "", "scripts do not see the cookie"
    assert ada.secret not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", name="Sign in to Headwater")).to_be_visible()
    assert page.context.cookies() == []
    page.goto(page.url.replace("/signin", "/agents"))
    expect(page.get_by_role("heading", name="Sign in to Headwater")).to_be_visible()
    forgive(page, "status of 403")


@effort.long
def test_who_is_signed_in_talks_with_an_agent(open_keyed, ada):
    page = open_keyed("/playground/concierge")
    sign_in(page, ada)

    page.get_by_role("textbox", name="Prompt").fill("Kyoto")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("main")).to_contain_text("Here is a short plan for Kyoto")
    page.get_by_role("link", name="Sessions").click()
    expect(page.get_by_role("row", name="concierge")).to_be_visible()


def test_a_wrong_secret_is_said_and_forgotten(open_keyed, ada):
    page = open_keyed("/signin")

    sign_in(page, ada, "x" * 40)

    expect(page.get_by_role("alert")).to_contain_text("the access key's id or its secret is wrong")
    expect(page.get_by_label("Secret access key")).to_have_value("")
    assert page.context.cookies() == []
    forgive(page)


@effort.long
def test_who_is_signed_in_runs_commands_where_he_may(open_keyed, keyed_server, ada):
    rules = [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "bedrock-agentcore:InvokeAgentRuntimeCommand", "Resource": "*"},
    ]
    bound = make_quick_caller(keyed_server, "bound", policy={"Version": "2012-10-17", "Statement": rules})
    may, may_not = (open_commands(open_keyed, keyed_server, caller) for caller in (ada, bound))

    may.get_by_role("textbox", name="Command").fill("echo it works")
    may.keyboard.press("Enter")

    expect(may.get_by_role("log")).to_contain_text("it works")
    expect(may.locator(".card-actions .badge")).to_have_text("exit 0")
    expect(may_not.get_by_text("You may not run commands in this session")).to_be_visible()
    assert may_not.get_by_role("textbox", name="Command").count() == 0


def open_commands(open_keyed, server, caller):
    """The tab of commands of a new session of the caller's, who is signed in."""
    session_id = new_session_id()
    runtime = server.get_json("runtimes/concierge")["runtime"]
    answer = caller.data.invoke_agent_runtime(
        agentRuntimeArn=runtime["agentRuntimeArn"],
        runtimeSessionId=session_id,
        payload=b'{"prompt": "Kyoto"}',
    )
    answer["response"].read()
    page = open_keyed(f"/sessions/concierge/{session_id}?tab=commands")
    sign_in(page, caller)
    expect(page.get_by_role("tab", name="Commands")).to_be_visible()
    forgive(page)
    return page


@effort.long
def test_a_key_can_be_pasted_as_it_was_printed(open_keyed, ada):
    page = open_keyed("/signin")
    page.get_by_label("Access key ID").evaluate(
        """(input, text) => {
            const data = new DataTransfer();
            data.setData("text", text);
            input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        f'{{"accessKeyId": "{ada.access_key_id}", "secretAccessKey": "{ada.secret}"}}',
    )

    page.get_by_role("button", name="Sign in").click()

    expect(page.locator(".signed-in")).to_contain_text("ada")


@effort.long
@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "/console/signin", "/other"])
def test_signing_in_leads_to_the_console_and_nowhere_else(open_keyed, keyed_server, ada, path):
    page = open_keyed(f"/signin?next={path}")

    sign_in(page, ada)

    expect(page.locator("#main h1")).to_have_text("Overview")
    expect(page).to_have_url(f"{keyed_server.url}/console")


@effort.long
def test_a_sign_in_that_ended_leads_back_to_signing_in(open_keyed, keyed_server):
    leaver = make_caller(keyed_server, "leaver")
    page = open_keyed("/agents")
    sign_in(page, leaver)
    expect(page.locator("#main h1")).to_have_text("Agents")

    run_keys(keyed_server, "revoke", leaver.access_key_id)
    page.get_by_role("link", name="Memory").click()

    expect(page.get_by_role("heading", name="Sign in to Headwater")).to_be_visible()
    expect(page).to_have_url(re.compile("next=%2Fconsole%2Fmemory"))
    forgive(page)
    forgive(page, "status of 403")


@effort.long
def test_signing_in_is_accessible_in_both_themes_and_fits_a_phone(open_keyed, axe):
    page = open_keyed("/signin", viewport=PHONE)
    expect(page.get_by_label("Access key ID")).to_be_focused()

    assert axe(page) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert axe(page, "color-contrast") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


ATTACK = """<!doctype html><title>A page of another port</title>
<img src="{url}/headwater/v1/keys">
<form method="post" action="{url}/headwater/v1/signin" enctype="text/plain" target="frame">
  <input name='{{"accessKeyId": "x", "secretAccessKey": "' value='"}}'></form>
<form method="post" action="{url}/headwater/v1/runtimes/concierge/stop" target="frame"></form>
<iframe name="frame" src="{url}/console"></iframe>
<script>
const body = JSON.stringify({{all: true}}), credentials = "include";
const stop = "{url}/headwater/v1/runtimes/concierge/stop";
const tries = [
  fetch("{url}/headwater/v1/keys", {{credentials}}),
  fetch("{url}/headwater/v1/keys", {{credentials, mode: "no-cors"}}),
  fetch(stop, {{method: "POST", body, credentials, mode: "no-cors"}}),
  fetch(stop, {{method: "POST", body, credentials, headers: {{"x-headwater-csrf": "1"}}}}),
  fetch("{url}/headwater/v1/signin", {{method: "DELETE", credentials}}),
  fetch("{url}/headwater/v1/signin", {{credentials}}).then((reply) => reply.json()),
];
for (const form of document.forms) form.submit();
const say = (one) => one.status + " " + (one.value?.type ?? "");
Promise.allSettled(tries).then((all) => (window.done = all.map(say)));
</script>"""


def test_a_page_of_another_port_gets_nothing_and_changes_nothing(open_keyed, keyed_server, ada):
    page = open_keyed("/agents")
    sign_in(page, ada)
    expect(page.locator(".signed-in")).to_contain_text("ada")
    other = page.context.new_page()
    answers = []
    other.on("response", lambda one: answers.append(one))

    with serving(ATTACK.format(url=keyed_server.url)) as url:
        other.goto(url)
        other.wait_for_function("window.done")
        done = other.evaluate("window.done")
        other.wait_for_load_state("networkidle")

    ours = [one for one in answers if one.url.startswith(f"{keyed_server.url}/headwater")]
    assert {one.status for one in ours} == {403}, [(one.request.method, one.url, one.status) for one in ours]
    assert any("cookie" in one.request.all_headers() for one in ours), "the cookie came along"
    assert [one for one in done if one.startswith("fulfilled")] == ["fulfilled opaque"] * 2, done
    page.reload()
    expect(page.locator(".signed-in")).to_contain_text("ada")


@contextmanager
def serving(text):
    """A page at another port of this host."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *parts):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
