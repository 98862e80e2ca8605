"""Every name that telemetry uses, declared once: spans, their phases, attributes, outcomes.

What OpenTelemetry's semantic conventions name is named as there; what AgentCore's own spans carry, as there
(`aws.…`, `session.id`, `latency_ms`); the rest begins with `headwater.`.

Source: OpenTelemetry semantic conventions (general, HTTP, GenAI); AgentCore observability guide.
"""

from __future__ import annotations

from typing import Final

# Spans.
#: One invocation in the gateway, from its head to the last byte.
INVOKE: Final = "InvokeAgentRuntime"

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
#: Until the agent's answer begins.
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
SESSION_ID: Final = "session.id"
REQUEST_ID: Final = "aws.request_id"
OPERATION: Final = "aws.operation.name"
RESOURCE_ARN: Final = "aws.resource.arn"
AGENT_ID: Final = "aws.agent.id"
ENDPOINT: Final = "aws.endpoint.name"
#: `throttle`, `system` or `user`, as AgentCore's spans have it; only on an error.
ERROR_TYPE: Final = "error_type"
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
#: Milliseconds from the request's arrival to the model's first piece of an answer.
FIRST_TOKEN_MS: Final = "headwater.first_token_ms"
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
