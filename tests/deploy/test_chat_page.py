"""The page of examples/edge in a real browser: Chromium, through Playwright, where both are installed."""

import shutil

import pytest
from example_doors import KEY, PASSWORD
from nginx import NAME

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ARGUMENTS += ["--disable-component-update", "--disable-sync", "--no-sandbox"]
ARGUMENTS += ["--host-resolver-rules=MAP example.org 127.0.0.1"]


@pytest.fixture(scope="module")
def browser():
    playwright.expect.set_options(timeout=30_000)
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """`open_page(url)`: the page in a tab of its own, that collects what it complains about."""
    contexts = []

    def open_one(url, **options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
        page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page, edge):
    return open_page(f"{edge.url}/hide_account/")


def say(page, text):
    page.get_by_label("Message").fill(text)
    page.keyboard.press("Enter")


def expect_answer(page, text, number=0):
    playwright.expect(page.locator(".agent").nth(number)).to_have_text(text)


def expect_rest(page):
    playwright.expect(page.get_by_role("button", name="Send")).to_be_visible()


def open_gate(page, edge, door="/hide_account/agent"):
    """What the agent waits for, in the page's own session, beside the page."""
    session_id = page.evaluate("sessionStorage.getItem('headwater-session')")
    body = {"model": "agent", "messages": [{"role": "user", "content": "!open"}]}
    headers = {"X-Session-Id": session_id, "Content-Type": "application/json"}
    assert edge.request("POST", f"{door}/v1/chat/completions", body, headers).status == 200


def test_an_answer_comes_in_steps(page, edge):
    """The agent goes on only after its first words stand on the page."""
    say(page, "!gate")
    expect_answer(page, "最初の言葉 ")
    playwright.expect(page.get_by_role("button", name="Stop")).to_be_visible()

    open_gate(page, edge)

    expect_answer(page, "最初の言葉 and the last 🎉")
    expect_rest(page)
    assert page.locator("#announcer").text_content() == "最初の言葉 and the last 🎉"
    assert page.complaints == []


def test_any_characters_come_through_and_stay_text(page):
    text = "日本語、ｶﾅ、👩‍👩‍👧‍👦🇯🇵🙏🏽 <b>no tag</b> & \\n \u2028 $&"
    say(page, text)

    expect_answer(page, f"1: {text}")
    assert page.locator(".user").text_content() == text
    assert page.locator("#log b").count() == 0
    assert page.complaints == []


def test_a_conversation_is_one_session_until_a_new_one(page):
    say(page, "one")
    expect_answer(page, "1: one")
    expect_rest(page)
    say(page, "two")
    expect_answer(page, "2: two", 1)
    expect_rest(page)
    page.reload()
    say(page, "three")
    expect_answer(page, "3: three")
    expect_rest(page)

    page.get_by_role("button", name="New conversation").click()

    assert page.locator(".turn").count() == 0
    say(page, "four")
    expect_answer(page, "1: four")


def test_one_can_stop_an_answer_and_go_on(page):
    say(page, "!gate")
    expect_answer(page, "最初の言葉 ")

    page.get_by_role("button", name="Stop").click()

    playwright.expect(page.locator(".note")).to_have_text("stopped")
    say(page, "and now?")
    expect_answer(page, "2: and now?", 1)


def test_escape_stops_too(page):
    say(page, "!gate")
    expect_answer(page, "最初の言葉 ")
    page.keyboard.press("Escape")
    playwright.expect(page.locator(".note")).to_have_text("stopped")


def test_an_answer_that_breaks_off_is_shown_with_its_error(page):
    say(page, "!fail")

    playwright.expect(page.get_by_role("alert")).to_be_visible()
    expect_answer(page, "before the end")
    assert page.get_by_label("Message").input_value() == "!fail"


def test_shift_enter_makes_a_line(page):
    page.get_by_label("Message").fill("first")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second")
    page.keyboard.press("Enter")

    expect_answer(page, "1: first\nsecond")


def test_through_nginx_it_comes_in_steps_too(open_page, edge, nginx):
    """Over HTTP/2, past the rules."""
    page = open_page(f"https://{NAME}:{nginx.port}/hide_account/", ignore_https_errors=True)
    say(page, "!gate")
    expect_answer(page, "最初の言葉 ")

    open_gate(page, edge)

    expect_answer(page, "最初の言葉 and the last 🎉")
    expect_rest(page)
    assert page.complaints == []
    say(page, "<script>alert(1)</script>")
    playwright.expect(page.get_by_role("alert")).to_have_text("This request was refused")


def test_a_key_is_asked_for(open_page, edge):
    page = open_page(f"{edge.url}/keys")
    say(page, "hello")
    playwright.expect(page.get_by_role("alert")).to_have_text("A valid key is required")

    key = page.get_by_label("This agent wants a key")
    playwright.expect(key).to_be_focused()
    key.fill("hwe_wrong")
    page.keyboard.press("Enter")
    playwright.expect(page.get_by_role("alert")).to_have_count(2)
    key.fill(KEY)
    page.keyboard.press("Enter")

    expect_answer(page, "1: hello")
    assert page.locator(".user").count() == 1
    assert KEY not in page.content()


def test_a_password_is_the_browsers_matter(open_page, edge):
    credentials = {"username": "ada", "password": PASSWORD}
    page = open_page(f"{edge.url}/passwords/", http_credentials=credentials)
    say(page, "hello")

    expect_answer(page, "1: hello")


def test_the_page_takes_nothing_from_elsewhere(page, edge):
    policy = edge.request("GET", "/hide_account/").headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_files_are_found_by_their_addresses_alone(edge):
    def ask(path, method="GET"):
        return edge.request(method, f"/hide_account{path}")

    assert ask("/chat.js").headers["content-type"].startswith("text/javascript")
    for path in ("/page/chat.js", "/../edge.toml", "/..%2fedge.toml", "//chat.js", "/%2e/chat.js"):
        assert ask(path).status == 404, path
    assert ask("").headers["location"] == "/hide_account/"
    assert ask("/", "POST").status == 405
