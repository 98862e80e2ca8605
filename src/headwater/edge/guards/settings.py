"""[door.guards]: the records."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.edge.reading import setting

#: A payload's limit at AgentCore.
_MAX_BODY_BYTES = 100_000_000


def _check_size(size: int) -> None:
    if not 0 < size <= _MAX_BODY_BYTES:
        raise ValueError(f"{size} is not between 1 and {_MAX_BODY_BYTES}, which agents take at most")


def _check_positive(value: float) -> None:
    if value <= 0:
        raise ValueError(f"{value} is not above zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardSettings:
    """What is refused."""

    #: Larger bodies are refused with 413.
    body_max_bytes: int = setting(1_000_000, check=_check_size)
    #: Seconds in which a body must have come.
    body_timeout_s: float = setting(30.0, check=_check_positive)
    #: Longer prompts are refused with 413; default: any length.
    prompt_max_chars: int | None = setting(None, check=_check_positive)
