"""The Playground's answers survive: a connection that breaks, a server that is away, a page loaded anew."""

import json
import re
import uuid

import pytest
from playwright.sync_api import expect

from cutting import cutting
from servers import AGENTS, SESSION_HEADER, invocation_path, new_session_id, wait_until


@pytest.fixture(scope="module")
def streams(console_server):
    return console_server.deploy(AGENTS / "streams.py", name="streams_kept")


@pytest.fixture
def gate(console_server, streams):
    """`gate.order` makes an answer wait in its middle; `gate.open()` lets it go on."""

    class Gate:
        def __init__(self):
            self.name, self.session = uuid.uuid4().hex, new_session_id()
            self.order = {"do": "gated", "gate": self.name}

        def open(self):
            console_server.ask(streams, {"do": "open", "gate": self.name}, self.session)

    return Gate()


def send(page, payload):
    page.get_by_role("radio", name="JSON", exact=True).check()
    page.locator("#playground-input").fill(json.dumps(payload))
    page.locator("#playground-input").press("Control+Enter")


def answer(page):
    return page.locator(".turn .answer-box").last


def expect_complete(page, text):
    expect(page.locator(".turn").last).to_have_attribute("data-state", "complete")
    expect(answer(page)).to_have_text(text)


def test_an_answer_goes_on_where_its_connection_broke(open_page, console_server, gate):
    with cutting(console_server.url) as proxy:
        page = open_page(f"/playground/streams_kept?session={gate.session}", base=proxy.url)
        send(page, gate.order)
        expect(answer(page)).to_have_text("first")

        proxy.refuse(True)
        proxy.cut()
        expect(page.get_by_text("The connection is lost; the agent works on.")).to_be_visible()
        proxy.refuse(False)
        gate.open()

        expect_complete(page, "firstsecond")
        expect(page.locator(".stream-figures")).to_contain_text("Events2")
        # The browser tells of each connection that broke.
        page.complaints[:] = [text for text in page.complaints if "net::ERR" not in text]
        page.context.close()


def test_a_question_whose_run_the_page_did_not_hear_of_is_asked_again_and_stopped_all_the_same(
    open_page, console_server, gate
):
    page, heard = open_page(f"/playground/streams_kept?session={gate.session}"), []
    post = re.compile(r"/runtimes/[^/]+/invocations($|\?)")

    def find_runs():
        return {
            run["invocationId"]: run["state"]
            for run in console_server.get_json(f"runs?session={gate.session}")["runs"]
        }

    def lose(route):
        heard.append(route.fetch().json()["invocationId"])
        route.abort("connectionreset")

    page.route(post, lose, times=1)
    gate.open()
    send(page, gate.order)
    expect_complete(page, "firstsecond")
    assert list(find_runs()) == heard

    page.route(post, lambda route: heard.append(route.fetch().json()["invocationId"]), times=1)
    send(page, {"do": "endless", "record": gate.name})
    page.wait_for_timeout(100)
    page.get_by_role("button", name="Stop", exact=True).click()
    wait_until(
        lambda: len(heard) == 2 and find_runs()[heard[1]] == "cancelled", what="the run to be cancelled"
    )
    page.complaints[:] = [text for text in page.complaints if "net::ERR" not in text]


def test_an_answer_goes_on_after_the_page_was_loaded_anew(open_page, gate):
    page = open_page(f"/playground/streams_kept?session={gate.session}")
    send(page, gate.order)
    expect(answer(page)).to_have_text("first")

    page.reload()

    expect(answer(page)).to_have_text("first")
    expect(page.locator(".turn").last).to_have_attribute("data-state", "streaming")
    gate.open()
    expect_complete(page, "firstsecond")
    page.reload()
    expect_complete(page, "firstsecond")


def test_a_run_is_stopped_by_the_page_that_was_loaded_anew(open_page, console_server, streams):
    session, record = new_session_id(), uuid.uuid4().hex
    page = open_page(f"/playground/streams_kept?session={session}")
    send(page, {"do": "endless", "record": record})
    expect(page.locator(".event-line").nth(3)).to_be_visible()
    page.reload()
    expect(page.locator(".event-line").nth(3)).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator(".turn").last).to_have_attribute("data-state", "stopped")
    told = {"do": "record", "record": record}
    wait_until(lambda: console_server.ask(streams, told, session)["ended"], what="the agent to notice")


def test_a_run_is_watched_from_its_sessions_page_and_goes_on_without_its_viewer(
    open_page, console_server, streams, gate
):
    headers = {SESSION_HEADER: gate.session, "Headwater-Detached": "1"}
    started = console_server.http("POST", invocation_path(streams), json.dumps(gate.order), headers)
    run_id = started.json()["invocationId"]
    page = open_page(f"/sessions/streams_kept/{gate.session}")

    page.get_by_role("link", name=f"Watch {run_id[:8]}").click()

    expect(answer(page)).to_have_text("first")
    page.keyboard.press("Escape")
    expect(answer(page)).to_contain_text("Not watched any more. The run goes on.")
    assert console_server.get_json(f"invocations/{run_id}")["run"]["state"] == "running"
    gate.open()
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect_complete(page, "firstsecond")
