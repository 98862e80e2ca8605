"""The list of sessions and the page of one."""

import json
import urllib.parse

import pytest
from playwright.sync_api import expect

import effort
from servers import new_session_id

COUNT = 10_000
#: Generous: what takes 10 ms on a quiet machine. A list that is drawn whole takes seconds.
LAG_MAX_MS = 1000


def build_session(number):
    return {
        "sessionId": f"session-{number:05d}-of-ten-thousand-sessions",
        "runtimeId": "concierge-abcdefghij",
        "runtimeName": "concierge",
        "endpoint": "DEFAULT",
        "version": "1",
        "state": "IDLE" if number % 3 else "ACTIVE",
        "mode": "fork",
        "createdAt": "2026-01-01T00:00:00+00:00",
        "lastActivityAt": "2026-01-01T00:00:00+00:00",
        "ageS": 1.0,
        "idleS": 1.0,
        "activeInvocations": 0,
        "pingStatus": None,
        "startMs": 3.0,
        "requestCount": number,
        "cpuSeconds": 0.1,
        "memoryBytes": 1_000_000 * (number % 90),
        "processCount": 1,
    }


def answer_list(route):
    """As the server answers `GET sessions`, with ten thousand of them."""
    query = {
        k: v[-1] for k, v in urllib.parse.parse_qs(urllib.parse.urlsplit(route.request.url).query).items()
    }
    fitting = [s for s in map(build_session, range(COUNT)) if query.get("search", "") in s["sessionId"]]
    first, limit = int(query.get("cursor", 0)), int(query["limit"])
    page = fitting[first : first + limit]
    after = first + limit
    body = {
        "sessions": page,
        "total": len(fitting),
        "counts": {"STARTING": 0, "IDLE": 6666, "ACTIVE": 3334, "STOPPING": 0, "STOPPED": 0},
        "nextCursor": str(after) if after < len(fitting) else None,
    }
    route.fulfill(status=200, content_type="application/json", body=json.dumps(body))


@pytest.fixture
def many(open_page):
    """The list with ten thousand sessions."""
    return open_page("/sessions", before=lambda page: page.route("**/headwater/v1/sessions?*", answer_list))


def test_ten_thousand_sessions_scroll_without_lag(many):
    rows = many.locator(".virtual [role=row]")
    expect(rows.first).to_contain_text("session-00000")

    seen = many.evaluate(
        """async () => {
            const frames = [];
            let last = performance.now();
            for (let step = 0; step < 200; step++) {
                scrollTo(0, document.documentElement.scrollHeight);
                await new Promise(requestAnimationFrame);
                await new Promise(requestAnimationFrame);
                const now = performance.now();
                frames.push(now - last);
                last = now;
                if (document.body.textContent.includes('session-09999')) break;
            }
            return {slowest: Math.max(...frames), nodes: document.querySelectorAll('*').length};
        }"""
    )

    expect(many.get_by_text("session-09999")).to_be_visible()
    assert seen["slowest"] < LAG_MAX_MS
    assert seen["nodes"] < 2500
    assert rows.count() < 100


@effort.long
def test_a_search_among_ten_thousand_asks_the_server(many):
    expect(many.get_by_text("session-00000")).to_be_visible()

    many.get_by_role("searchbox").fill("session-0777")

    expect(many.locator(".virtual [role=row]")).to_have_count(10)
    assert many.url.endswith("?search=session-0777")


@effort.long
def test_j_and_k_go_from_row_to_row(many):
    expect(many.get_by_text("session-00000")).to_be_visible()

    for key in "jjjk":
        many.keyboard.press(key)
    many.keyboard.press("Enter")

    many.wait_for_url("**/sessions/concierge/session-00001*")
    many.complaints.clear()  # there is no such session on the server


def test_a_session_that_starts_appears_and_one_that_is_stopped_goes(open_page, console_server, concierge):
    page = open_page("/sessions")
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.locator(".lamp.is-on")).to_be_visible()
    session_id = new_session_id()

    console_server.invoke(concierge, {"prompt": "Lisbon"}, session_id)["response"].read()
    row = page.locator("[role=row]", has_text=session_id)
    expect(row).to_contain_text("idle")
    row.get_by_role("button", name=f"Stop session {session_id}").click()
    dialog = page.get_by_role("dialog", name="Stop this session?")
    expect(dialog).to_contain_text(session_id)
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    dialog.get_by_role("button", name="Stop session").click()

    expect(dialog).to_have_count(0)
    expect(row).to_have_count(0)
    assert console_server.find_session(concierge, session_id) is None
    page.get_by_role("radio", name="Ended").check()
    expect(page.locator("[role=row]", has_text=session_id)).to_contain_text("stopped-by-caller")


def test_one_sessions_log_is_followed_live(open_page, console_server, concierge):
    session_id = new_session_id()
    console_server.invoke(concierge, {"prompt": "!log before it was looked at"}, session_id)[
        "response"
    ].read()
    page = open_page(f"/sessions/concierge/{session_id}?tab=logs")
    log = page.get_by_role("log")
    expect(log).to_contain_text("before it was looked at")

    console_server.invoke(concierge, {"prompt": "!log <b>while</b> it is"}, session_id)["response"].read()

    expect(log).to_contain_text("<b>while</b> it is")
    assert page.locator(".log b").count() == 0


@effort.long
def test_one_sessions_invocations_lead_to_their_traces(open_page, console_server, concierge):
    session_id = new_session_id()
    console_server.invoke(concierge, {"prompt": "Kyoto"}, session_id)["response"].read()
    page = open_page(f"/sessions/concierge/{session_id}")
    rows = page.locator(".invocations tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("cold")

    console_server.invoke(concierge, {"prompt": "Porto"}, session_id)["response"].read()

    expect(rows).to_have_count(2)
    rows.first.get_by_role("link").click()
    page.wait_for_url("**/traces/*")


@effort.long
def test_a_session_that_never_was_is_said(open_page):
    page = open_page("/sessions/concierge/no-such-session")

    expect(page.get_by_role("alert")).to_contain_text("Not found")
    assert all("404" in complaint for complaint in page.complaints)
    page.complaints.clear()
