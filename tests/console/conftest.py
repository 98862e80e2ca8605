"""Chromium on the console of a real server: one server, one browser; a page of its own for each test."""

import os
from importlib.util import find_spec

import pytest

from callers import KEYS
from chromium import ARGUMENTS, CHROMIUM, DESKTOP, PHONE, WAIT_MS, require_chromium
from servers import AGENTS, running_server

#: Where Playwright is not installed (it is a dependency on Linux), its tests cannot even be read.
collect_ignore_glob = ["test_*.py"] if find_spec("playwright") is None else []


@pytest.fixture(scope="module")
def browser():
    """Ends with its module: beside Playwright no other event loop can run, as tests of coroutines want to."""
    require_chromium()
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def console_server(tmp_path_factory):
    """A server of the console's tests, with nothing on it but what `concierge` put there."""
    require_chromium()
    with running_server(tmp_path_factory.mktemp("console")) as server:
        yield server


@pytest.fixture(scope="session")
def concierge(console_server):
    """`agents/concierge.py`, in two versions, with an endpoint of the first and some invocations."""
    agent = console_server.deploy(
        AGENTS / "concierge.py", name="concierge", environment={"API_TOKEN": "hunter2"}
    )
    for place in ("Kyoto", "Porto"):
        console_server.invoke(agent, {"prompt": place})["response"].read()
    console_server.invoke(agent, {"prompt": "!fail"})["response"].read()
    return agent


EDGE = """
[listen]
port = 0

[[door]]
name = "chat"
path = "/chat"
target.agent = "concierge"
[door.guards]
prompt_max_chars = 40
[[door.guards.rule]]
name = "no-tricks"
part = "body"
pattern = "ignore all"

[[door]]
name = "signed"
path = "/signed"
target.agent = "concierge"
auth = {kind = "sigv4", keys = {AKIDEXAMPLE = {name = "bob", secret = "s3cret-key"}}}
"""


@pytest.fixture(scope="session")
def keyed_server(tmp_path_factory):
    """A server that asks who calls, with an agent and two front doors."""
    require_chromium()
    folder = tmp_path_factory.mktemp("keyed_console")
    (folder / "edge.toml").write_text(EDGE)
    with running_server(folder, {**KEYS, "HEADWATER_EDGE__CONFIG": str(folder / "edge.toml")}) as server:
        server.deploy(AGENTS / "concierge.py", name="concierge")
        yield server


@pytest.fixture
def open_page(browser, console_server):
    """`open_page("/agents")`: a page of the console in a tab of its own; it must complain of nothing.

    `page.complaints` has errors of scripts, of the console, and of the Content-Security-Policy.
    """
    pages = []

    def open_one(path="", *, viewport=DESKTOP, theme="light", base=None, before=None):
        context = browser.new_context(viewport=viewport, color_scheme=theme, has_touch=viewport is PHONE)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
        if before is not None:
            before(page)
        page.goto(f"{base or console_server.url}/console{path}")
        pages.append(page)
        return page

    yield open_one
    complaints = [complaint for page in pages for complaint in page.complaints]
    for page in pages:
        page.context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe():
    """`axe(page)`: what axe-core finds there that is serious or critical, a line each."""
    package = find_spec("axe_playwright_python")
    if package is None:
        if os.environ.get("CI"):
            pytest.fail("axe-playwright-python is not installed")
        pytest.skip("axe-playwright-python is not installed")
    script = next(iter(package.submodule_search_locations or [])) + "/axe.min.js"
    with open(script, encoding="utf-8") as file:
        text = file.read()

    def look(page, *rules):
        if not page.evaluate("typeof axe !== 'undefined'"):
            # Through the debugger, which the page's policy does not bind.
            page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": text})
        only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
        found = page.evaluate(
            "options => axe.run(document, options)", {"resultTypes": ["violations"], **only}
        )
        return [
            f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for violation in found["violations"]
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]

    return look
