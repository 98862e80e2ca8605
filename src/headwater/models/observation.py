"""What is noted of a call of a model: in the segment that whoever serves the call works on.

Source: OpenTelemetry semantic conventions for generative AI (inference spans).
"""

from __future__ import annotations

from time import perf_counter_ns

from headwater.core.errors import HeadwaterError, InvalidRequest, Throttled
from headwater.models.base import JsonObject, ModelInfo, ModelNotReady
from headwater.telemetry import names
from headwater.telemetry.spans import current


class ModelNotes:
    """Of one call; without a segment nothing is noted."""

    def __init__(self) -> None:
        self._segment = current.get()
        self._began_ns = perf_counter_ns()
        self._has_answer = False

    def note_model(self, info: ModelInfo) -> None:
        """Which model is asked."""
        if self._segment is not None:
            self._segment.name = f"{names.CHAT} {info.requested_id}"
            self._segment.attributes |= {
                names.GEN_AI_OPERATION: names.CHAT,
                names.GEN_AI_PROVIDER: info.provider,
                names.GEN_AI_MODEL: info.requested_id,
                names.GEN_AI_TRUE_MODEL: info.true_name,
            }

    def note_event(self, event_type: str, event: JsonObject) -> None:
        """An event of the answer, as Converse has it."""
        if self._segment is None:
            return
        if event_type in ("contentBlockStart", "contentBlockDelta"):
            if not self._has_answer:
                self._has_answer = True
                elapsed_ms = (perf_counter_ns() - self._began_ns) / 1e6
                self._segment.attributes[names.FIRST_TOKEN_MS] = round(elapsed_ms, 3)
        elif event_type == "messageStop":
            self._segment.attributes[names.GEN_AI_FINISH] = (str(event.get("stopReason")),)
        elif event_type == "metadata":
            usage = event.get("usage") or {}
            self._segment.attributes |= {
                names.GEN_AI_INPUT_TOKENS: int(usage.get("inputTokens") or 0),
                names.GEN_AI_OUTPUT_TOKENS: int(usage.get("outputTokens") or 0),
            }

    def note_failure(self, error: HeadwaterError) -> None:
        """The call failed."""
        if self._segment is not None:
            outcome = "system"
            if isinstance(error, Throttled | ModelNotReady):
                outcome = "throttle"
            elif isinstance(error, InvalidRequest) or error.http_status in (400, 403, 404):
                outcome = "user"
            self._segment.fail(outcome, error.message)
            self._segment.attributes[names.ERROR_CODE] = error.code

    def note_left(self) -> None:
        """The caller left before the end."""
        if self._segment is not None:
            self._segment.fail("client_gone", "the caller left")
