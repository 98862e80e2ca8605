"""The list of agents and the page of one."""

import re

from playwright.sync_api import expect

import effort
from servers import AGENTS, new_session_id


def test_an_agent_is_listed_as_soon_as_it_is_deployed(open_page, console_server, concierge):
    page = open_page("/agents")
    expect(page.get_by_role("link", name="concierge", exact=True)).to_be_visible()
    expect(page.locator(".lamp.is-on")).to_be_visible()

    console_server.deploy(AGENTS / "echo.py", name="newcomer")

    row = page.get_by_role("row", name="newcomer")
    expect(row).to_contain_text("ready")
    expect(row).to_contain_text("DEFAULT v1")


def test_secrets_are_masked(open_page, concierge):
    page = open_page("/agents/concierge?tab=configuration")

    expect(page.get_by_text("API_TOKEN")).to_be_visible()
    assert "hunter2" not in page.content()


def test_a_new_version_is_seen_rolling_out_and_in_the_history(open_page, console_server):
    agent = console_server.deploy(AGENTS / "echo.py", name="changing")
    page = open_page("/agents/changing")
    expect(page.get_by_role("row", name="DEFAULT").first).to_contain_text("version 1")
    expect(page.locator(".lamp.is-on")).to_be_visible()

    console_server.update(agent, AGENTS / "echo.py")

    expect(page.get_by_role("row", name="DEFAULT").first).to_contain_text("version 2")
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_role("tabpanel")).to_contain_text("Endpoint DEFAULT, serving version 2")
    expect(page.get_by_role("tabpanel")).to_contain_text("Endpoint DEFAULT, from version 1 to 2")


@effort.long
def test_a_log_is_filtered_by_the_server(open_page, console_server, concierge):
    console_server.invoke(concierge, {"prompt": "!log needle in a haystack"})["response"].read()
    page = open_page("/agents/concierge?tab=logs&grep=needle+in")
    log = page.get_by_role("log")

    expect(log).to_contain_text("needle in a haystack")
    assert "Kyoto" not in log.text_content()


@effort.long
def test_a_flood_of_lines_is_bounded_and_what_is_left_out_is_counted(open_page, console_server, concierge):
    session_id = new_session_id()
    console_server.invoke(concierge, {"prompt": "!log before"}, session_id)["response"].read()
    page = open_page(f"/sessions/concierge/{session_id}?tab=logs")
    expect(page.get_by_role("log")).to_contain_text("before")

    console_server.invoke(concierge, {"prompt": "!flood 5000"}, session_id)["response"].read()

    expect(page.get_by_role("log")).to_contain_text("line 4999")
    expect(page.locator(".log-note")).to_contain_text("earlier lines are not shown")
    assert page.locator(".line").count() <= 2000


@effort.long
def test_tabs_go_by_arrow_keys(open_page, concierge):
    page = open_page("/agents/concierge")
    page.get_by_role("tab", name="Deployed").focus()

    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("tab", name="Log", exact=True)).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?tab=logs$"))


@effort.long
def test_what_is_not_an_agent_is_said(open_page, concierge):
    page = open_page("/agents/nobody")

    expect(page.get_by_role("alert")).to_contain_text("nobody")
    assert all("404" in complaint for complaint in page.complaints)
    page.complaints.clear()
