"""Which session of ours a client's `Mcp-Session-Id` leads to, and what the server calls it."""

import asyncio
from dataclasses import replace

import pytest

from headwater.core.principals import OPEN, CallerKind
from headwater.core.runtimes import RuntimeVersion, Target
from headwater.gateway.mcp import McpSessions
from headwater.sessions.session import Session, SessionKey

VERSION = RuntimeVersion(runtime_id="tools-1", runtime_arn="arn", runtime_name="tools", number=1)
TARGET = Target(endpoint="DEFAULT", version=VERSION)
ID = "session-of-ours-that-is-long-enough"


@pytest.fixture
async def session():
    return Session(SessionKey("tools-1", "DEFAULT", ID), VERSION, "w-1", 0.0)


async def test_the_first_is_called_as_our_session_and_others_by_names_of_their_own(session):
    sessions = McpSessions()

    first, second = (sessions.note_server_id(session, None, theirs) for theirs in ("s1", "s2"))

    assert first == ID
    assert second != ID
    assert [sessions.find_session_id(TARGET, mcp_id) for mcp_id in (first, second)] == [ID, ID]
    assert [sessions.find_server_id(session, mcp_id) for mcp_id in (first, second)] == ["s1", "s2"]
    # What is known keeps its name, whatever its client calls it.
    assert sessions.note_server_id(session, None, "s2") == second
    assert sessions.note_server_id(session, second, "s2") == second
    # At another endpoint the name means nothing.
    assert sessions.find_session_id(replace(TARGET, endpoint="other"), second) != ID


async def test_a_server_without_sessions_leaves_the_clients_name(session):
    sessions = McpSessions()

    assert sessions.note_server_id(session, None, None) == ID
    assert sessions.note_server_id(session, "mine", None) == "mine"
    assert sessions.find_server_id(session, "mine") is None
    assert sessions.forget(session, "mine")


async def test_our_session_is_over_when_none_is_left_in_it(session):
    sessions = McpSessions()
    first, second = (sessions.note_server_id(session, None, theirs) for theirs in ("s1", "s2"))

    assert not sessions.forget(session, first)
    assert sessions.find_server_id(session, first) is None
    assert sessions.forget(session, second)


async def test_names_are_forgotten_with_the_session_and_the_oldest_of_many_before(session):
    sessions = McpSessions()
    names = [sessions.note_server_id(session, None, f"s{n}") for n in range(1010)]

    assert len(set(names)) == len(names)
    assert sessions.find_server_id(session, names[0]) is None
    assert sessions.find_session_id(TARGET, names[5]) != ID
    assert sessions.find_session_id(TARGET, names[-1]) == ID
    session.ended.set_result(None)
    await asyncio.sleep(0)
    assert sessions.find_session_id(TARGET, names[-1]) != ID


async def test_callers_that_name_no_session_share_one_with_nobody_else():
    sessions = McpSessions()
    ann, ben = (replace(OPEN, kind=CallerKind.KEY, owner=owner) for owner in ("ann", "ben"))

    shared = sessions.choose_shared_id(ann)

    assert sessions.choose_shared_id(ann) == shared
    assert 33 <= len(shared) <= 100
    assert len({shared, sessions.choose_shared_id(ben), sessions.choose_shared_id(OPEN)}) == 3
    # Nobody can know it who is not told.
    assert McpSessions().choose_shared_id(ann) != shared
