"""Bedrock Runtime's ConverseStream and Converse, as an ASGI application over any model.

One call: route by the raw path -> parse the body -> resolve the model -> pull the first event (so that
a model that fails at once gives an HTTP status) -> 200 -> one frame for each event as it comes.
A caller that leaves cancels the generation. Signatures are not checked here: agents hold dummy keys.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import aclosing
from time import monotonic
from typing import Any, Literal, Protocol
from urllib.parse import unquote
from uuid import uuid4

from headwater.core.errors import HeadwaterError, InvalidRequest, NotImplementedHere, PlatformError
from headwater.models.base import ConverseModel, ConverseRequest, JsonObject, ModelError, ModelInfo
from headwater.models.converse import parse_request
from headwater.models.events import EventShaper, ResponseFolder, WireEvent
from headwater.models.failures import model_failure, stream_exception
from headwater.models.observation import ModelNotes
from headwater.models.providers import with_inference
from headwater.models.watching import NoteCall, ignore_call, watched
from headwater.wire.eventstream import encode_event, encode_exception
from headwater.wire.problem import encode_problem

# Any: ASGI's scope and messages are dicts whose members depend on their type.
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_LOG = logging.getLogger(__name__)

#: A conversation with 20 pictures of Bedrock's largest size, in base64, and room for text.
MAX_BODY_BYTES = 128 * 1024 * 1024

Operation = Literal["converse", "converse-stream"]


class ModelResolver(Protocol):
    """Finds the model for a model id; `ModelRegistry` is one."""

    async def resolve(self, model_id: str) -> tuple[ConverseModel, ModelInfo]:
        """The model to call, and what it really is.

        Raises:
            HeadwaterError: the model cannot be had; the message says why.
        """
        ...


class BedrockRuntimeEndpoint:
    """The ASGI application. Holds no state of its own."""

    def __init__(self, models: ModelResolver, note_call: NoteCall = ignore_call) -> None:
        """`note_call` is told of each call of a model when it is over."""
        self._models = models
        self._note_call = note_call

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request."""
        assert scope["type"] == "http", f"only HTTP is served here, not {scope['type']!r}"
        call = _Call(send, request_id=str(uuid4()))
        try:
            operation, model_id = route(scope)
            request = parse_request(model_id, await _read_body(receive))
            model, info = await self._models.resolve(model_id)
            call.notes.note_model(info)
            model = with_inference(model, info.kind, request)
        except HeadwaterError as exc:
            await call.send_problem(exc)
            return
        except _ClientGone:
            return
        answer = call.stream if operation == "converse-stream" else call.fold
        events = _wire_events(model, request, info, self._note_call)
        if not await _until_disconnect(receive, answer(events, info)):
            call.notes.note_left()


def route(scope: Scope) -> tuple[Operation, str]:
    """Operation and model id of a request.

    The raw path is split before it is unquoted, because model ids hold `:` and, as ARNs, `/`.

    Raises:
        NotImplementedHere: any other operation of Bedrock Runtime.
    """
    raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
    path = raw_path.split(b"?", 1)[0].decode("ascii", "replace").strip("/")
    family, _, rest = path.partition("/")
    model_id, _, operation = rest.rpartition("/")
    if family == "model" and model_id and scope["method"] == "POST":
        if operation == "converse":
            return "converse", unquote(model_id)
        if operation == "converse-stream":
            return "converse-stream", unquote(model_id)
    raise NotImplementedHere(
        f"{scope['method']} /{path} is not served: of Bedrock Runtime, Headwater has Converse and "
        "ConverseStream. Ask the model through one of these."
    )


