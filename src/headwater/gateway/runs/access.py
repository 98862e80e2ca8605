"""Runs that a caller may see: those of his that he could have begun today."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.auth.owners import OwnerBook
from headwater.core.errors import AccessDenied, NotFound
from headwater.core.principals import current
from headwater.gateway.authorization import Authorizer
from headwater.streams.base import RunState
from headwater.streams.log import StreamLog
from headwater.streams.store import StreamStore

INVOKE = "InvokeAgentRuntime"
_SHOWN_CHARS = 100


class RunAccess:
    """Finds runs for whoever makes the request that is served."""

    def __init__(self, store: StreamStore, owners: OwnerBook, authorizer: Authorizer) -> None:
        self._store = store
        self._owners = owners
        self._authorizer = authorizer

    def get(self, invocation_id: str) -> StreamLog:
        """A run.

        Raises:
            NotFound: there is none, or none that the caller may see; which of it is told to nobody.
        """
        log = self.find(invocation_id)
        if log is None:
            raise NotFound(
                f"there is no run {invocation_id[:_SHOWN_CHARS]}: it was not resumable, is not kept any more,"
                " or never was"
            )
        return log

    def find(self, invocation_id: str) -> StreamLog | None:
        """As `get`; None instead of an error."""
        log = self._store.find(invocation_id)
        return log if log is not None and self._may_see(log) else None

    def list(self) -> Iterator[StreamLog]:
        """All that the caller may see, the newest first."""
        return (log for log in self._store.list() if self._may_see(log))

    def describe(self, log: StreamLog) -> dict[str, object]:
        """How a run stands, as JSON."""
        return {
            "state": state_of(log).value,
            "lengthBytes": log.length,
            "keptFrom": log.kept_from,
            "expiresAt": self._store.expires_at(log),
            "viewers": log.viewers_count,
            "contentType": None if log.head is None else log.head.content_type,
        }

    def _may_see(self, log: StreamLog) -> bool:
        caller, facts = current(), log.facts
        if not self._owners.scope_of(caller).covers(facts.owner):
            return False
        values = {"agentRuntimeArn": facts.runtime_arn, "qualifier": facts.endpoint}
        try:
            self._authorizer.check_operation(caller, INVOKE, values)
        except AccessDenied:
            return False
        return True


def state_of(log: StreamLog) -> RunState:
    return RunState.RUNNING if log.end is None else log.end.state
