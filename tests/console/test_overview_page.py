"""The overview: figures, charts that can be read as tables, and what a new server says."""

import re

import pytest
from playwright.sync_api import expect

import effort
from servers import running_server


@pytest.fixture
def page(open_page, concierge):
    page = open_page()
    expect(page.locator("#main h1")).to_have_text("Overview")
    return page


def test_figures_are_those_of_the_server(page, console_server):
    total = console_server.get_json("series")["total"]

    tile = page.locator(".tile", has=page.get_by_text("Requests", exact=True))
    expect(tile.locator(".tile-value")).to_have_text(str(total["requests"]))
    expect(page.locator(".tile", has_text="Live sessions")).to_contain_text("active")


@effort.long
def test_a_chart_can_be_read_as_a_table(page):
    chart = page.get_by_role("region", name="Latency")
    expect(chart.locator("canvas")).to_have_count(1)

    chart.get_by_role("button", name="Show Latency as a table").click()

    table = chart.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["Time", "p50", "p95", "p99"])
    expect(table.get_by_role("row").nth(1)).to_contain_text(":")


@effort.long
def test_a_range_is_in_the_address(page):
    page.get_by_role("radio", name="24 h").check()

    expect(page.get_by_text("last 24 h").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?range=24h$"))


@effort.long
def test_the_latest_invocations_lead_on(page):
    page.get_by_role("region", name="Latest invocations").get_by_role("link", name="concierge").first.click()

    page.wait_for_url("**/sessions/concierge/*")


def test_a_new_server_says_what_to_do(open_page, tmp_path):
    with running_server(tmp_path) as server:
        page = open_page(base=server.url)
        expect(page.get_by_role("heading", name="No agent is deployed yet")).to_be_visible()
        expect(page.get_by_text("headwater init my_agent")).to_be_visible()

        page.get_by_role("link", name="Sessions").click()
        expect(page.get_by_role("heading", name="No session is alive")).to_be_visible()

        page.goto("about:blank")
