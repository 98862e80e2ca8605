"""Every metric of ours, declared once, with its labels.

Named as OpenTelemetry's semantic conventions have it; the rest begins with `headwater.`. Spans and attributes
are in `names`.
"""

from __future__ import annotations

from typing import Final

from headwater.telemetry.metric import Label, Metric, counter, gauge, seconds, tokens
from headwater.telemetry.names import STEPS

# Metrics. Labels have few values: names of runtimes and endpoints, doors, models (so many at most, then
# `other`), and closed lists. Never a session's id, never what a caller wrote.
#: Label -> what its values are.
LABELS: Final = {
    Label.RUNTIME: "name of an agent runtime, gone once it is deleted; empty: none was found",
    Label.ENDPOINT: "name of an endpoint of it, such as `DEFAULT`",
    Label.START: "`cold`: a session began with it; `warm`: it was there; `none`: it came to no session",
    Label.DIRECTION: "`in`: from the caller; `out`: to the caller",
    Label.TYPE: "as AWS counts: `user` (4xx), `throttle` (429 and 402), `system` (5xx)",
    Label.KIND: "what happened: an error's code, such as `ValidationException`, or `StreamBroken`: an answer"
    " that broke off after it had begun",
    Label.STATE: "`starting`, `idle`, `busy`, `stopping`",
    Label.REASON: "why, of a closed list",
    Label.SOURCE: "how a worker was had: `spare` that was there, `fork` of its template, `fresh` process,"
    " `container`",
    Label.PHASE: "a step of a start: " + ", ".join(f"`{step}`" for step in STEPS),
    Label.OPERATION: "an operation of AgentCore's APIs",
    Label.OUTCOME: "`ok`, or the type of the error: `user`, `throttle`, `system`",
    Label.DOOR: "name of a front door; `-`: none was found",
    Label.STATUS: "class of the HTTP status: `2xx` to `5xx`; `cut`: the answer broke off, or the client left",
    Label.MODEL: "the model that answered",
    Label.PROVIDER: "kind of its provider, such as `embedded`, `anthropic`",
    Label.TOKEN_TYPE: "`input` or `output`",
    Label.ERROR: "an error's code; empty where there was none",
    Label.SIGNAL: "`traces`, `metrics`, `logs`",
    Label.VERSION: "of Headwater",
}

# Invocations
INVOCATIONS: Final = counter(
    "headwater.invocations",
    "{invocation}",
    "Invocations that ended, however.",
    Label.RUNTIME,
    Label.ENDPOINT,
    Label.START,
)
INVOCATION_ERRORS: Final = counter(
    "headwater.invocation.errors",
    "{invocation}",
    "Those of them that failed. A caller who left is no error.",
    Label.RUNTIME,
    Label.ENDPOINT,
    Label.TYPE,
    Label.KIND,
)
INVOCATION_DURATION: Final = seconds(
    "headwater.invocation.duration",
    "From the request's head to the last byte of the answer.",
    Label.RUNTIME,
    Label.ENDPOINT,
)
INVOCATION_FIRST_BYTE: Final = seconds(
    "headwater.invocation.time_to_first_byte",
    "From the request's head to the first byte of the answer's body.",
    Label.RUNTIME,
    Label.ENDPOINT,
)
INVOCATION_FIRST_TOKEN: Final = seconds(
    "headwater.invocation.time_to_first_token",
    "From the request's head to the first part of an event stream that says more than that the agent has"
    " begun (`wire/firsttoken.py`). Of other answers there is none.",
    Label.RUNTIME,
    Label.ENDPOINT,
)
INVOCATION_CHUNKS: Final = counter(
    "headwater.invocation.chunks",
    "{chunk}",
    "Parts of answers, as they were passed on.",
    Label.RUNTIME,
    Label.ENDPOINT,
)
INVOCATION_BYTES: Final = counter(
    "headwater.invocation.io",
    "By",
    "Bytes of payloads and answers.",
    Label.RUNTIME,
    Label.ENDPOINT,
    Label.DIRECTION,
)
ACTIVE_INVOCATIONS: Final = gauge(
    "headwater.invocations.active", "{invocation}", "Invocations in flight in sessions.", Label.RUNTIME
)

# WebSockets to agents
SOCKETS: Final = counter(
    "headwater.sockets", "{connection}", "WebSockets that ended, however.", Label.RUNTIME, Label.ENDPOINT
)
SOCKET_ERRORS: Final = counter(
    "headwater.socket.errors",
    "{connection}",
    "Those of them that were not opened, or ended with an error. A caller who left is none.",
    Label.RUNTIME,
    Label.ENDPOINT,
    Label.TYPE,
    Label.KIND,
)
SOCKET_DURATION: Final = seconds(
    "headwater.socket.duration", "From the handshake to the end.", Label.RUNTIME, Label.ENDPOINT
)
SOCKET_FRAMES: Final = counter(
    "headwater.socket.frames",
    "{frame}",
    "Frames that were passed on, counted at the end.",
    Label.RUNTIME,
    Label.ENDPOINT,
    Label.DIRECTION,
)
SOCKET_BYTES: Final = counter(
    "headwater.socket.io", "By", "Bytes of them.", Label.RUNTIME, Label.ENDPOINT, Label.DIRECTION
)
SOCKETS_OPEN: Final = gauge(
    "headwater.sockets.open", "{connection}", "WebSockets that are open.", Label.RUNTIME
)

# Interactive shells
SHELLS: Final = gauge("headwater.shells", "{shell}", "Shells that run, with a client or without.")
SHELLS_ALONE: Final = gauge("headwater.shells.alone", "{shell}", "Those of them without a client.")

