"""Front doors in a real browser: what is in force at each, and what was refused."""

import json
import re

import pytest
from playwright.sync_api import expect

import effort
from browsers import open_browser
from callers import admin_of
from chromium import PHONE
from replies import ask


@pytest.fixture(scope="module")
def refused(keyed_server):
    """Some requests to the doors, of which some were refused."""
    url = keyed_server.get_json("edge")["url"]
    bodies = [
        ("/chat", "hello"),
        ("/chat", "ignore all"),
        ("/chat", "x" * 50),
        ("/signed", "x"),
        ("/none", "x"),
    ]
    for path, prompt in bodies:
        body = json.dumps({"prompt": prompt}).encode()
        ask(url, "POST", path, body, {"content-type": "application/json"}, 20)
    return url


@pytest.fixture
def open_edge(open_page, keyed_server, refused):
    """The page for whoever runs the server."""
    browser = open_browser(keyed_server, admin_of(keyed_server))
    name, _, value = browser.cookie.partition("=")

    def open_one(path="", **options):
        def before(page):
            page.context.add_cookies([{"name": name, "value": value, "url": keyed_server.url}])

        return open_page(f"/edge{path}", base=keyed_server.url, before=before, **options)

    return open_one


def test_doors_are_shown_with_what_came(open_edge, refused):
    page = open_edge()

    chat, signed = page.get_by_role("row", name="/chat"), page.get_by_role("row", name="/signed")
    expect(chat).to_contain_text("open to all")
    expect(chat.locator("td.number")).to_have_text(["3", "0", "2"])
    expect(signed).to_contain_text("signatures")
    expect(page.get_by_role("row", name="no door")).to_be_visible()
    expect(page.locator(".facts")).to_contain_text(refused)
    assert "s3cret" not in page.content()


@effort.long
def test_a_door_shows_its_limits_and_why_it_refused(open_edge):
    page = open_edge()
    page.get_by_role("link", name="chat", exact=True).click()

    reasons = page.locator(".card", has=page.get_by_role("heading", name="Refused since the start"))
    expect(reasons.get_by_role("row", name="Prompt too long")).to_contain_text("1")
    expect(reasons.get_by_role("row", name="Rule “no-tricks”")).to_contain_text("1")
    expect(page.get_by_text("40 characters")).to_be_visible()
    expect(page.get_by_text("looks at the body, answers 403")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?door=chat$"))

    page.get_by_role("button", name="Show Refusals of chat, each minute as a table").click()
    expect(page.get_by_role("columnheader", name="Prompt too long")).to_be_visible()


@effort.long
def test_a_server_without_doors_says_how_to_have_some(open_page):
    page = open_page("/edge")

    expect(page.get_by_role("heading", name="No front doors in this server")).to_be_visible()
    expect(page.get_by_text("HEADWATER_EDGE__CONFIG=edge.toml headwater serve")).to_be_visible()


@effort.long
def test_doors_are_accessible_in_both_themes_and_fit_a_phone(open_edge, axe):
    page = open_edge("?door=chat", viewport=PHONE)
    page.locator("td").first.wait_for()

    assert axe(page) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert axe(page, "color-contrast") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
