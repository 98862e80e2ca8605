"""Small parts that join larger ones, which know nothing of each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from headwater.auth.agents import AgentScope
from headwater.auth.signatures import Credential
from headwater.auth.workers import WorkerCredentialBook
from headwater.background import running
from headwater.control.plane import ControlPlane
from headwater.control.resolver import Resolver
from headwater.core.errors import FieldProblem, InvalidRequest, SandboxError
from headwater.core.identifiers import DEFAULT_ENDPOINT
from headwater.core.principals import CallerKind, Principal
from headwater.core.runtimes import RuntimeVersion
from headwater.edge.base import TargetCall
from headwater.gateway.endings import Endings
from headwater.gateway.invoke import Invocations
from headwater.gateway.live import LiveFeed
from headwater.gateway.reported import Reporter
from headwater.http.asgi import RequestBody, Scope, Send
from headwater.memory.journals import JournalHolder
from headwater.models.asking import ask
from headwater.models.registry import ModelRegistry
from headwater.models.watching import NoteCall
from headwater.sandbox.containers.engine import NoEngine
from headwater.sandbox.containers.source import ContainerSource
from headwater.sandbox.dispatch import VersionSource
from headwater.sandbox.journals import JournalFolder
from headwater.sandbox.output import Printed
from headwater.sandbox.storage.source import StoredSource
from headwater.sessions.manager import SessionManager
from headwater.sessions.session import Session
from headwater.telemetry.logbook import Logbook
from headwater.telemetry.spans import Segment
from headwater.telemetry.traffic import TrafficBook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Preparer:
    """What the control plane asks of sessions and sandboxes."""

    source: VersionSource
    containers: ContainerSource
    stored: StoredSource
    sessions: SessionManager
    logbook: Logbook
    #: Told of each runtime that is deleted.
    forget: Callable[[str], Awaitable[None]]

    async def check_images(self) -> None:
        try:
            await self.containers.check_engine()
        except NoEngine as exc:
            member = "agentRuntimeArtifact.containerConfiguration"
            raise InvalidRequest(
                f"containerConfiguration cannot be hosted: {exc.message}",
                fields=(FieldProblem(member, exc.message),),
            ) from None

    async def check_storage(self, *, is_image: bool) -> None:
        try:
            await self.stored.check(is_image=is_image)
        except SandboxError as exc:
            text = f"filesystemConfigurations cannot be had: {exc.message}"
            raise InvalidRequest(
                text, fields=(FieldProblem("filesystemConfigurations", exc.message),)
            ) from None

    async def prepare(self, version: RuntimeVersion) -> None:
        await self.source.prepare(version)

    async def retire(self, runtime_id: str, version: int | None) -> None:
        await self.sessions.stop_version(runtime_id, version, "runtime-deleted")
        await self.source.retire(runtime_id, version)
        await self.stored.forget(runtime_id, version)
        if version is None:
            await self.forget(runtime_id)
            await asyncio.to_thread(self.logbook.remove, runtime_id)


@dataclass(slots=True)
class AgentCallers:
    """Who calls from within a session: credentials are workers', what they are good for is sessions'."""

    scope: AgentScope
    find_session: Callable[[str], Session | None] = lambda worker_id: None
    book: WorkerCredentialBook = field(init=False)

    def __post_init__(self) -> None:
        self.book = WorkerCredentialBook(self.scope.build_policy)

    def note_holder(self, journals: JournalFolder, session: Session) -> None:
        """Have it on disk whose a session is and what it may use: its journal may outlive this server."""
        memories = self.scope.memories_of(session.version)
        listed = None if memories is None else sorted(memories)
        journals.note_holder(session.worker_id, {"owner": session.owner, "memories": listed})

    def find(self, access_key_id: str) -> Credential | None:
        """What a signature with a living worker's key is checked against."""
        holder = self.book.find(access_key_id)
        if holder is None:
            return None
        session = self.find_session(holder.holder_id)
        principal = Principal(
            kind=CallerKind.AGENT,
            name=f"agent {holder.version.runtime_name}",
            owner=None if session is None else session.owner,
            policy=holder.policy,
            worker_id=holder.holder_id,
        )
        given = holder.credentials
        return Credential(principal=principal, secret=given.secret_key, session_token=given.session_token)

    def find_reporter(self, token: str) -> Reporter | None:
        """Whose spans and logs come in with a token."""
        holder = self.book.find_by_telemetry_token(token)
        if holder is None:
            return None
        session = self.find_session(holder.holder_id)
        return Reporter(
            worker_id=holder.holder_id,
            version=holder.version,
            session_id=None if session is None else session.key.session_id,
            endpoint=DEFAULT_ENDPOINT if session is None else session.key.endpoint,
        )


