"""Traces: found, walked through, their streams played again."""

import re

import pytest
from playwright.sync_api import expect

import effort
from servers import AGENTS


@pytest.fixture(scope="module")
def traced(console_server):
    """An agent with a quick, a slow and a failed invocation."""
    agent = console_server.deploy(
        AGENTS.parent.parent / "examples" / "echo_agent" / "agent.py", name="traced"
    )
    console_server.invoke(agent, {"prompt": "quick"})["response"].read()
    console_server.invoke(agent, {"prompt": "quite slow", "pause_s": 0.3})["response"].read()
    console_server.invoke(agent, {"prompt": "broken", "pause_s": "no number"})["response"].read()
    return agent


@pytest.fixture(scope="module")
def spans(console_server, traced):
    return console_server.get_json("traces?runtime=traced")["traces"]


def rows(page):
    return page.locator(".trace-table tbody tr")


def test_a_slow_trace_is_found(open_page, spans):
    slowest = max(spans, key=lambda span: span["durationMs"])
    page = open_page("/traces?runtime=traced")
    expect(rows(page)).to_have_count(len(spans))

    page.goto(f"{page.url}&minMs={slowest['durationMs'] - 0.001:.3f}")

    expect(rows(page)).to_have_count(1)
    rows(page).get_by_role("link").first.click()
    expect(page.locator("#main h1")).to_have_text("traced")
    expect(page).to_have_url(re.compile(slowest["traceId"]))


@effort.long
def test_filters_are_in_the_address(open_page, spans):
    page = open_page("/traces")

    page.get_by_label("Agent").select_option("traced")
    page.get_by_role("searchbox").fill(spans[0]["requestId"])

    expect(rows(page)).to_have_count(1)
    page.wait_for_url(re.compile(r"runtime=traced&search="))
    page.reload()
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="Clear").click()
    page.wait_for_url(re.compile(r"/traces$"))


@effort.long
def test_a_search_in_vain_says_what_to_do(open_page, spans):
    page = open_page("/traces?search=nothing-is-called-that")

    expect(page.get_by_text("No invocation fits")).to_be_visible()
    expect(page.get_by_text("Take away a filter")).to_be_visible()


@effort.long
def test_a_waterfall_is_walked_through_by_keyboard(open_page, axe, spans):
    page = open_page(f"/traces/{spans[0]['traceId']}")
    tree = page.get_by_role("tree")
    chosen = tree.locator("[aria-selected=true]")
    expect(chosen).to_contain_text("InvokeAgentRuntime")
    total = tree.get_by_role("treeitem").count()
    detail = page.get_by_role("region", name="Span")
    expect(detail).to_contain_text("headwater.outcome")
    found = axe(page)

    tree.press("ArrowRight")
    expect(chosen).to_contain_text("authenticate")
    tree.press("ArrowLeft")
    expect(chosen).to_contain_text("InvokeAgentRuntime")
    tree.press("ArrowLeft")
    expect(chosen).to_have_attribute("aria-expanded", "false")
    expect(tree.get_by_role("treeitem")).to_have_count(1)
    tree.press("ArrowRight")
    expect(tree.get_by_role("treeitem")).to_have_count(total)
    tree.press("End")
    expect(chosen).to_contain_text("settle")
    assert found == []


def test_a_recorded_stream_is_played_again_with_its_timing(open_page, axe, spans):
    slow = max(spans, key=lambda span: span["durationMs"])
    page = open_page(f"/traces/{slow['traceId']}?tab=stream")
    player = page.locator(".player")
    position = page.get_by_label("Position in the stream")
    expect(player.locator(".answer")).to_contain_text("quite slow")
    found = axe(page)

    position.press("Home")
    position.fill("0")
    expect(player.locator(".answer")).not_to_contain_text("quite")
    page.get_by_role("button", name="Play the stream again").click()

    expect(player.locator(".answer")).to_contain_text("quite slow")
    expect(page.get_by_role("button", name="Play the stream again")).to_be_visible()
    assert found == []


@effort.long
def test_the_invocation_of_the_playground_leads_to_its_trace(open_page, traced):
    page = open_page("/playground/traced?prompt=find+me")
    page.get_by_role("button", name="Send", exact=True).click()

    page.get_by_role("link", name="Trace", exact=True).click()

    expect(page.get_by_role("tree")).to_contain_text("InvokeAgentRuntime")


@effort.long
def test_a_trace_that_is_not_there_is_said(open_page):
    page = open_page(f"/traces/{'0' * 31}1")

    expect(page.get_by_role("alert")).to_contain_text("there is no trace")
    assert all("404" in complaint for complaint in page.complaints)
    page.complaints.clear()
