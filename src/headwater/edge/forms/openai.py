"""The form `openai`: Chat Completions, as chunks or as one object: any of its clients can talk to agents.

Tool calls are not shown: a client of this API would run them, and they are the agent's own, run already.
Reasoning goes where most clients look for it, in `reasoning_content`. An agent that sends no metadata has
used 0 tokens, since the API has no word for "unknown".

Source: OpenAI's API reference, "Chat" (the chat completion object and chunk object), and "Models".
"""

from __future__ import annotations

from collections.abc import Mapping
from json.encoder import encode_basestring as _quote
from typing import Any

from headwater.edge.forms.base import KEEP_ALIVE_COMMENT, Form, FormContext
from headwater.edge.forms.decoder import MAX_EVENT_BYTES, open_decoder
from headwater.edge.forms.events import AgentEvent, Failure, Metadata, ReasoningDelta, Stop, TextDelta
from headwater.edge.forms.output import dump_json
from headwater.edge.forms.totals import Totals

Table = dict[str, Any]  # Any: JSON

_DONE = b"data: [DONE]\n\n"
#: Converse's stop reasons by the API's; others are "stop".
_FINISH_REASONS = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "guardrail_intervened": "content_filter",
    "content_filtered": "content_filter",
}
#: What the API calls an error of these statuses; others are the request's fault, or the server's from 500.
_ERROR_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


def make_openai_form(context: FormContext) -> Form:
    """Chunks, or one object if the client did not ask for a stream."""
    return ChunksForm(context) if context.is_streaming else CompletionForm(context)


class ChunksForm:
    """Each piece of text is a chunk. What follows a failure is not sent: clients raise at it."""

    content_type = "text/event-stream; charset=utf-8"
    status = 200
    is_streaming = True
    keep_alive = KEEP_ALIVE_COMMENT

    def __init__(self, context: FormContext) -> None:
        self.headers: Mapping[str, str] = {}
        self._tell = context.tell
        self._decoder = open_decoder(context.target_content_type)
        self._totals = Totals()
        self._finish_reason = "stop"
        self._has_begun = self._has_failed = False
        self._includes_usage = context.includes_usage
        self._head = _head(context, "chat.completion.chunk")
        # A chunk is these two with the text between them: only the text is encoded for each.
        before, after = self._chunk({"content": 0}, None).rsplit("0}", 1)
        self._before_text, self._after_text = before, "}" + after

    def feed(self, data: bytes) -> bytes:
        return self._write(self._decoder.feed(data))

    def fail(self, message: str) -> bytes:
        return self._write([*self._decoder.close(is_whole=False), Failure(message, is_ours=True)])

    def end(self) -> bytes:
        out = self._write(self._decoder.close())
        if self._has_failed:
            return out + _DONE
        out += self._chunk({}, self._finish_reason).encode()
        if self._includes_usage:
            out += _frame({**self._head, "choices": [], "usage": build_usage(self._totals)}).encode()
        return out + _DONE

    def _write(self, events: list[AgentEvent]) -> bytes:
        out = [self._text_of(event) for event in events if not self._has_failed]
        if not self._has_begun:
            self._has_begun = True
            out.insert(0, self._chunk({"role": "assistant", "content": ""}, None))
        return "".join(out).encode()

    def _text_of(self, event: AgentEvent) -> str:
        match event:
            case TextDelta():
                return self._before_text + _quote(event.text) + self._after_text
            case ReasoningDelta():
                return self._chunk({"reasoning_content": event.text}, None)
            case Failure():
                self._has_failed = True
                return _frame(build_error(502, self._tell(event)))
            case Metadata():
                self._totals.add(event)
            case Stop():
                self._finish_reason = _FINISH_REASONS.get(event.reason, "stop")
        return ""

    def _chunk(self, delta: Table, finish_reason: str | None) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        chunk = {**self._head, "choices": [choice]}
        return _frame({**chunk, "usage": None} if self._includes_usage else chunk)


class CompletionForm:
    """One object at the end. An agent that failed is an error with a status of its own."""

    content_type = "application/json"
    is_streaming = False
    keep_alive = b""

    def __init__(self, context: FormContext) -> None:
        self.headers: Mapping[str, str] = {}
        self.status = 200
        self._tell = context.tell
        self._decoder = open_decoder(context.target_content_type)
        self._totals = Totals()
        self._texts: list[str] = []
        self._reasoning: list[str] = []
        self._size_chars = 0
        self._finish_reason = "stop"
        self._failure: Failure | None = None
        self._head = _head(context, "chat.completion")

    def feed(self, data: bytes) -> bytes:
        self._take(self._decoder.feed(data))
        return b""

    def fail(self, message: str) -> bytes:
        self._take([*self._decoder.close(is_whole=False), Failure(message, is_ours=True)])
        return b""

    def end(self) -> bytes:
        self._take(self._decoder.close())
        if self._failure is not None:
            self.status = 502
            return dump_json(build_error(self.status, self._tell(self._failure))).encode()
        message: Table = {"role": "assistant", "content": "".join(self._texts), "refusal": None}
        if self._reasoning:
            message["reasoning_content"] = "".join(self._reasoning)
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": self._finish_reason}
        return dump_json({**self._head, "choices": [choice], "usage": build_usage(self._totals)}).encode()

    def _take(self, events: list[AgentEvent]) -> None:
        for event in events:
            match event:
                case TextDelta():
                    self._keep(self._texts, event.text)
                case ReasoningDelta():
                    self._keep(self._reasoning, event.text)
                case Failure():
                    self._failure = self._failure or event
                case Metadata():
                    self._totals.add(event)
                case Stop():
                    self._finish_reason = _FINISH_REASONS.get(event.reason, "stop")

    def _keep(self, texts: list[str], text: str) -> None:
        self._size_chars += len(text)
        if self._size_chars > MAX_EVENT_BYTES:
            texts.clear()
            self._failure = Failure(
                f"The answer is longer than {MAX_EVENT_BYTES} characters; ask for a stream",
                is_ours=True,
            )
        else:
            texts.append(text)


def build_models(names: list[str], created_s: int) -> bytes:
    """The body of `GET /v1/models`: the doors, by their public names."""
    models = [{"id": n, "object": "model", "created": created_s, "owned_by": "headwater"} for n in names]
    return dump_json({"object": "list", "data": models}).encode()


def build_error(status: int, message: str, code: str | None = None) -> Table:
    """An error as the API's clients read it."""
    kind = _ERROR_TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def build_usage(totals: Totals) -> Table:
    """Converse's counts as the API has them: the prompt's include what a cache had of it."""
    cached = totals.count("cacheReadInputTokens")
    prompt = totals.count("inputTokens") + cached + totals.count("cacheWriteInputTokens")
    completion = totals.count("outputTokens")
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": cached},
    }


def _head(context: FormContext, kind: str) -> Table:
    return {
        "id": f"chatcmpl-{context.request_id}",
        "object": kind,
        "created": context.created_s,
        "model": context.model,
    }


def _frame(value: Table) -> str:
    return f"data: {dump_json(value)}\n\n"


def _conforms(chunks: ChunksForm, completion: CompletionForm) -> tuple[Form, Form]:
    return chunks, completion
