"""What an operator sets for one agent runtime beyond AWS's configuration: limits of its sessions.

The JSON form is that of `/headwater/v1/runtimes/{name}/limits`:

    {"sessionsMaxCount": 20, "warmSessions": 5,
     "budget": {"cpuSeconds": 60, "wallSeconds": 3600, "requests": 100}, "whenBusy": "queue"}

null, or a budget without any member, is: not set, as the server's settings have it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeGuard

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.core.sessions import UNBOUNDED, SessionBudget

#: Larger counts are slips of a key, and would not fit every database's integers.
_MAX_COUNT = 1_000_000
_MAX_SECONDS = 366 * 86_400
_MEMBERS = ("sessionsMaxCount", "warmSessions", "budget", "whenBusy")
_BUDGET_MEMBERS = ("cpuSeconds", "wallSeconds", "requests")


class WhenBusy(StrEnum):
    """What becomes of a request for a session that serves another one."""

    CONCURRENT = "concurrent"
    QUEUE = "queue"
    REJECT = "reject"
    INTERRUPT = "interrupt"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeLimits:
    """Limits of one runtime's sessions. `warm_count` is how many started workers are kept for new ones."""

    sessions_max_count: int | None = None
    warm_count: int | None = None
    budget: SessionBudget = UNBOUNDED
    #: Of requests that do not say it themselves.
    when_busy: WhenBusy | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is set."""
        return self == UNLIMITED


UNLIMITED = RuntimeLimits()


def apply_limits(limits: RuntimeLimits, wanted: Mapping[str, object]) -> RuntimeLimits:
    """`limits` with the members of `wanted` set; null clears one, what is absent stays.

    Raises:
        InvalidRequest: an unknown member, or a value that is none; all of them are named.
    """
    check = _Check()
    check.known(wanted, _MEMBERS, "")
    changed = replace(
        limits,
        sessions_max_count=check.count(wanted, "sessionsMaxCount", limits.sessions_max_count, least=1),
        warm_count=check.count(wanted, "warmSessions", limits.warm_count, least=0),
        budget=_apply_budget(limits.budget, wanted.get("budget", {}), check),
        when_busy=check.when_busy(wanted, limits.when_busy),
    )
    check.finish()
    return changed


def encode_limits(limits: RuntimeLimits) -> dict[str, object]:
    """The JSON form."""
    budget = limits.budget
    members = {"cpuSeconds": budget.cpu_s, "wallSeconds": budget.wall_s, "requests": budget.request_count}
    return {
        "sessionsMaxCount": limits.sessions_max_count,
        "warmSessions": limits.warm_count,
        "budget": None if budget == UNBOUNDED else members,
        "whenBusy": None if limits.when_busy is None else limits.when_busy.value,
    }


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a JSON value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _apply_budget(budget: SessionBudget, wanted: object, check: _Check) -> SessionBudget:
    if wanted is None:
        return UNBOUNDED
    if not isinstance(wanted, Mapping):
        check.note("budget", f"must be an object with {', '.join(_BUDGET_MEMBERS)}, or null; not {wanted!r}")
        return budget
    check.known(wanted, _BUDGET_MEMBERS, "budget.")
    return SessionBudget(
        cpu_s=check.seconds(wanted, "cpuSeconds", budget.cpu_s),
        wall_s=check.seconds(wanted, "wallSeconds", budget.wall_s),
        request_count=check.count(wanted, "requests", budget.request_count, least=1, prefix="budget."),
    )


class _Check:
    """Reads members and gathers what is wrong with them."""

    def __init__(self) -> None:
        self._problems: list[FieldProblem] = []

    def note(self, name: str, text: str) -> None:
        self._problems.append(FieldProblem(name, f"{name} {text}"))

    def known(self, wanted: Mapping[str, object], names: tuple[str, ...], prefix: str) -> None:
        for name in wanted:
            if name not in names:
                self.note(f"{prefix}{name}", f"is not known; there are: {', '.join(names)}")

    def count(
        self,
        wanted: Mapping[str, object],
        name: str,
        now: int | None,
        *,
        least: int,
        prefix: str = "",
    ) -> int | None:
        value = wanted.get(name, now)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _MAX_COUNT:
            self.note(
                prefix + name, f"must be a whole number from {least} to {_MAX_COUNT}, or null; not {value!r}"
            )
            return None
        return value

    def seconds(self, wanted: Mapping[str, object], name: str, now: float | None) -> float | None:
        value = wanted.get(name, now)
        if value is None:
            return None
        # NaN is in no range, and an integer may be too large for a float.
        if not is_number(value) or not 0 < value <= _MAX_SECONDS:
            self.note(
                f"budget.{name}", f"must be seconds above 0, at most {_MAX_SECONDS}, or null; not {value!r}"
            )
            return None
        return float(value)

    def when_busy(self, wanted: Mapping[str, object], now: WhenBusy | None) -> WhenBusy | None:
        value = wanted.get("whenBusy", now)
        if value is None or value in tuple(WhenBusy):
            return None if value is None else WhenBusy(str(value))
        self.note("whenBusy", f"must be one of {', '.join(WhenBusy)}, or null; not {value!r}")
        return None

    def finish(self) -> None:
        if self._problems:
            text = "; ".join(problem.message for problem in self._problems)
            raise InvalidRequest(f"the limits are not valid: {text}", fields=tuple(self._problems))
