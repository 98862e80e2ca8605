"""Every name that telemetry uses, declared once: spans, their phases, attributes, outcomes.

What OpenTelemetry's semantic conventions name is named as there; what AgentCore's own spans carry too, as
there (`aws.…`, `session.id`); the rest begins with `headwater.`. Metrics are in `metric_names`.

Source: OpenTelemetry semantic conventions (general, HTTP, GenAI); AgentCore observability guide.
"""

from __future__ import annotations

from typing import Final

# Spans.
#: One invocation in the gateway, from its head to the last byte.
INVOKE: Final = "InvokeAgentRuntime"
#: A command in a session, from its request to the last byte of what it printed.
COMMAND: Final = "InvokeAgentRuntimeCommand"
#: One WebSocket to an agent, from its handshake to its end. Its phases are those of `INVOKE`.
SOCKET: Final = "InvokeAgentRuntimeWithWebSocketStream"
#: A client's connection to an interactive shell. Its phases are those of `INVOKE`.
SHELL: Final = "InvokeAgentRuntimeCommandShell"
#: A client of MCP waits for news, as long as it likes, or ends its session. Its phases are those of `INVOKE`.
MCP_SESSION_REQUEST: Final = "McpSessionRequest"

#: One invocation at a front door, from its head to the last byte of its answer; refused requests have none.
DOOR_REQUEST: Final = "door_request"
#: The start of a session that an invocation waited for, and its steps (`STEPS`). It goes on while the request
#: is on its way to the agent, whose socket is there before the agent accepts.
START_SESSION: Final = "start_session"

# Phases of `INVOKE`: one begins where the one before ends, so their sum is the whole.
#: Who calls, and whether he may.
AUTHENTICATE: Final = "authenticate"
#: ARN and qualifier to a version; waits for one that is being made ready.
ROUTE: Final = "route"
#: The live session, or a new one.
FIND_OR_START: Final = "find_or_start"
#: A connection to the agent, and the request on its way.
CONNECT: Final = "connect"
#: Until the agent's answer begins. What the agent reports of an invocation is within this phase, and may go
#: on after it: the trace context that it gets is this span's.
FIRST_BYTE: Final = "first_byte"
#: The answer's bytes, from the first to the last.
STREAM: Final = "stream"
#: What is left to do once the answer is out.
SETTLE: Final = "settle"

PHASES: Final = {
    AUTHENTICATE: "who calls, and whether he may",
    ROUTE: "from ARN and qualifier to a version; waits for one that is being made ready",
    FIND_OR_START: "the live session, or a new one",
    CONNECT: "a connection to the agent, and the request on its way",
    FIRST_BYTE: "until the agent's answer begins",
    STREAM: "the answer's bytes, from the first to the last",
    SETTLE: "what is left to do once the answer is out",
}

# Phases of `DOOR_REQUEST`; `AUTHENTICATE` and `SETTLE` are as above.
GUARD: Final = "guard"
PARSE: Final = "parse"
INVOKE_TARGET: Final = "invoke"

DOOR_PHASES: Final = {
    GUARD: "which door it is, and what is looked at before anybody is asked who he is",
    AUTHENTICATE: "who calls, with the body where that is signed",
    PARSE: "what is asked, and whether it is within bounds",
    INVOKE_TARGET: "the target's answer, on its way through the form; the gateway's span is within it",
    SETTLE: "what is left to do once the answer is out",
}

#: Steps of `START_SESSION`, as they apply.
STEPS: Final = {
    "template": "the agent's file was loaded, which is once a version",
    "shelter": "a sandbox was taken from those made ahead",
    "fork": "the template forked",
    "confine": "the fork entered its sandbox and gave up its rights",
    "hooks": "the agent's file and its server got ready to accept, start hooks included",
    "process": "a process of the session's own loaded the agent's file, where forking is not safe",
    "container": "the engine started a container, and the agent in it came to serve",
}

