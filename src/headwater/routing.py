"""Our own routes, joined: which classes serve what is below `/headwater/v1`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from headwater.admission import Admission
from headwater.control.artifacts import ArtifactStore
from headwater.control.limits import LimitBook
from headwater.control.plane import ControlPlane
from headwater.gateway.cards import OPERATION as GET_CARD
from headwater.gateway.edge_routes import EdgeRoutes, EdgeView
from headwater.gateway.endings import Endings
from headwater.gateway.file_routes import FileRoutes
from headwater.gateway.invoke import ON_SESSIONS
from headwater.gateway.key_routes import KeyRoutes
from headwater.gateway.live import LiveFeed
from headwater.gateway.live_routes import LiveRoutes
from headwater.gateway.log_routes import LogRoutes
from headwater.gateway.own_routes import OwnRoutes
from headwater.gateway.runs.access import RunAccess
from headwater.gateway.runs.carrying import Runs
from headwater.gateway.runs.routes import StreamRoutes
from headwater.gateway.runtime_routes import RuntimeRoutes
from headwater.gateway.series_routes import SeriesRoutes
from headwater.gateway.server_routes import ServerRoutes
from headwater.gateway.session_routes import SessionRoutes
from headwater.gateway.shells.registry import Shells
from headwater.gateway.shells.routes import ShellRoutes
from headwater.gateway.trace_routes import TraceRoutes
from headwater.observation import Telemetry
from headwater.sandbox.dispatch import VersionSource
from headwater.sandbox.warming import WarmKeeper
from headwater.sessions.manager import SessionManager
from headwater.settings import Settings
from headwater.store.sessions import SessionRecords
from headwater.telemetry import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the routes show and change."""

    settings: Settings
    control: ControlPlane
    artifacts: ArtifactStore
    sessions: SessionManager
    limits: LimitBook
    admission: Admission
    warm: WarmKeeper
    source: VersionSource
    telemetry: Telemetry
    lives: SessionRecords
    feed: LiveFeed
    endings: Endings
    runs: Runs
    shells: Shells
    edge: EdgeView | None
    describe_server: Callable[[], dict[str, Any]]  # Any: JSON
    isolation: dict[str, Any]  # Any: JSON
    #: AWS's that have handlers, beside those on sessions.
    operations: Collection[str]


def build_own_routes(parts: Parts) -> OwnRoutes:
    """All of them; one line a class."""
    control = parts.control
    sessions = SessionRoutes(
        control=control,
        sessions=parts.sessions,
        settings=parts.settings.sessions,
        limits=parts.limits,
        owners=parts.admission.owners,
        warm=parts.warm,
        lives=parts.lives,
        authorizer=parts.admission.authorizer,
    )
    runtimes = RuntimeRoutes(
        control=control,
        sessions=sessions,
        templates=parts.source,
        isolation=parts.isolation,
        authorizer=parts.admission.authorizer,
    )
    parts.feed.describe_runtime = runtimes.describe_one
    run_access = RunAccess(parts.runs.store, parts.admission.owners, parts.admission.authorizer)
    return OwnRoutes(
        (
            ServerRoutes(parts.describe_server, parts.artifacts),
            runtimes,
            sessions,
            FileRoutes(control=control, sessions=parts.sessions, owners=parts.admission.owners),
            ShellRoutes(control=control, shells=parts.shells, owners=parts.admission.owners),
            EdgeRoutes(parts.edge),
            LiveRoutes(
                control=control,
                feed=parts.feed,
                owners=parts.admission.owners,
                authorizer=parts.admission.authorizer,
            ),
            LogRoutes(
                control=control,
                sessions=sessions,
                logbook=parts.telemetry.logbook,
                endings=parts.endings,
            ),
            TraceRoutes(control=control, sessions=sessions, spans=parts.telemetry.spans, runs=run_access),
            SeriesRoutes(control=control, series=parts.telemetry.series),
            StreamRoutes(
                runs=parts.runs,
                access=run_access,
                control=control,
                authorizer=parts.admission.authorizer,
            ),
            KeyRoutes(parts.admission.keys),
            parts.admission.signin,
        ),
        control=control,
        authorizer=parts.admission.authorizer,
        operations=ON_SESSIONS | {GET_CARD, names.COMMAND} | set(parts.operations),
    )
