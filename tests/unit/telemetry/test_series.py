"""Figures over time: what is added, in which step it is found, for how long, and after a restart."""

import pytest

from headwater.telemetry.distribution import quantile
from headwater.telemetry.figures import Figures, add_up, decode, follow
from headwater.telemetry.sampling import Sampler
from headwater.telemetry.series import SeriesStore, Window
from headwater.telemetry.traffic import Fault, TrafficBook

#: The beginning of a step of each size.
BEGIN_S = 1_800_000_000 - 1_800_000_000 % 600


class Clock:
    def __init__(self):
        self.now_s = BEGIN_S + 1.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def book():
    return TrafficBook()


def store(tmp_path, book, clock, **kwargs):
    return SeriesStore(tmp_path / "telemetry.db", book, keep_s=7 * 86_400, now_s=clock, **kwargs)


def note(book, runtime="a", start="warm", fault=None, duration_s=0.1):
    book.of(runtime, runtime, "DEFAULT").note(start, fault, duration_s, 0.05, None, 2, 10, 20)


def test_a_sampler_gives_what_was_added_and_nothing_twice(book):
    sampler = Sampler(book)
    note(book, start="cold")
    note(book, fault=Fault("user", "RuntimeClientError"))
    note(book, fault=Fault("throttle", "ThrottlingException"), start="none")
    book.note_tokens("a", "a", (5, None))

    taken = sampler.take({"b": 2})

    assert set(taken) == {"a", "b"}
    assert (taken["a"].cold, taken["a"].warm, taken["a"].refused) == (1, 1, 1)
    assert taken["a"].errors == {"agent": 1, "throttle": 1}
    assert (taken["a"].tokens_in, taken["a"].tokens_out) == (5, 0)
    assert taken["b"] == Figures(live=2)
    assert sampler.take({}) == {}


def test_a_runtime_that_was_removed_and_comes_again_begins_anew(book):
    sampler = Sampler(book)
    for _ in range(3):
        note(book)
    sampler.take({})
    book.remove("a")
    note(book)

    assert sampler.take({})["a"].warm == 1


def test_figures_are_kept_as_they_are():
    figures = Figures(cold=1, live=3, errors={"user": 2}, duration={12: 4}, tokens_in=9)

    assert decode(figures.encode()) == figures
    assert decode("{}").is_empty


def test_live_sessions_add_up_beside_each_other_and_not_one_after_the_other():
    parts = [Figures(live=3, warm=1), Figures(live=2, warm=1)]

    assert (add_up(parts).live, follow(parts).live) == (5, 3)
    assert add_up(parts).warm == follow(parts).warm == 2


async def test_what_was_added_is_found_in_its_step_and_after_a_restart(tmp_path, book, clock):
    live = {"a": 1}
    async with store(tmp_path, book, clock, count_live=lambda: live).running() as series:
        note(book, duration_s=0.1)
        await series.keep()
        clock.now_s += 10
        live["a"] = 4
        note(book, duration_s=0.4)
        note(book, "b", duration_s=0.4)
    async with store(tmp_path, TrafficBook(), clock).running() as series:
        window = series.fit(BEGIN_S, BEGIN_S + 20, 10)
        of_a = await series.read(window, "a")
        of_all = await series.read(window, None)
        (minute,) = await series.read(series.fit(BEGIN_S, BEGIN_S + 60, 60), "a")

    assert window == Window(since_s=BEGIN_S, until_s=BEGIN_S + 20, step_s=10)
    assert [(figures.requests, figures.live) for figures in of_a] == [(1, 1), (1, 4)]
    assert [figures.requests for figures in of_all] == [1, 2]
    assert (minute.requests, minute.live) == (2, 4)
    assert quantile(minute.duration, 1.0) == pytest.approx(0.4, rel=0.05)


async def test_steps_are_as_coarse_as_what_is_left_of_a_time(tmp_path, book, clock):
    series = store(tmp_path, book, clock)
    now_s = clock.now_s

    assert series.fit(now_s - 600, now_s, 5).step_s == 10
    assert series.fit(now_s - 600, now_s, 25).step_s == 30
    assert series.fit(now_s - 7200, now_s, 10).step_s == 60
    assert series.fit(now_s - 3 * 86_400, now_s, 10).step_s == 600
    window = series.fit(now_s - 3 * 86_400, now_s, 1000)
    assert (window.step_s, window.since_s % 1200, window.until_s >= now_s) == (1200, 0, True)


async def test_each_step_has_its_time(tmp_path, book, clock):
    async with store(tmp_path, book, clock).running() as series:
        note(book)
        await series.keep()
        begin_s = clock.now_s
        counts = []
        for later_s in (4_300, 27 * 3600, 8 * 86_400):
            clock.now_s = begin_s + later_s
            await series.keep()
            counts.append(await series._work(lambda: rows_of(series._db)))

    assert counts == [[60, 600], [600], []]


async def test_there_are_so_many_rows_and_no_more_the_newest(tmp_path, book, clock):
    series = SeriesStore(tmp_path / "t.db", book, keep_s=86_400, max_bytes=12 * 400, now_s=clock)
    async with series.running():
        for _ in range(20):
            note(book)
            await series.keep()
            clock.now_s += 60
        rows = await series._work(lambda: rows_of(series._db))
        (last,) = await series.read(series.fit(BEGIN_S + 19 * 60, BEGIN_S + 20 * 60, 60), "a")

    assert len(rows) <= 12 + 3  # and what came since the last look
    assert last.requests == 1


async def test_a_deleted_runtime_is_forgotten(tmp_path, book, clock):
    async with store(tmp_path, book, clock).running() as series:
        note(book)
        note(book, "b")
        await series.keep()
        await series.remove_runtime("a")

        assert await series._work(lambda: rows_of(series._db)) == [10, 60, 600]


async def test_a_file_that_cannot_be_used_keeps_nobody_from_serving(tmp_path, book, clock, caplog):
    (tmp_path / "telemetry.db").write_bytes(b"no database at all" * 100)
    async with store(tmp_path, book, clock).running() as series:
        note(book)
        found = await series.read(series.fit(BEGIN_S, BEGIN_S + 20, 10), None)

    assert [figures.requests for figures in found] == [0, 0]
    assert "cannot be kept" in caplog.text


def rows_of(db):
    return [row[0] for row in db.execute("SELECT step_s FROM series ORDER BY step_s")]
