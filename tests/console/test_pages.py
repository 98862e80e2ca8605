"""Every page, with real content: it draws without complaints, is accessible in both themes, fits a phone."""

import pytest
from playwright.sync_api import expect

from chromium import PHONE

#: Path below /console -> heading. `{session}` is a session of the agent's.
PAGES = {
    "": "Overview",
    "/agents": "Agents",
    "/agents/concierge": "concierge",
    "/agents/concierge?tab=logs": "concierge",
    "/agents/concierge?tab=build": "concierge",
    "/agents/concierge?tab=configuration": "concierge",
    "/agents/concierge?tab=history": "concierge",
    "/sessions": "Sessions",
    "/sessions?state=ENDED": "Sessions",
    "/sessions/concierge/{session}": "{session}",
    "/playground/concierge": "Playground",
    "/traces": "Traces",
    "/memory": "Memory",
    "/edge": "Edge",
    "/nowhere": "There is no such page",
}


@pytest.fixture(scope="module")
def session(console_server, concierge):
    return console_server.sessions(concierge)[0]["sessionId"]


def test_every_page_draws_and_is_accessible_in_both_themes(open_page, axe, session):
    found = []
    page = open_page()
    for path, heading in PAGES.items():
        go(page, path.format(session=session))
        settle(page, heading.format(session=session))
        found += [f"{path} {one}" for one in axe(page)]
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        found += [f"{path} dark {one}" for one in axe(page, "color-contrast")]
        page.evaluate("delete document.documentElement.dataset.theme")

    assert found == []


def test_every_page_fits_a_phone(open_page, axe, session):
    wide = {}
    page = open_page(viewport=PHONE)
    for path, heading in PAGES.items():
        go(page, path.format(session=session))
        settle(page, heading.format(session=session))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide[path] = width

    assert wide == {}


def go(page, path):
    """As a link goes: without loading the page anew."""
    page.evaluate(
        "address => { history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')); }",
        f"/console{path}",
    )


def settle(page, heading):
    """Until the page is there, and nothing in it says that it loads."""
    expect(page.locator("#main h1")).to_have_text(heading)
    expect(page.locator(".loading, [aria-busy=true]")).to_have_count(0)
