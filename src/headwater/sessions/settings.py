"""[sessions]: how many, and how they are looked after."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSettings:
    """[commands]: how many run in sessions at a time, beside invocations, and how much one may print."""

    running_max_count: int = 200
    session_max_count: int = 10
    output_max_bytes: int = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSettings:
    """`live_max_count` is this server's quota of live sessions, AgentCore's being 5,000 an account.

    `reap_every_s` is how often timers are looked at, so a timeout is late by at most that much.
    Pings go to sessions without a request in flight, every `ping_every_s`. An agent that is stopped has
    `stop_grace_s` from SIGTERM to SIGKILL, and `operator_grace_s` when an operator stops it (`headwater
    stop`), so that even one that does not listen is gone within two seconds.
    """

    live_max_count: int = 5000
    #: Requests that wait for one session, where they are to (`queue`), and seconds for which each does.
    queue_max_count: int = 16
    queue_timeout_s: float = 60.0
    reap_every_s: float = 1.0
    ping_every_s: float = 5.0
    ping_timeout_s: float = 5.0
    stop_grace_s: float = 2.0
    operator_grace_s: float = 0.5
    #: AgentCore's limits: a synchronous answer has to begin, and a stream to end, within these.
    first_byte_timeout_s: float = 900.0
    stream_timeout_s: float = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketSettings:
    """[sockets]: bounds of WebSockets, AgentCore's quotas by default. Each is of one connection.

    A client whose frame is larger than `frame_max_bytes`, or who sends more than `frames_per_s`, is closed;
    an agent that sends more of them is slowed. 0 frames: as many as it likes.
    """

    frame_max_bytes: int = 64 * 1024
    frames_per_s: float = 250.0
    duration_max_s: float = 3600.0
