"""What is around every page: navigation, keyboard, themes, addresses that can be shared."""

import re

import pytest
from playwright.sync_api import expect

import effort
from chromium import PHONE

pytestmark = pytest.mark.usefixtures("concierge")


def heading(page):
    return page.locator("#main h1")


def test_keys_lead_everywhere(open_page):
    page = open_page()
    expect(heading(page)).to_have_text("Overview")

    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(heading(page)).to_have_text("Agents")
    expect(heading(page)).to_be_focused()
    expect(page.get_by_role("link", name="concierge", exact=True)).to_be_visible()

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("nobody")
    expect(page.get_by_text("No agent is called “nobody”")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/console/agents\?search=nobody$"))

    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="concierge", exact=True)).to_be_visible()


@effort.long
def test_a_question_mark_tells_the_keys_and_gives_the_focus_back(open_page):
    page = open_page("/agents")
    link = page.get_by_role("link", name="Traces")
    link.focus()

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Go to Sessions")
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    expect(heading(page)).to_have_text("Agents")


def test_the_palette_finds_an_agent_by_a_part_of_its_name(open_page):
    page = open_page()
    expect(heading(page)).to_have_text("Overview")

    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("cierge agent")
    expect(page.get_by_role("option").first).to_contain_text("concierge")
    page.keyboard.press("Enter")

    expect(heading(page)).to_have_text("concierge")


@effort.long
def test_back_returns_and_an_address_can_be_shared(open_page):
    page = open_page("/sessions")
    page.get_by_role("radio", name="Idle").check()
    expect(heading(page)).to_have_text("Sessions")
    page.get_by_role("link", name="Agents").click()
    expect(heading(page)).to_have_text("Agents")

    page.go_back()

    expect(heading(page)).to_have_text("Sessions")
    expect(page.get_by_role("radio", name="Idle")).to_be_checked()
    page.reload()
    expect(page.get_by_role("radio", name="Idle")).to_be_checked()


@effort.long
def test_a_theme_that_was_chosen_stays(open_page):
    page = open_page(theme="light")
    light = page.evaluate("getComputedStyle(document.body).color")

    page.get_by_role("button", name="Dark theme").click()
    dark = page.evaluate("getComputedStyle(document.body).color")
    page.reload()

    assert dark != light
    assert page.evaluate("getComputedStyle(document.body).color") == dark


def test_a_phone_has_its_navigation_in_a_drawer(open_page):
    page = open_page(viewport=PHONE)
    agents = page.get_by_role("navigation").get_by_role("link", name="Agents")
    expect(agents).not_to_be_visible()

    page.get_by_role("button", name="Open navigation").click()
    agents.click()

    expect(heading(page)).to_have_text("Agents")
    expect(agents).not_to_be_visible()


def test_the_page_loads_and_calls_its_own_server_alone(open_page, console_server):
    hosts = set()
    page = open_page(
        before=lambda page: page.on("request", lambda request: hosts.add(request.url.split("/console")[0]))
    )
    expect(heading(page)).to_have_text("Overview")

    assert {host.split("/headwater/")[0] for host in hosts} == {console_server.url}


@effort.long
def test_a_server_that_is_gone_is_said_and_found_again(open_page):
    page = open_page("/agents")
    expect(page.locator(".lamp.is-on")).to_be_visible()

    page.route("**/headwater/v1/runtimes", lambda route: route.abort())
    page.get_by_role("link", name="Sessions").first.click()
    page.get_by_role("link", name="Agents").click()
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    page.unroute("**/headwater/v1/runtimes")
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("link", name="concierge", exact=True)).to_be_visible()
    assert all("ERR_FAILED" in complaint for complaint in page.complaints)
    page.complaints.clear()