# Attributes.
DOOR: Final = "headwater.door"
FORM: Final = "headwater.form"
SESSION_ID: Final = "session.id"
REQUEST_ID: Final = "aws.request_id"
OPERATION: Final = "aws.operation.name"
AGENT_ID: Final = "aws.agent.id"
ENDPOINT: Final = "aws.endpoint.name"
RUNTIME_NAME: Final = "headwater.runtime.name"
VERSION: Final = "headwater.runtime.version"
#: Whether the invocation had to start its session.
COLD: Final = "headwater.session.cold"
#: How that session came to be: `spare` (started ahead), `fork`, `fresh` or `container`.
START_MODE: Final = "headwater.session.start"
#: One of `OUTCOMES`.
OUTCOME: Final = "headwater.outcome"
STATUS_CODE: Final = "http.response.status_code"
REQUEST_BYTES: Final = "http.request.body.size"
RESPONSE_BYTES: Final = "http.response.body.size"
#: Parts of the answer as they came from the agent's socket.
PARTS: Final = "headwater.response.parts"
#: Milliseconds from the request's arrival to the first byte of the answer's body.
FIRST_BYTE_MS: Final = "headwater.first_byte_ms"
#: The same to the first part of an event stream that says something; see `wire/firsttoken.py`.
FIRST_TOKEN_MS: Final = "headwater.first_token_ms"
#: Of a WebSocket: frames each way, the code it was closed with, and which side ended it: `client`, `agent`,
#: `gateway`.
FRAMES_IN: Final = "headwater.socket.frames.in"
FRAMES_OUT: Final = "headwater.socket.frames.out"
CLOSE_CODE: Final = "headwater.socket.close.code"
CLOSED_BY: Final = "headwater.socket.closed_by"
#: An error's code, such as `ThrottlingException`.
ERROR_CODE: Final = "error.type"

# What agents report, and what they ask for.
#: A call of a model at our Bedrock endpoint; the model's id follows.
CHAT: Final = "chat"
SCOPE: Final = "otel.scope.name"
SERVICE_NAME: Final = "service.name"
#: Attributes that were left out of a span, as it had too many or too large ones.
LEFT_OUT: Final = "headwater.attributes.left_out"
GEN_AI_OPERATION: Final = "gen_ai.operation.name"
GEN_AI_PROVIDER: Final = "gen_ai.provider.name"
GEN_AI_MODEL: Final = "gen_ai.request.model"
GEN_AI_TRUE_MODEL: Final = "gen_ai.response.model"
GEN_AI_FINISH: Final = "gen_ai.response.finish_reasons"
GEN_AI_INPUT_TOKENS: Final = "gen_ai.usage.input_tokens"
GEN_AI_OUTPUT_TOKENS: Final = "gen_ai.usage.output_tokens"
#: What a client of MCP asks of an agent that is an MCP server.
MCP_METHOD: Final = "mcp.method.name"
MCP_SESSION_ID: Final = "mcp.session.id"
MCP_PROTOCOL_VERSION: Final = "mcp.protocol.version"
MCP_RESOURCE_URI: Final = "mcp.resource.uri"
GEN_AI_TOOL: Final = "gen_ai.tool.name"
GEN_AI_PROMPT: Final = "gen_ai.prompt.name"
MEMORY_ID: Final = "memory.id"
ACTOR_ID: Final = "actor.id"
EVENT_ID: Final = "event.id"
NAMESPACE: Final = "namespace"
#: Whether an operation on a memory was refused for its rate, was the caller's mistake, or ours.
THROTTLED: Final = "throttled"
ERROR: Final = "error"
FAULT: Final = "fault"

#: How an invocation can end -> what that means. All but `ok` and `client_gone` are errors.
OUTCOMES: Final = {
    "ok": "the agent's answer went out whole",
    "client_gone": "the caller left before the end",
    "user": "the caller has to change something (4xx)",
    "throttle": "a limit or quota was reached (402, 429)",
    "agent": "the agent failed (424), or its answer broke off",
    "system": "Headwater failed (5xx), or was shut down",
}
