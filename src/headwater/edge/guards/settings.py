"""[door.guards]: the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from headwater.edge.clients import parse_networks
from headwater.edge.guards.patterns import compile_pattern
from headwater.edge.guards.rates import parse_rates
from headwater.edge.reading import setting

#: A payload's limit at AgentCore.
_MAX_BODY_BYTES = 100_000_000
Part = Literal["path", "query", "header", "body"]


def check_positive(value: float) -> None:
    """ValueError for what is not above zero."""
    if value <= 0:
        raise ValueError(f"{value} is not above zero")


def check_networks(texts: Sequence[str]) -> None:
    """ValueError for what is no address or network."""
    parse_networks(texts)


def check_rates(texts: Sequence[str]) -> None:
    """ValueError for what is no rate."""
    parse_rates(texts)


def _check_size(size: int) -> None:
    if not 0 < size <= _MAX_BODY_BYTES:
        raise ValueError(f"{size} is not between 1 and {_MAX_BODY_BYTES}, which agents take at most")


def _check_pattern(pattern: str) -> None:
    compile_pattern(pattern)


def _check_refusal(status: int) -> None:
    if not 400 <= status <= 499:
        raise ValueError(f"{status} is not between 400 and 499")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    """[[door.guards.rule]]: requests in which a pattern is found are refused."""

    #: For the log and the counters; clients are not told.
    name: str
    #: Where it is looked for. In a JSON body: in its texts too, as they are without escapes.
    part: Part
    #: Of which header; default: of each one.
    header: str | None = None
    #: A regular expression of RE2, which takes linear time whatever is written; (?i) ignores case.
    pattern: str = setting(check=_check_pattern)
    status: int = setting(403, check=_check_refusal)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardSettings:
    """[door.guards]: what is refused."""

    #: Larger bodies are refused with 413.
    body_max_bytes: int = setting(1_000_000, check=_check_size)
    #: Seconds in which a body must have come.
    body_timeout_s: float = setting(30.0, check=check_positive)
    #: Longer prompts are refused with 413; default: any length.
    prompt_max_chars: int | None = setting(None, check=check_positive)
    #: Networks whose clients are let in; default: all.
    allow: tuple[str, ...] = setting((), check=check_networks)
    #: Networks whose clients are not, whatever `allow` says.
    deny: tuple[str, ...] = setting((), check=check_networks)
    #: Requests of one address, such as ["5/second", "100/hour"].
    address_rate: tuple[str, ...] = setting((), check=check_rates)
    #: Requests of one principal; where nobody is known, of one address.
    principal_rate: tuple[str, ...] = setting((), check=check_rates)
    #: Requests at the same time.
    address_concurrency: int | None = setting(None, check=check_positive)
    principal_concurrency: int | None = setting(None, check=check_positive)
    #: Of one principal (or address), in a day of UTC; kept in `state.folder`.
    requests_per_day: int | None = setting(None, check=check_positive)
    tokens_per_day: int | None = setting(None, check=check_positive)
    rules: tuple[RuleSettings, ...] = setting((), key="rule")

    @property
    def has_quota(self) -> bool:
        return self.requests_per_day is not None or self.tokens_per_day is not None
