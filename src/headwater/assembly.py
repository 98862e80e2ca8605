"""Puts the parts together and runs them: the one place that names concrete classes.

Order of the start: store, logs, models, sandbox, sessions, control plane, listening. The end is the
reverse: stop accepting, let requests in flight finish within a deadline, end sessions, close the store.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from headwater.admission import load_store_sealer, make_data_dir, open_admission
from headwater.auth.agents import AgentScope
from headwater.auth.jwt import open_authorizers
from headwater.console.app import ConsoleApp
from headwater.console.files import read_files
from headwater.control.base import ControlSettings
from headwater.control.ledger import utc_now
from headwater.control.limits import LimitBook
from headwater.control.plane import ControlPlane
from headwater.control.sealing import seal_store
from headwater.core.errors import HeadwaterError
from headwater.core.version import VERSION
from headwater.edge_assembly import open_edge
from headwater.environments.pythons import OWN_RUNTIME
from headwater.gateway.access import SessionAccess
from headwater.gateway.app import GatewayApp
from headwater.gateway.bearer import BearerGate
from headwater.gateway.cards import AgentCards
from headwater.gateway.commands import Commands
from headwater.gateway.endings import Endings
from headwater.gateway.invoke import Invocations
from headwater.gateway.live import LiveFeed
from headwater.gateway.metrics_page import RequestCounter
from headwater.gateway.observer import CallObserver
from headwater.gateway.otlp import TelemetryReceiver
from headwater.gateway.shells.registry import Shells
from headwater.hosting import (
    build_agent_environment,
    choose_isolation,
    describe_isolation,
    find_telemetry_address,
)
from headwater.http.bounded import AwsBoundedProtocol
from headwater.joints import (
    AgentCallers,
    DoorInvocations,
    Preparer,
    RuntimeLog,
    ask_for_memory,
    both,
    find_holder,
    live,
)
from headwater.listening import (
    BACKLOG,
    Addresses,
    HttpServer,
    bind,
    build_config,
    is_loopback,
    is_news,
    run_loop,
    url_of,
)
from headwater.memory.control.base import Owner
from headwater.memory.facts import find_facts
from headwater.memory.plane import FOR_AGENTS, MANAGEMENT, open_memories
from headwater.memory.tagging import with_tags
from headwater.metering import ModelMeter, SessionMeter
from headwater.models.endpoint import BedrockRuntimeEndpoint
from headwater.models.registry import ModelRegistry
from headwater.observation import open_telemetry
from headwater.provisioning import build_furnishing
from headwater.routing import Parts, build_own_routes
from headwater.sandbox.containers.source import ContainerSource
from headwater.sandbox.credentials import WorkerEnvironments
from headwater.sandbox.dispatch import VersionSource
from headwater.sandbox.environment import read_server_locale
from headwater.sandbox.journals import JournalFolder
from headwater.sandbox.source import TemplateSource
from headwater.sessions.manager import SessionManager
from headwater.sessions.turns import Turns
from headwater.settings import Settings
from headwater.socketry import build_sockets
from headwater.store.engine import open_store
from headwater.store.sessions import SessionRecords
from headwater.storing import end_session, open_storage
from headwater.streaming import forget_runtime, open_kept_streams, open_runs
from headwater.telemetry import serverlog
from headwater.upkeep import keeping_up
from headwater.wire.restjson import load_api

_log = logging.getLogger("headwater")
#: How long a start waits for what sessions of an earlier run had not delivered; the rest follows.
_LEFTOVERS_TIMEOUT_S = 30.0


def run_server(settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM. Prints one line `listening on http://…` once it answers.

    Returns:
        0 after an orderly end, 1 when it could not start (the reason is on standard error).
    """
    serverlog.set_up(settings.logs.format, settings.logs.level)
    logging.getLogger("uvicorn.error").addFilter(is_news)
    try:
        run_loop(serve(settings, lambda url: print(f"listening on {url}", flush=True)))
    except HeadwaterError as exc:
        if settings.logs.format == "json":
            _log.critical("%s", exc)
        else:
            print(f"headwater: {exc}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


async def serve(settings: Settings, on_listening: Callable[[str], None]) -> None:
    """Run a server until it is told to stop (SIGINT, SIGTERM).

    Raises:
        CannotServe: the address is taken, or isolation was demanded that this host has not.
        StoreError: the data folder's store cannot be opened.
    """
    sock = bind(settings)
    agent_sock = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    with contextlib.closing(sock), contextlib.closing(agent_sock):
        addresses = Addresses(
            url=url_of(sock),
            port=sock.getsockname()[1],
            agent_url=url_of(agent_sock),
            is_loopback=is_loopback(sock),
        )
        async with open_app(settings, addresses) as app:
            server = HttpServer(
                build_config(
                    app,
                    settings.server.drain_timeout_s,
                    AwsBoundedProtocol,
                    frame_max_bytes=settings.sockets.frame_max_bytes,
                ),
                lambda: on_listening(addresses.url),
                app.on_ending,
                gone_after_s=settings.server.client_gone_after_s,
            )
            await server.serve(sockets=[sock, agent_sock])


@asynccontextmanager
async def open_app(settings: Settings, addresses: Addresses) -> AsyncIterator[GatewayApp]:
    """All parts of a server that is reached at `addresses`."""
    data_dir = settings.server.data_dir.resolve()
    make_data_dir(data_dir)
    isolation = await asyncio.to_thread(choose_isolation, settings)
    control_settings = ControlSettings(
        region=settings.server.region,
        account_id=settings.server.account_id,
    )
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(f"sqlite:///{data_dir / 'headwater.db'}"))
        sealer = await load_store_sealer(settings, store, data_dir)
        await seal_store(store, sealer)
        agents = AgentCallers(
            AgentScope(
                region=settings.server.region,
                account_id=settings.server.account_id,
                any_memory=settings.memory.agents_may_manage or settings.memory.agents_may_use == "any",
                management=MANAGEMENT if settings.memory.agents_may_manage else frozenset(),
            )
        )
        admission = await open_admission(
            settings,
            addresses,
            store=store,
            sealing=sealer,
            data_dir=data_dir,
            find_agent=agents.find,
            find_facts=find_facts,
        )
        endings = Endings()
        feed = LiveFeed(may_see=admission.authorizer.may_own)
        records = SessionRecords(store)
        buried = await records.bury_all("the server ended without stopping it")
        if buried:
            _log.info("%d session(s) of an earlier run ended with it", buried)
        telemetry = await stack.enter_async_context(open_telemetry(settings, data_dir))
        logbook = telemetry.logbook
        runtime_log = RuntimeLog(logbook)
        models = ModelRegistry(settings.models)
        model_meter = ModelMeter(telemetry.metrics)
        telemetry.recorder.on_kept.append(model_meter.note_reported)
        await stack.enter_async_context(models)
        memories = await stack.enter_async_context(
            open_memories(
                settings.memory.url or f"sqlite:///{data_dir / 'memory.db'}",
                ask=partial(ask_for_memory, models, settings.memory.extraction_model, model_meter.note),
                embedder=models.embeddings,
                settings=settings.memory,
                owner=Owner(region=settings.server.region, account_id=settings.server.account_id),
                are_callers_bound=settings.auth.bind_sessions,
            )
        )
        journals = JournalFolder(data_dir / "journals", memories.journals.deliver_soon)
        memories.journals.find_holder = partial(find_holder, journals)
        memories.journals.on_delivered = journals.forget
        await memories.journals.deliver_leftovers(journals.leftovers(), _LEFTOVERS_TIMEOUT_S)
        closed_port = addresses.port if isolation.closes_ports else 0
        advertised = settings.jwt.public_url.rstrip("/") or addresses.url
        environments = WorkerEnvironments(
            build_agent_environment(settings, addresses.agent_url),
            read_server_locale(),
            agents.book,
            find_telemetry_address(settings, addresses.agent_url),
            advertised,
        )
        templates = TemplateSource(
            settings.sandbox,
            isolation=isolation,
            run_dir=data_dir / "run",
            hidden=(data_dir,),
            environments=environments,
            log=runtime_log.take,
            journals=journals,
            closed_port=closed_port,
            storage_max_bytes=settings.storage.max_bytes,
        )
        await stack.enter_async_context(templates)
        containers = ContainerSource(
            settings.containers,
            settings.sandbox,
            run_dir=data_dir / "run",
            data_dir=data_dir,
            environments=environments,
            agent_port=addresses.agent_port,
            log=runtime_log.take,
            journals=journals,
            storage_max_bytes=settings.storage.max_bytes,
        )
        await stack.enter_async_context(containers)
        source = VersionSource(templates, containers)
        stored = await stack.enter_async_context(
            open_storage(settings, data_dir / "storage", isolation, source, runtime_log.take)
        )
        limits = await LimitBook(store, warm_max_count=settings.sandbox.warm_max_count, now=utc_now).load()
        meter = SessionMeter(telemetry.metrics, telemetry.series)
        sessions = SessionManager(
            settings.sessions,
            stored.source,
            records,
            find_limits=limits.of,
            log_event=runtime_log.note,
            on_changed=feed.note_session,
            on_started=both(partial(agents.note_holder, journals), meter.note_started),
        )
        await stack.enter_async_context(sessions.running())
        await stack.enter_async_context(meter.watching(sessions))
        agents.find_session = model_meter.find_session = sessions.find_by_worker
        runtime_log.find_session = sessions.find_printing
        stored.source.end_session = partial(end_session, sessions)
        streams = await stack.enter_async_context(open_kept_streams(settings, data_dir, telemetry.metrics))
        artifacts, furnisher = build_furnishing(settings, data_dir, isolation, closed_port)
        control = ControlPlane(
            store=store,
            artifacts=artifacts,
            furnisher=furnisher,
            preparer=Preparer(
                source, containers, stored.source, sessions, logbook, partial(forget_runtime, meter, streams)
            ),
            settings=control_settings,
            sealer=sealer,
        )
        await stack.enter_async_context(control)
        await control.recover()
        warm = await stack.enter_async_context(keeping_up(settings, source, control, limits))
        started_at = time.monotonic()

        def describe_server() -> dict[str, Any]:  # Any: JSON
            return {
                "version": VERSION,
                "url": addresses.url,
                "uptimeS": round(time.monotonic() - started_at, 3),
                "dataDir": str(data_dir),
                "region": settings.server.region,
                "accountId": settings.server.account_id,
                "authentication": admission.gatekeeper.mode,
                "isolation": describe_isolation(isolation),
                "containers": containers.describe_isolation(),
                "storage": stored.describe(),
                "pythonRuntime": OWN_RUNTIME,
                "models": models.describe(),
                "memory": memories.describe(),
                "runtimeCount": control.resolver.runtime_count,
                "sessionCount": len(sessions),
            }

        authorizers = await stack.enter_async_context(open_authorizers(settings.jwt))
        access = SessionAccess(control.resolver, sessions, control.wait_prepared, admission.owners)
        turns = Turns(settings.sessions, limits.of)
        invocations = Invocations(
            access, settings.sessions, runtime_log.note, telemetry.recorder, turns, endings
        )
        cards = AgentCards(
            access, runtime_log.note, advertised=advertised, public_url=settings.jwt.public_url
        )
        commands = Commands(access, settings.commands, runtime_log.note)
        opening_runs = open_runs(settings, invocations, control.resolver, streams, endings)
        runs = await stack.enter_async_context(opening_runs)
        handlers = with_tags(control.handlers(), memories.operations) | memories.handlers()
        await stack.enter_async_context(live(feed, sessions, control, telemetry.metrics.traffic, endings))
        doors = DoorInvocations(invocations, control.resolver, settings.server.account_id)
        opening = open_edge(settings, doors, authorizers, telemetry.metrics, telemetry.recorder)
        edge = await stack.enter_async_context(opening)
        shells = Shells(settings.shells, runtime_log.note, settings.sandbox.uid)
        stack.push_async_callback(shells.close)
        own_routes = build_own_routes(
            Parts(
                settings=settings,
                control=control,
                artifacts=artifacts,
                sessions=sessions,
                limits=limits,
                admission=admission,
                warm=warm,
                source=source,
                telemetry=telemetry,
                lives=records,
                feed=feed,
                endings=endings,
                runs=runs,
                shells=shells,
                edge=edge,
                describe_server=describe_server,
                isolation=describe_isolation(isolation),
                operations=handlers.keys(),
            )
        )
        _log.info("isolation: %s (%s)", isolation.level, "; ".join(isolation.describe()))
        note = models.describe().get("note")
        if note:
            _log.info("models: %s", note)
        api = load_api()
        bearers = BearerGate(control.resolver, authorizers, public_url=settings.jwt.public_url)
        sockets = build_sockets(
            settings, api, admission, bearers, access, shells, telemetry, endings, runtime_log.note
        )
        yield GatewayApp(
            api,
            handlers,
            invocations,
            cards,
            commands,
            runs,
            own_routes,
            BedrockRuntimeEndpoint(models, model_meter.note),
            admission.gatekeeper,
            admission.authorizer,
            bearers,
            ConsoleApp(read_files()),
            sockets=sockets,
            on_ending=endings.end,
            observer=CallObserver(telemetry.recorder, sessions.find_by_worker),
            receiver=TelemetryReceiver(
                find_reporter=agents.find_reporter,
                recorder=telemetry.recorder,
                log=runtime_log.keep,
                spans_per_s=settings.telemetry.agent_spans_per_s,
            ),
            counter=RequestCounter(telemetry.metrics, api),
            for_agents=FOR_AGENTS | (MANAGEMENT if settings.memory.agents_may_manage else frozenset()),
        )
