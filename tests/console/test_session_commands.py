"""The page of a session: commands that are run in it, its runs, and what it stores."""

import json
import uuid

import pytest
from playwright.sync_api import expect

import effort
from chromium import PHONE
from cutting import cutting
from servers import AGENTS, SESSION_HEADER, invocation_path, new_session_id, wait_until


@pytest.fixture(scope="module")
def streams(console_server):
    return console_server.deploy(AGENTS / "streams.py", name="streams_inside")


@pytest.fixture
def session(console_server, streams):
    """A live one."""
    session_id = new_session_id()
    console_server.ask(streams, {"do": "open", "gate": uuid.uuid4().hex}, session_id)
    return session_id


@pytest.fixture
def commands(open_page, session):
    """The tab of its commands."""
    return open_page(f"/sessions/streams_inside/{session}?tab=commands")


def run(page, line):
    page.get_by_role("textbox", name="Command").fill(line)
    page.keyboard.press("Enter")
    return page.get_by_role("region", name=line, exact=True)


def test_what_a_command_prints_is_shown_as_it_comes(commands, console_server, streams, session):
    line = "echo '<b>one</b>'; echo woe >&2; until [ -e /tmp/go ]; do sleep 0.02; done; printf two; exit 3"

    ran = run(commands, line)

    expect(ran.locator(".line.is-stdout")).to_have_text(["out<b>one</b>"])
    expect(ran.locator(".line.is-stderr")).to_have_text(["errwoe"])
    expect(ran).to_contain_text("running")
    other = run(commands, "touch /tmp/go")
    expect(other).to_contain_text("exit 0")
    expect(other).to_contain_text("It printed nothing.")
    expect(ran.locator(".line").last).to_have_text("outtwo")
    expect(ran).to_contain_text("exit 3")


@effort.long
def test_a_command_is_stopped_and_is_not_lost_by_looking_elsewhere(
    commands, console_server, streams, session
):
    ran = run(commands, "echo begun; sleep 1000")
    expect(ran.get_by_role("log")).to_contain_text("begun")

    commands.get_by_role("tab", name="Files").click()
    commands.get_by_role("tab", name="Commands").click()
    expect(ran).to_contain_text("running")
    ran.get_by_role("button", name="Stop").click()

    expect(ran).to_contain_text("stopped")
    expect(ran.get_by_role("log")).to_contain_text("begun")
    wait_until(lambda: console_server.find_session(streams, session)["activeInvocations"] == 0)


@effort.long
def test_commands_end_with_the_page_that_began_them(commands, console_server, streams, session):
    expect(run(commands, "echo begun; sleep 1000").get_by_role("log")).to_contain_text("begun")

    commands.get_by_role("link", name="Agents").first.click()

    expect(commands.get_by_role("heading", name="Agents")).to_be_visible()
    wait_until(lambda: console_server.find_session(streams, session)["activeInvocations"] == 0)


@effort.long
def test_a_command_that_takes_too_long_or_loses_its_session_says_so(
    commands, console_server, streams, session
):
    commands.get_by_label("At most").select_option("10 s")
    late = run(commands, "sleep 1000")
    expect(late).to_contain_text("took too long", timeout=60_000)

    commands.get_by_label("At most").select_option("1 min")
    lost = run(commands, "echo begun; sleep 3000")
    expect(lost.get_by_role("log")).to_contain_text("begun")
    console_server.stop_session(streams, session)

    expect(lost.get_by_role("alert")).to_contain_text("The command ended with its session")
    expect(commands.get_by_text("Commands run in a live session")).to_be_visible()


@effort.long
def test_a_connection_that_breaks_ends_its_command_and_says_so(open_page, console_server, streams, session):
    with cutting(console_server.url) as proxy:
        page = open_page(f"/sessions/streams_inside/{session}?tab=commands", base=proxy.url)
        ran = run(page, "echo begun; sleep 1000")
        expect(ran.get_by_role("log")).to_contain_text("begun")

        proxy.refuse(True)
        proxy.cut()

        expect(ran.get_by_role("alert")).to_contain_text("The connection broke before the command had ended")
        expect(ran.get_by_role("log")).to_contain_text("begun")
        wait_until(lambda: console_server.find_session(streams, session)["activeInvocations"] == 0)
        page.complaints[:] = [text for text in page.complaints if "net::ERR" not in text]
        page.context.close()