class _Call:
    """The answer to one request: sent whole, or begun and streamed."""

    def __init__(self, send: Send, *, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.notes = ModelNotes()

    async def stream(self, events: AsyncGenerator[WireEvent], info: ModelInfo) -> None:
        """Answer ConverseStream."""
        async with aclosing(events):
            try:
                first = await _first(events)
            except HeadwaterError as exc:
                await self.send_problem(exc)
                return
            await self._start(200, "application/vnd.amazon.eventstream", info)
            self.notes.note_event(*first)
            await self._send_chunk(_frame(*first))
            try:
                async for event in events:
                    self.notes.note_event(*event)
                    await self._send_chunk(_frame(*event))
            except HeadwaterError as exc:
                _LOG.warning("model stream failed after its start: %s", exc)
                self.notes.note_failure(exc)
                await self._send_chunk(encode_exception(*stream_exception(exc)))
        await self._send_chunk(b"", more=False)

    async def fold(self, events: AsyncGenerator[WireEvent], info: ModelInfo) -> None:
        """Answer Converse."""
        folder = ResponseFolder()
        async with aclosing(events):
            try:
                async for event in events:
                    self.notes.note_event(*event)
                    folder.add(*event)
            except HeadwaterError as exc:
                await self.send_problem(exc)
                return
        body = _dump(folder.response())
        await self._start(200, "application/json", info, content_length=len(body))
        await self._send_chunk(body, more=False)

    async def send_problem(self, error: HeadwaterError) -> None:
        """Answer with an error."""
        _LOG.info("model request refused: %s", error)
        self.notes.note_failure(error)
        answer = encode_problem(error, self._request_id)
        headers = [(k.lower().encode(), v.encode("latin-1", "replace")) for k, v in answer.headers]
        headers.append((b"content-length", str(len(answer.body)).encode()))
        await self._send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await self._send_chunk(answer.body, more=False)

    async def _start(
        self, status: int, content_type: str, info: ModelInfo, *, content_length: int | None = None
    ) -> None:
        headers = [
            (b"content-type", content_type.encode()),
            (b"x-amzn-requestid", self._request_id.encode()),
            (b"x-headwater-model", info.true_name.encode("ascii", "replace")),
        ]
        if content_length is not None:
            headers.append((b"content-length", str(content_length).encode()))
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def _send_chunk(self, body: bytes, *, more: bool = True) -> None:
        await self._send({"type": "http.response.body", "body": body, "more_body": more})


async def _wire_events(
    model: ConverseModel, request: ConverseRequest, info: ModelInfo, note_call: NoteCall
) -> AsyncGenerator[WireEvent]:
    """Call the model; its events as Converse has them.

    Raises:
        HeadwaterError: whatever the model raised, translated.
    """
    shaper = EventShaper()
    started_s = monotonic()
    try:
        stream = model.stream(
            request.messages,
            request.tool_specs,
            request.system_prompt,
            tool_choice=request.tool_choice,
            system_prompt_content=request.system_prompt_content,
            invocation_state={"inference_config": request.inference_config, "model_id": request.model_id},
        )
        # Without this a caller that leaves ends our loop, and the model goes on generating for nobody.
        async with aclosing(watched(stream, info, note_call)) as events:
            async for event in events:
                for event_type, wire_event in shaper.shape(event):
                    if event_type == "metadata":
                        _fill_latency(wire_event, monotonic() - started_s)
                    yield event_type, wire_event
    except Exception as exc:
        raise model_failure(exc) from exc
    if not shaper.is_stopped:
        raise ModelError("The model's stream ended in the middle of its answer.")


def _fill_latency(metadata: JsonObject, elapsed_s: float) -> None:
    metadata["metrics"]["latencyMs"] = metadata["metrics"]["latencyMs"] or round(elapsed_s * 1000)


async def _first(events: AsyncGenerator[WireEvent]) -> WireEvent:
    try:
        return await anext(events)
    except StopAsyncIteration:
        raise ModelError("The model gave an empty stream.") from None


def _frame(event_type: str, event: JsonObject) -> bytes:
    return encode_event(event_type, _dump(event))


def _dump(value: JsonObject) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode(errors="replace")


class _ClientGone(Exception):
    """The caller left before its request was whole."""


async def _read_body(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _ClientGone
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > MAX_BODY_BYTES:
            raise InvalidRequest(f"The request body is larger than {MAX_BODY_BYTES} bytes.")
        if not message.get("more_body"):
            return b"".join(chunks)


async def _until_disconnect(receive: Receive, answer: Coroutine[Any, Any, None]) -> bool:
    """Run `answer` to its end, or cancel it when the caller leaves. Both tasks end before this does.

    Returns:
        Whether it came to its end.
    """
    worker = asyncio.create_task(answer)
    watcher = asyncio.create_task(_wait_disconnect(receive))
    try:
        await asyncio.wait({worker, watcher}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        watcher.cancel()
        worker.cancel()
        await asyncio.wait({worker, watcher})
    if not worker.cancelled() and (exc := worker.exception()) is not None:
        raise PlatformError("The model endpoint failed.") from exc
    return not worker.cancelled()


async def _wait_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
