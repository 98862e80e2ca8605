"""The way to a session that every use of one shares: invocations, commands, WebSockets, agent cards."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Protocol

from headwater.auth.owners import OwnerBook
from headwater.core.authorizers import JwtRules
from headwater.core.errors import AccessDenied, AgentError, Conflict, RetryableConflict
from headwater.core.principals import CallerKind, Principal
from headwater.core.runtimes import Target
from headwater.http.connection import HttpConnection
from headwater.sessions.connection import open_connection
from headwater.sessions.manager import SessionManager
from headwater.sessions.session import Session, SessionKey

#: Seconds to wait for the reason of an agent's end; the kernel's word comes within milliseconds.
_REASON_WAIT_S = 1.0
#: Seconds; below boto3's read timeout, after which it would send the prompt again.
_PREPARATION_WAIT_S = 50.0
_STOP_REASONS = {
    "stopped-by-caller": "the session was stopped",
    "idle-timeout": "the session was idle for too long",
    "max-lifetime": "the session reached its maximum lifetime",
    "runtime-deleted": "its agent runtime was deleted",
    "budget-cpu": "the session used up its budget of CPU time",
    "budget-wall": "the session used up its budget of time",
    "budget-requests": "the session used up its budget of requests",
    "answered": "the request that it was for had its answer",
    "storage-full": "the session had stored more than it may, and went on writing",
    "server-shutdown": "the server is shutting down",
}


class TargetResolver(Protocol):
    """Finds what an invocation goes to; see `control.resolver`."""

    def resolve(self, arn_or_id: str, qualifier: str | None, account_id: str | None) -> Target: ...

    def failure_reason(self, runtime_id: str, number: int) -> str | None: ...

    def list_protected(self) -> dict[JwtRules, list[str]]: ...


#: Returns when no version of the runtime with this id is being prepared.
WaitPrepared = Callable[[str], Awaitable[None]]


class SessionAccess:
    """From what a caller names to a live session that he may use."""

    def __init__(
        self,
        resolver: TargetResolver,
        sessions: SessionManager,
        wait_prepared: WaitPrepared,
        owners: OwnerBook,
    ) -> None:
        self.resolver = resolver
        self.sessions = sessions
        self.owners = owners
        self._wait_prepared = wait_prepared

    async def resolve(
        self,
        values: dict[str, Any],  # Any: members have their own types
        principal: Principal,
        rules: JwtRules | None,
    ) -> Target:
        """What serves a call, once it can: a version that is being made ready is waited for.

        Args:
            values: `agentRuntimeArn`, and `qualifier` and `accountId` where the caller gave them.
            rules: those that the caller was let in by; None: he has signed, or is asked for nothing.
        Raises:
            NotFound: no such runtime or endpoint.
            Conflict: it is still being made ready.
            AccessDenied, RetryableConflict: its version has other rules than `rules`.
        """
        target = await self._find(values)
        check_caller(target, principal, rules)
        return target

    def check_served(self, target: Target) -> None:
        """Raises: AgentError: the version could not be made ready; the message says why."""
        failure = self.resolver.failure_reason(target.version.runtime_id, target.version.number)
        if failure is not None:
            raise AgentError(failure)

    async def find_or_start(self, target: Target, session_id: str, principal: Principal) -> Session:
        """The session of this id, started if it is not alive; from now on the caller's if it was nobody's.

        Raises:
            AccessDenied: it is somebody else's.
            QuotaExceeded: too many are alive.
            AgentError, SandboxError: it could not be started.
        """
        owner = await self.claim(target, session_id, principal)
        return await self.sessions.find_or_start(target, session_id, owner)

    def get_live(self, target: Target, session_id: str, principal: Principal) -> Session:
        """The session of this id, which is alive.

        Raises:
            NotFound: it is not.
            AccessDenied: it is somebody else's.
        """
        session = self.sessions.get(SessionKey(target.version.runtime_id, target.endpoint, session_id))
        self.owners.check(session_id, session.owner, principal)
        return session

    async def claim(self, target: Target, session_id: str, principal: Principal) -> str | None:
        """Whose the session is: the caller's, or nobody's. Raises: AccessDenied: it is somebody else's."""
        key = SessionKey(target.version.runtime_id, target.endpoint, session_id)
        live = self.sessions.find(key)
        if live is None:
            return await self.owners.claim(key.runtime_id, session_id, principal)
        self.owners.check(session_id, live.owner, principal)
        return live.owner

    async def _find(self, values: dict[str, Any]) -> Target:  # Any: members have their own types
        target = look_up(self.resolver, values)
        if target.is_preparing:
            runtime_id = target.version.runtime_id
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PREPARATION_WAIT_S):
                    await self._wait_prepared(runtime_id)
            target = look_up(self.resolver, values)
            if target.is_preparing:
                raise Conflict(
                    f"agent runtime {runtime_id} is still being made ready after {_PREPARATION_WAIT_S:g} s;"
                    " call again when GetAgentRuntime says READY"
                )
        return target


class Line:
    """A connection to an agent, which may be hung up before it is there."""

    def __init__(self) -> None:
        self._connection: HttpConnection | None = None
        self._is_hung_up = False

    async def open(self, session: Session) -> HttpConnection:
        """Connect. Nothing has been sent when this fails, so a lost session can be replaced."""
        assert session.worker is not None
        self._connection = await open_connection(session.worker.address)
        if self._is_hung_up:
            self._connection.close()
        return self._connection

    def hang_up(self) -> None:
        self._is_hung_up = True
        if self._connection is not None:
            self._connection.close()


def look_up(resolver: TargetResolver, values: dict[str, Any]) -> Target:  # Any: as of `resolve`
    """What `values` name now, be it ready or not. Raises: NotFound, InvalidRequest: as it does there."""
    return resolver.resolve(values["agentRuntimeArn"], values.get("qualifier"), values.get("accountId"))


def check_caller(target: Target, principal: Principal, rules: JwtRules | None) -> None:
    """`check_rules`, of whoever may call; a door has rules of its own, which the operator set."""
    if principal.kind is not CallerKind.DOOR:
        check_rules(target, rules)


def check_rules(target: Target, rules: JwtRules | None) -> None:
    """A caller is let in by the rules of one version; another one may serve the endpoint since.

    Who was let in by none has signed, or is asked for nothing in open mode.
    """
    if rules is None and target.version.authorizer is not None:
        raise AccessDenied("Authorization method mismatch: this agent runtime wants a bearer token (JWT)")
    if target.version.authorizer != rules:
        raise RetryableConflict(f"endpoint {target.endpoint} was updated meanwhile; call again")


async def explain_end(session: Session) -> AsyncIterator[str]:
    """Why the session ends or has ended; nothing while it lives."""
    if session.stop_reason is None:
        try:
            await asyncio.wait_for(asyncio.shield(session.ended), _REASON_WAIT_S)
        except TimeoutError:
            return
    yield describe_stop(session) or session.ended.result().describe()


def describe_stop(session: Session) -> str | None:
    """Why the session is being stopped, or was; None where nobody does."""
    reason = session.stop_reason
    return None if reason is None else _STOP_REASONS.get(reason, reason)
