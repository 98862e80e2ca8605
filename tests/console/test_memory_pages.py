"""Memories in a real browser: browsed, searched; what callers and agents wrote stays text."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

import effort
from chromium import PHONE

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def memory_id(console_server):
    """A memory with a conversation in branches, a long one, and records."""
    control, data = console_server.control, console_server.data
    strategies = [{"semanticMemoryStrategy": {"name": "facts", "namespaces": ["/facts/{actorId}/"]}}]
    memory = control.create_memory(
        name="desk", eventExpiryDuration=90, description=HOSTILE, memoryStrategies=strategies
    )["memory"]["id"]
    turns = Turns(data, memory)
    turns.say("ada", "order", "USER", f"Where is my order? {HOSTILE}")
    asked = turns.say("ada", "order", "ASSISTANT", "On its way.")
    turns.say("ada", "order", "ASSISTANT", "It is in Bremen.", branch={"name": "retry", "rootEventId": asked})
    turns.write("ada", "order", {"blob": {"state": {"step": 3, "note": HOSTILE}}})
    content = [{"text": "Let me look."}, {"toolUse": {"name": "find"}}]
    message = {"message": {"role": "assistant", "content": content}}  # as Strands' session manager writes
    turns.say("ada", "order", "ASSISTANT", json.dumps(message))
    for number in range(60):
        turns.say("bob", "long", "USER", f"Turn {number}")
    texts = [f"Ada wants parcels left with her neighbour. {HOSTILE}", "Ada lives in Hamburg.", "long " * 300]
    data.batch_create_memory_records(memoryId=memory, records=[record(text) for text in texts])
    return memory


class Turns:
    """Writes events, each a second after the one before."""

    def __init__(self, data, memory):
        self.data, self.memory, self.at = data, memory, NOW - timedelta(hours=1)

    def say(self, actor, session, role, text, **more):
        payload = {"conversational": {"role": role, "content": {"text": text}}}
        return self.write(actor, session, payload, **more)

    def write(self, actor, session, payload, **more):
        self.at += timedelta(seconds=1)
        made = self.data.create_event(
            memoryId=self.memory,
            actorId=actor,
            sessionId=session,
            eventTimestamp=self.at,
            payload=[payload],
            **more,
        )
        return made["event"]["eventId"]


def record(text):
    return {
        "requestIdentifier": str(abs(hash(text)))[:20],
        "namespaces": ["/facts/ada/"],
        "content": {"text": text},
        "timestamp": NOW,
    }


def test_a_conversation_is_found_and_read(open_page, memory_id):
    page = open_page("/memory")
    page.get_by_role("link", name="desk", exact=True).click()
    page.get_by_role("link", name="ada", exact=True).click()
    page.get_by_role("link", name="order").click()

    events = page.locator(".event")
    expect(events).to_have_count(5)
    expect(events.nth(0)).to_contain_text(HOSTILE)
    expect(events.nth(0)).to_contain_text("User")
    expect(events.nth(2)).to_contain_text("branch retry")
    expect(events.nth(3)).to_contain_text('"note": "<img src=x')
    expect(events.nth(4).locator(".said")).to_have_text("Let me look.")
    expect(events.nth(4)).to_contain_text("Calls find")
    assert page.locator("#main img, #main script").count() == 0

    page.get_by_label("Branch").select_option("retry")
    expect(events.filter(has_text="It is in Bremen.")).to_have_count(1)
    expect(events.filter(has_text="Let me look.")).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"/memory/{memory_id}\?actor=ada&session=order&branch=retry$"))


@effort.long
def test_a_long_conversation_is_read_from_its_end(open_page, memory_id):
    page = open_page(f"/memory/{memory_id}?actor=bob&session=long")
    expect(page.locator(".event")).to_have_count(50)
    expect(page.get_by_text("Turn 59")).to_be_in_viewport()

    page.get_by_role("button", name="Show earlier events").click()

    expect(page.locator(".event")).to_have_count(60)
    expect(page.locator(".event").first).to_contain_text("Turn 0")
    expect(page.get_by_role("button", name="Show earlier events")).to_have_count(0)


def test_records_are_searched_by_meaning(open_page, memory_id):
    page = open_page(f"/memory/{memory_id}?tab=records")
    found = page.locator(".record", has_text="neighbour")
    expect(found).to_have_count(1)
    expect(found).to_contain_text(HOSTILE)
    page.get_by_role("button", name="Show all").click()
    assert page.locator("#main img, #main script").count() == 0

    page.get_by_label("Search by meaning").fill("Hamburg")

    expect(page.locator(".record").first).to_contain_text("Ada lives in Hamburg.")
    expect(page.locator(".record meter").first).to_be_visible()
    page.get_by_label("Namespace, with those below it").fill("/nowhere/")
    expect(page.get_by_role("heading", name="No record fits")).to_be_visible()
    expect(page).to_have_url(re.compile("q=Hamburg"))
    expect(page).to_have_url(re.compile("namespace=%2Fnowhere%2F"))


@effort.long
def test_strategies_are_shown(open_page, memory_id):
    page = open_page(f"/memory/{memory_id}?tab=strategies")

    expect(page.get_by_role("row", name="facts")).to_contain_text("/facts/{actorId}/")
    expect(page.locator(".facts")).to_contain_text(HOSTILE)
    expect(page.get_by_text("None: all that was said was read.")).to_be_visible()


@effort.long
def test_empty_memories_say_what_to_do(open_page, console_server):
    memory = console_server.control.create_memory(name="blank", eventExpiryDuration=7)["memory"]["id"]
    page = open_page(f"/memory/{memory}")
    expect(page.get_by_text(f"headwater memory import {memory}")).to_be_visible()
    page.get_by_role("tab", name="Records").click()
    expect(page.get_by_text("headwater memory create facts --strategy semantic")).to_be_visible()


@effort.long
def test_an_unknown_memory_is_said(open_page):
    page = open_page("/memory/nobody-0123456789")

    expect(page.get_by_role("alert")).to_contain_text("Memory nobody-0123456789 was not found")
    page.complaints[:] = [one for one in page.complaints if "status of 404" not in one]


@effort.long
def test_memories_are_accessible_in_both_themes_and_fit_a_phone(open_page, axe, memory_id):
    conversation = f"/{memory_id}?actor=ada&session=order"
    tabs = [f"/{memory_id}?tab={tab}" for tab in ("records", "strategies")]
    found = look(open_page(f"/memory{conversation}"), axe, conversation)
    phone = open_page("/memory", viewport=PHONE)
    for path in ("", conversation, *tabs):
        phone.goto(f"{phone.url.partition('/console')[0]}/console/memory{path}")
        found += look(phone, axe, path)
        if phone.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            found.append(f"{path} is too wide for a phone")

    assert found == []


def look(page, axe, path):
    page.locator(".event, .record, td").first.wait_for()
    found = axe(page)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    return [f"{path} {one}" for one in found + axe(page, "color-contrast")]
