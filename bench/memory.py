"""Memory of idle sessions after their first answer, by the kernel's proportional account (PSS)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bench.exchange import build_post, calling
from bench.rows import Progress, Row, round_to
from bench.server import MINIMAL_AGENT, TUTORIAL_AGENT, new_session_id, running_agent, running_server

_PAYLOAD = {"prompt": "hello"}
#: Without a spare worker, which would be in the sums.
_SESSIONS = 10
_SHARED_NOTE = f"its share of the template's pages included, {_SESSIONS} sessions"


@dataclass(frozen=True, slots=True)
class _Memory:
    """MB of one session: by shares, added to the whole, written by itself; and of a plain process."""

    pss: float
    added: float
    private: float
    plain: float


def measure(*, quick: bool, progress: Progress) -> list[Row]:
    """PSS of a session, and what a session adds to the memory of all of them together.

    A quick run has the minimal agent for the tutorial's, which takes seconds to load.
    """
    progress(f"memory: {_SESSIONS} idle sessions of the tutorial's agent, then of a minimal one")
    minimal = _measure_agent(MINIMAL_AGENT)
    tutorial = minimal if quick else _measure_agent(TUTORIAL_AGENT)
    return [
        _row("idle_session_pss_mb", tutorial.pss, tutorial, _SHARED_NOTE, "<= 10"),
        _row("idle_session_added_mb", tutorial.added, tutorial, "growth of all together, by sessions"),
        _row("idle_session_private_mb", tutorial.private, tutorial, "pages of its own"),
        _row("idle_session_minimal_pss_mb", minimal.pss, minimal, _SHARED_NOTE),
        _row("idle_session_minimal_private_mb", minimal.private, minimal, "pages of its own"),
    ]


def _row(name: str, value: float, memory: _Memory, note: str, aim: str = "") -> Row:
    return Row(
        name=name,
        value=round_to(value),
        unit="MB",
        reference="the agent as a plain process",
        reference_value=round_to(memory.plain),
        aim=aim,
        note=note,
    )


def _measure_agent(path: Path) -> _Memory:
    with running_agent(path) as (address, pid, _):
        with calling(address) as (caller,):
            caller.call(build_post("/invocations", json.dumps(_PAYLOAD).encode()))
        plain_mb = _read_mb(pid, "Pss")
    with running_server({"sandbox.spare_count": 0}) as server:
        runtime = server.deploy(path, "agent")
        (launcher,) = _children(server.pid)
        (template,) = _children(launcher)
        before_mb = _sum_mb(_tree(template), "Pss")
        with calling(server.address) as (caller,):
            for _ in range(_SESSIONS):
                caller.call(runtime.build_request(new_session_id(), _PAYLOAD))
        everything = _tree(template)
        agents = [session["pid"] for session in server.list_sessions(runtime)]
        sessions = [pid for agent in agents for pid in _same_namespace(agent, everything)]
        return _Memory(
            pss=_sum_mb(sessions, "Pss") / _SESSIONS,
            added=(_sum_mb(everything, "Pss") - before_mb) / _SESSIONS,
            private=_sum_mb(sessions, "Private_Dirty") / _SESSIONS,
            plain=plain_mb,
        )


def _sum_mb(pids: list[int], field: str) -> float:
    return sum(_read_mb(pid, field) for pid in pids)


def _read_mb(pid: int, field: str) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise ValueError(f"/proc/{pid}/smaps_rollup has no {field}")


def _children(pid: int) -> list[int]:
    return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _tree(pid: int) -> list[int]:
    """`pid` and all below it."""
    return [pid, *(below for child in _children(pid) for below in _tree(child))]


def _same_namespace(agent: int, candidates: list[int]) -> list[int]:
    """The processes of the session that `agent` is in: the agent, its init, and what they started."""
    namespace = Path(f"/proc/{agent}/ns/pid").readlink()
    return [pid for pid in candidates if Path(f"/proc/{pid}/ns/pid").readlink() == namespace]
