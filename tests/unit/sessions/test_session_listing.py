"""Which sessions a page has, in which order, and how pages join."""

import json
import random

import pytest
from session_fakes import build_target

import effort
from headwater.core.errors import InvalidRequest
from headwater.core.sessions import SessionMove, SessionState
from headwater.gateway.session_listing import _parse_ended_cursor, parse_query
from headwater.sessions.listing import SessionQuery, cut_page
from headwater.sessions.session import Session, SessionKey
from headwater.wire.pagination import encode_token


@pytest.fixture
async def make(tmp_path):
    """`make(n, **changes)`: session number `n`, begun at `n` seconds."""

    def build(number, *, endpoint="DEFAULT", move=SessionMove.SERVED, requests=0):
        version = build_target(tmp_path).version
        key = SessionKey("a-abcdefghij", endpoint, f"s-{number:05}")
        session = Session(key, version, f"w-{number}", float(number))
        if move is not None:
            session.move(move)
        session.request_count = requests
        return session

    return build


def read_all(sessions, query, change=lambda: None):
    """The ids of all pages; `change()` between two."""
    seen, after = [], None
    while True:
        page = cut_page(sessions, SessionQuery(**{**query, "after": after}))
        seen += [session.key.session_id for session in page.sessions]
        after = page.last
        if after is None:
            return seen
        change()


async def test_pages_of_many_sessions_show_each_of_them_once(make):
    count = effort.count(2_500, 10_000)
    sessions = [make(number, requests=number % 7) for number in range(count)]
    random.Random(1).shuffle(sessions)

    newest_first = read_all(sessions, {"limit": 1000})
    by_requests = read_all(sessions, {"limit": 999, "sort": "requests", "is_descending": False})

    assert newest_first == [f"s-{number:05}" for number in reversed(range(count))]
    assert sorted(by_requests) == sorted(newest_first)
    assert [int(name[2:]) % 7 for name in by_requests] == sorted(n % 7 for n in range(count))


async def test_what_starts_and_ends_between_two_pages_moves_no_other(make):
    sessions = [make(number) for number in range(100)]
    numbers = iter(range(100, 200))

    def change():
        sessions.append(make(next(numbers)))
        sessions.pop(0)

    seen = read_all(sessions, {"limit": 10}, change)

    assert len(seen) == len(set(seen))
    assert set(seen) >= {f"s-{number:05}" for number in range(10, 100)}


async def test_sessions_are_found_by_state_endpoint_and_a_part_of_their_id(make):
    idle, active, staged = make(1), make(2), make(3, endpoint="staging")
    active.move(SessionMove.BUSY)

    def find(**query):
        page = cut_page([idle, active, staged], SessionQuery(limit=10, **query))
        return [session.key.session_id for session in page.sessions], page.total

    assert find(states=frozenset({SessionState.ACTIVE})) == (["s-00002"], 1)
    assert find(endpoint="staging") == (["s-00003"], 1)
    assert find(search="0002") == (["s-00002"], 1)
    assert find(search="S-0000")[1] == 3
    assert find(search="nothing") == ([], 0)


async def test_counts_are_of_all_states_whichever_is_asked_for(make):
    sessions = [make(1), make(2), make(3, move=None)]

    page = cut_page(sessions, SessionQuery(limit=1, states=frozenset({SessionState.STARTING})))

    assert page.total == 1
    assert page.counts == {SessionState.IDLE: 2, SessionState.STARTING: 1}


async def test_one_that_answers_now_was_active_last(make):
    busy, idle = make(1), make(2)
    busy.active_count = 1

    page = cut_page([busy, idle], SessionQuery(limit=1, sort="activity"))

    assert page.sessions == [busy]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("sort", "height"),
        ("state", "SLEEPING"),
        ("limit", "0"),
        ("limit", "1001"),
        ("limit", "9" * 5000),
        ("limit", "²"),
        ("cursor", "abc"),
        ("search", "x" * 300),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(member, value):
    with pytest.raises(InvalidRequest, match=member):
        parse_query({member: value})


MADE = [
    *(
        [],
        {},
        5,
        None,
        "x",
        [1, 2],
        [None, 1.0, "r", "e", "s"],
        ["x", 1.0, "r", "e", "s"],
        [[], 1.0, "", "", ""],
    ),
    *([1.0, "x", "r", "e", "s"], [1.0, 1.0, 1, "e", "s"], ["2026-01-01", "r"], ["x", "r"], [1, "r"]),
]


@pytest.mark.parametrize("place", MADE, ids=str)
@pytest.mark.parametrize("listing", ["sessions -created", "ended"])
def test_a_cursor_that_somebody_made_up_is_refused(place, listing):
    cursor = encode_token(listing, json.dumps(place))

    with pytest.raises(InvalidRequest, match="cursor="):
        _parse_ended_cursor(cursor) if listing == "ended" else parse_query({"cursor": cursor})


def test_words_of_a_query_mean_what_they_say():
    query = parse_query({"sort": "memory", "state": "idle,ACTIVE", "limit": "5", "search": "x"})

    assert (query.sort, query.is_descending, query.limit, query.search) == ("memory", False, 5, "x")
    assert query.states == {SessionState.IDLE, SessionState.ACTIVE}