@effort.long
def test_a_flood_is_shown_by_its_end_and_the_page_stays_alive(commands):
    run(commands, "seq 1 300000")

    # Not by roles: to find them the page would be busy with its thousands of lines, again and again.
    expect(commands.locator(".card-actions .badge")).to_have_text("exit 0")
    lines = commands.locator(".command-output .line")
    expect(lines.last).to_have_text("out300000")
    expect(commands.locator(".command-output .log-note")).to_have_text("298000 earlier lines are not shown.")
    assert lines.count() == 2000


@effort.long
def test_commands_and_runs_are_accessible_in_both_themes_and_fit_a_phone(
    open_page, axe, console_server, streams, session
):
    start_run(console_server, streams, session, {"do": "gated", "gate": uuid.uuid4().hex})
    page = open_page(f"/sessions/streams_inside/{session}?tab=commands", viewport=PHONE)
    expect(run(page, "echo fine; echo " + "x" * 300 + " >&2; exit 7")).to_contain_text("exit 7")
    found = look(page, axe)
    page.get_by_role("tab", name="Runs").click()
    expect(page.get_by_role("table", name="Runs")).to_be_visible()
    assert found + look(page, axe) == []


def look(page, axe):
    found = axe(page)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    found += axe(page, "color-contrast")
    page.evaluate("delete document.documentElement.dataset.theme")
    width = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{page.url} is {width} wide"] if width > PHONE["width"] else [])


def start_run(server, agent, session, order):
    headers = {SESSION_HEADER: session, "Headwater-Detached": "1"}
    return server.http("POST", invocation_path(agent), json.dumps(order), headers).json()["invocationId"]


def test_runs_of_a_session_are_listed_and_cancelled(open_page, console_server, streams, session):
    done = start_run(console_server, streams, session, {"do": "open", "gate": uuid.uuid4().hex})
    waiting = start_run(console_server, streams, session, {"do": "gated", "gate": uuid.uuid4().hex})
    page = open_page(f"/sessions/streams_inside/{session}?tab=runs")
    row = page.get_by_role("row", name=waiting[:8])
    expect(row).to_contain_text("running")
    expect(page.get_by_role("row", name=f"View {done[:8]}")).to_contain_text("done")

    row.get_by_role("button", name=f"Cancel run {waiting[:8]}").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel run").click()

    expect(row).to_contain_text("cancelled")
    assert console_server.get_json(f"invocations/{waiting}")["run"]["state"] == "cancelled"
    expect(row.get_by_role("link", name="View")).to_be_visible()


@effort.long
def test_what_a_session_stores_is_told_with_its_bound(open_page, console_server):
    if console_server.get_json("status")["isolation"]["level"] != "namespaces":
        pytest.skip("there is nothing to mount storage with")
    storage = [{"sessionStorage": {"mountPath": "/mnt/work"}}]
    agent = console_server.deploy(
        AGENTS / "streams.py", name="streams_stored", filesystemConfigurations=storage
    )
    session_id = new_session_id()
    console_server.ask(agent, {"do": "open", "gate": uuid.uuid4().hex}, session_id)
    page = open_page(f"/sessions/streams_stored/{session_id}?tab=commands")
    written = run(page, "head -c 3000000 /dev/urandom > /mnt/work/a; ls /mnt/work")
    expect(written).to_contain_text("exit 0")
    wait_until(lambda: (console_server.find_session(agent, session_id)["storageBytes"] or 0) >= 3_000_000)

    page.reload()

    expect(page.locator(".session-facts")).to_contain_text("Storage2.9 MB of 1.0 GB")
