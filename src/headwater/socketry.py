"""WebSockets, joined: what is served below a runtime's path, and by whom."""

from __future__ import annotations

from headwater.admission import Admission
from headwater.gateway.access import SessionAccess
from headwater.gateway.bearer import BearerGate
from headwater.gateway.endings import Endings
from headwater.gateway.shells.registry import Shells
from headwater.gateway.shells.sockets import ShellSockets
from headwater.gateway.websockets.agents import AgentSockets
from headwater.gateway.websockets.sockets import SocketRoute, Sockets
from headwater.observation import Telemetry
from headwater.sessions.session import LogEvent
from headwater.settings import Settings
from headwater.telemetry import metric_names
from headwater.wire.restjson import Api


def build_sockets(
    settings: Settings,
    api: Api,
    admission: Admission,
    bearers: BearerGate,
    access: SessionAccess,
    shells: Shells,
    telemetry: Telemetry,
    endings: Endings,
    log_event: LogEvent,
) -> Sockets:
    """All of them; one line a handler."""
    counts = telemetry.metrics.sockets
    telemetry.metrics.show_counts(
        {
            metric_names.SHELLS: lambda: shells.count(),
            metric_names.SHELLS_ALONE: lambda: shells.count(are_alone=True),
        }
    )
    agents = AgentSockets(
        access, settings.sessions, settings.sockets, log_event, telemetry.recorder, endings, counts
    )
    terminals = ShellSockets(access, shells, settings.shells, telemetry.recorder, endings)
    return Sockets(
        api,
        admission.gatekeeper,
        bearers,
        admission.authorizer,
        (
            SocketRoute(path="ws", operation=agents.OPERATION, handler=agents.serve, is_for_agents=True),
            SocketRoute(path="ws/shells", operation=terminals.OPERATION, handler=terminals.serve),
        ),
        note_refused=counts.note_refused,
    )