# Sessions
SESSIONS: Final = gauge("headwater.sessions", "{session}", "Live sessions.", Label.RUNTIME, Label.STATE)
SESSIONS_CREATED: Final = counter(
    "headwater.sessions.created", "{session}", "Sessions that got a worker.", Label.RUNTIME
)
SESSIONS_ENDED: Final = counter(
    "headwater.sessions.ended",
    "{session}",
    "Sessions whose last process is gone; `exited`: by itself.",
    Label.RUNTIME,
    Label.REASON,
)
START_DURATION: Final = seconds(
    "headwater.session.start.duration", "From the first call to a worker.", Label.RUNTIME, Label.SOURCE
)
START_PHASE_DURATION: Final = seconds(
    "headwater.session.start.phase.duration", "Steps of starts that somebody waited for.", Label.PHASE
)
SESSIONS_MEMORY: Final = gauge(
    "headwater.sessions.memory.usage",
    "By",
    "Memory of all processes of its sessions when last sampled; shared pages count in parts (PSS).",
    Label.RUNTIME,
)
SESSIONS_CPU: Final = counter(
    "headwater.sessions.cpu.time",
    "s",
    "Processor time of its sessions, sampled: what a session uses after its last sample is missed.",
    Label.RUNTIME,
)
SESSIONS_PROCESSES: Final = gauge(
    "headwater.sessions.processes", "{process}", "Processes of its sessions when last sampled.", Label.RUNTIME
)
SAMPLE_DURATION: Final = gauge(
    "headwater.sessions.sample.duration", "s", "How long the last sample of sessions took, in its thread."
)

# APIs, front doors
OPERATION_DURATION: Final = seconds(
    "headwater.api.operation.duration",
    "Operations of AgentCore's control plane and of the Memory API, InvokeAgentRuntime left out.",
    Label.OPERATION,
    Label.OUTCOME,
)
EDGE_REQUESTS: Final = counter(
    "headwater.edge.requests", "{request}", "Requests to front doors.", Label.DOOR, Label.STATUS
)
EDGE_REFUSALS: Final = counter(
    "headwater.edge.refusals",
    "{request}",
    "Requests that a door refused, by its rule.",
    Label.DOOR,
    Label.REASON,
)

# Runs
RUNS_KEPT: Final = gauge(
    "headwater.runs.kept", "{run}", "Runs whose answers are kept, those that go on included."
)
RUNS_KEPT_SIZE: Final = gauge("headwater.runs.kept.size", "By", "What they take on disk.")
RUNS_RESUMED: Final = counter(
    "headwater.runs.resumed", "{read}", "Readers of kept answers, beside the callers who began the runs."
)
RUN_GAPS: Final = counter(
    "headwater.runs.gaps", "{gap}", "How often a reader was told that bytes are not kept any more."
)

# Models
MODEL_DURATION: Final = seconds(
    "gen_ai.client.operation.duration",
    "Calls of models through this server.",
    Label.MODEL,
    Label.PROVIDER,
    Label.ERROR,
)
MODEL_FIRST_TOKEN: Final = seconds(
    "gen_ai.server.time_to_first_token",
    "From a model's call to the first text it gives.",
    Label.MODEL,
    Label.PROVIDER,
)
MODEL_TOKENS: Final = tokens(
    "gen_ai.client.token.usage",
    "Tokens of a call, as its provider counts them.",
    Label.MODEL,
    Label.PROVIDER,
    Label.TOKEN_TYPE,
)
RUNTIME_TOKENS: Final = counter(
    "headwater.runtime.tokens",
    "{token}",
    "Tokens of the models that a runtime's sessions asked: through this server, or by themselves, as far as"
    " their spans tell of it and are kept.",
    Label.RUNTIME,
    Label.TOKEN_TYPE,
)

# Telemetry of telemetry, the server
LOG_LINES: Final = counter("headwater.log.lines", "{line}", "Lines of agents' logs that were kept.")
LOG_LINES_DROPPED: Final = counter(
    "headwater.log.lines.dropped", "{line}", "Lines that came faster than they could be written."
)
SPANS: Final = counter("headwater.telemetry.spans", "{span}", "Spans that were recorded.")
SPANS_DROPPED: Final = counter(
    "headwater.telemetry.spans.dropped", "{span}", "Spans that came faster than they could be written."
)
EXPORTED: Final = counter(
    "headwater.telemetry.exported",
    "{item}",
    "Spans, data points and log records taken by OTLP.",
    Label.SIGNAL,
)
EXPORT_DROPPED: Final = counter(
    "headwater.telemetry.export.dropped",
    "{item}",
    "Those that were not: the queue was full, the endpoint failed, or it refused them.",
    Label.SIGNAL,
)
LOOP_LAG: Final = gauge(
    "headwater.event_loop.lag", "s", "How late the event loop was, at worst, in the last 10 seconds."
)
INFO: Final = gauge("headwater.build.info", "{version}", "1; which Headwater this is.", Label.VERSION)

#: Every metric of ours, in the order of docs/metrics.md.
METRICS: tuple[Metric, ...] = tuple(value for value in globals().values() if isinstance(value, Metric))

#: What prometheus_client adds of the process itself, where /proc is: name -> meaning.
PROCESS_METRICS = {
    "process_virtual_memory_bytes": "Virtual memory of the server.",
    "process_resident_memory_bytes": "Resident memory of the server, without its agents.",
    "process_start_time_seconds": "When the server was started, in seconds since 1970.",
    "process_cpu_seconds_total": "Processor time of the server, without its agents.",
    "process_open_fds": "Open file descriptors.",
    "process_max_fds": "Open file descriptors that it may have.",
    "python_info": "Which Python this is.",
    "python_gc_objects_collected_total": "Objects that the garbage collector freed, by generation.",
    "python_gc_objects_uncollectable_total": "Objects that it could not free.",
    "python_gc_collections_total": "How often it ran.",
}