def find_holder(journals: JournalFolder, worker_id: str) -> JournalHolder | None:
    """What was noted of the session that had a worker."""
    noted = journals.find_holder(worker_id)
    if noted is None:
        return None
    memories = noted.get("memories")
    return JournalHolder(owner=noted.get("owner"), memories=None if memories is None else frozenset(memories))


@dataclass(frozen=True, slots=True)
class DoorInvocations:
    """What front doors ask of the gateway: a `LocalRuntimes`."""

    invocations: Invocations
    resolver: Resolver
    account_id: str

    async def invoke(
        self, agent: str, qualifier: str | None, scope: Scope, body: RequestBody, send: Send, call: TargetCall
    ) -> None:
        values = {
            "agentRuntimeArn": self.resolver.find_runtime_id(agent),
            "accountId": self.account_id,
            "qualifier": qualifier,
            "runtimeSessionId": call.session_id,
        }
        await self.invocations.invoke(scope, body, send, values, call.request_id, call.principal)


@asynccontextmanager
async def live(
    feed: LiveFeed, sessions: SessionManager, control: ControlPlane, traffic: TrafficBook, endings: Endings
) -> AsyncIterator[None]:
    """While open, the feed is told of changes, and tells them."""
    feed.list_sessions = sessions.list
    feed.read_totals = partial(sum_up, traffic)
    control.watch(feed.note_runtime)
    with endings.calling(feed.end):
        async with running(feed.run(), "live-feed"):
            yield


def both(first: Callable[[T], None], second: Callable[[T], None]) -> Callable[[T], None]:
    """Tells one of what happens, and then another."""

    def tell(news: T) -> None:
        first(news)
        second(news)

    return tell


@dataclass(slots=True)
class RuntimeLog:
    """Agents' log, for those who have something to put into it."""

    logbook: Logbook
    find_session: Callable[[str], Session | None] = lambda worker_id: None

    def take(
        self, version: RuntimeVersion, session_id: str | None, worker_id: str | None, printed: Printed
    ) -> None:
        """A `sandbox.base.LogSink`. Lines belong to the invocation in flight, if there is only one."""
        session = None if worker_id is None else self.find_session(worker_id)
        request = None if session is None else session.find_only_invocation()
        self.logbook.add(
            runtime_id=version.runtime_id,
            version=version.number,
            session_id=session_id,
            stream=printed.stream,
            text=printed.data,
            endpoint=None if session is None else session.key.endpoint,
            request_id=None if request is None else request.request_id,
            trace_id=None if request is None else request.context.trace_id,
            level=printed.level,
            continues=printed.continues,
        )

    def keep(self, version: RuntimeVersion, session_id: str | None, stream: str, text: str) -> None:
        """A line that says itself what it belongs to, such as a log record that came over OTLP."""
        self.logbook.add(
            runtime_id=version.runtime_id,
            version=version.number,
            session_id=session_id,
            stream=stream,
            text=text,
            level="warning" if stream == "event" else None,
        )

    def note(
        self,
        version: RuntimeVersion,
        session_id: str | None,
        text: str,
        *,
        endpoint: str | None = None,
        level: str = "info",
        request: Segment | None = None,
    ) -> None:
        """A `sessions.session.LogEvent`."""
        self.logbook.add(
            runtime_id=version.runtime_id,
            version=version.number,
            session_id=session_id,
            stream="event",
            text=text,
            endpoint=endpoint,
            request_id=None if request is None else request.request_id,
            trace_id=None if request is None else request.context.trace_id,
            level=level,
        )


async def ask_for_memory(
    models: ModelRegistry,
    default_id: str,
    note_call: NoteCall,
    *,
    model_id: str | None,
    system: str,
    text: str,
) -> str:
    """What strategies of memories ask models by; see `memory.extraction.base.ModelCaller`."""
    return await ask(models, model_id or default_id, system=system, text=text, note_call=note_call)


def sum_up(traffic: TrafficBook, runtime_id: str | None) -> dict[str, int]:
    """What came and went since the server started, for all runtimes that are there, or for one."""
    found = [sums for place, sums in traffic.items() if runtime_id in (None, place.runtime_id)]
    tokens = [count for (asking, _), count in traffic.tokens().items() if runtime_id in (None, asking)]
    return {
        "requests": sum(sum(sums.starts.values()) for sums in found),
        "errors": sum(sum(sums.errors.values()) for sums in found),
        "bytesIn": sum(sums.bytes_in for sums in found),
        "bytesOut": sum(sums.bytes_out for sums in found),
        "tokensIn": sum(read for read, _ in tokens),
        "tokensOut": sum(written for _, written in tokens),
    }
