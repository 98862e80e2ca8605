"""Ended lives of sessions: found by whose they are, and a page at a time."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from headwater.core.principals import ALL_OWNERS, OwnerScope
from headwater.store import lives as module
from headwater.store.engine import open_store
from headwater.store.lives import LifeQuery
from headwater.store.migrations import MIGRATIONS
from headwater.store.sessions import SessionRecords

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
async def book(tmp_path):
    """Records, a clock that goes on by a second a look, and `live(...)` that writes down one life."""
    async with open_store(f"sqlite:///{tmp_path / 'headwater.db'}") as store:
        now = NOW

        def tick():
            nonlocal now
            now += timedelta(seconds=1)
            return now

        records = SessionRecords(store, now=tick)

        def live(session_id, *, runtime_id="a-0123456789", endpoint="DEFAULT", owner=None, ends=True):
            record_id = records.started(
                runtime_id=runtime_id,
                endpoint=endpoint,
                session_id=session_id,
                version=1,
                owner=owner,
                start_ms=2.5,
            )
            if ends:
                records.ended(record_id, "idle-timeout", request_count=3, cpu_s=0.5)

        records.live = live
        yield records


async def read_all(records, query):
    found = []
    while True:
        page = await records.list_ended(query)
        found += [life.session_id for life in page.lives]
        if page.last is None:
            return found
        query = replace(query, after=page.last)


async def test_the_last_to_end_comes_first_and_pages_join(book):
    for number in range(25):
        book.live(f"s{number:02}")
    book.live("still there", ends=False)

    assert await read_all(book, LifeQuery(limit=10)) == [f"s{n:02}" for n in reversed(range(25))]
    first = (await book.list_ended(LifeQuery(limit=1))).lives[0]
    assert (first.end_reason, first.request_count, first.cpu_s, first.start_ms) == (
        "idle-timeout",
        3,
        0.5,
        2.5,
    )


async def test_ends_at_the_same_moment_are_told_apart(book):
    book._now = lambda: NOW
    for number in range(7):
        book.live(f"s{number}")

    assert sorted(await read_all(book, LifeQuery(limit=2))) == [f"s{number}" for number in range(7)]


async def test_lives_are_found_by_runtime_endpoint_and_a_part_of_their_id(book):
    book.live("one")
    book.live("two", endpoint="staging")
    book.live("three", runtime_id="b-0123456789")
    book.live("50%_off")

    assert await read_all(book, LifeQuery(limit=9, runtime_id="b-0123456789")) == ["three"]
    assert await read_all(book, LifeQuery(limit=9, endpoint="staging")) == ["two"]
    assert await read_all(book, LifeQuery(limit=9, search="HRE")) == ["three"]
    assert await read_all(book, LifeQuery(limit=9, search="%_")) == ["50%_off"]


async def test_nobody_is_told_of_anothers_lives(book):
    book.live("nobody's")
    book.live("ada's", owner="key:ada")
    book.live("her user's", owner="key:ada/u")
    book.live("Ada's", owner="key:Ada/u")
    book.live("another's", owner="key:adam")

    scope = OwnerScope(owner="key:ada", prefix="key:ada/")

    assert set(await read_all(book, LifeQuery(limit=9, scope=scope))) == {"nobody's", "ada's", "her user's"}
    assert len(await read_all(book, LifeQuery(limit=9, scope=ALL_OWNERS))) == 5


async def test_a_search_goes_on_behind_what_was_looked_at(book, monkeypatch):
    monkeypatch.setattr(module, "SCAN_MAX_COUNT", 10)
    for number in range(35):
        book.live(f"s{number:02}")

    assert await read_all(book, LifeQuery(limit=5, search="s03")) == ["s03"]


async def test_one_session_has_all_its_lives(book):
    book.live("mine")
    book.live("other")
    book.live("mine", ends=False)

    found = await book.list_lives("a-0123456789", "mine")

    assert [(life.end_reason, life.ended_at is None) for life in found] == [
        (None, True),
        ("idle-timeout", False),
    ]
    assert await book.list_lives("b-0123456789", "mine") == []


async def test_lives_of_an_older_program_belong_to_whom_their_ids_do(tmp_path):
    path = tmp_path / "headwater.db"
    with contextlib.closing(sqlite3.connect(path)) as database:
        before = MIGRATIONS.index(next(step for step in MIGRATIONS if "sessions ADD COLUMN owner" in step[0]))
        for statement in (line for step in MIGRATIONS[:before] for line in step):
            database.execute(statement)
        database.executescript(
            f"""
            CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY);
            INSERT INTO schema_version VALUES ({before});
            INSERT INTO session_owners VALUES ('a-0123456789', 'hers', 'key:ada', 1);
            INSERT INTO sessions VALUES ('1', 'a-0123456789', 'DEFAULT', 'hers', 1, 42, 1, 2, 'stopped');
            INSERT INTO sessions VALUES ('2', 'a-0123456789', 'DEFAULT', 'free', 1, 42, 1, 2, 'stopped');
            """
        )
    async with open_store(f"sqlite:///{path}") as store:
        records = SessionRecords(store)

        assert await read_all(records, LifeQuery(limit=9)) == ["free", "hers"]
        bob = OwnerScope(owner="key:bob", prefix="key:bob/")
        assert await read_all(records, LifeQuery(limit=9, scope=bob)) == ["free"]
