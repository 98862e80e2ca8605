"""The endpoint as an ASGI application: routing, errors, and what happens when a caller leaves."""

import asyncio
import json

import pytest

from headwater.core.errors import NotImplementedHere
from headwater.models.base import ConverseRequest, ModelInfo
from headwater.models.endpoint import BedrockRuntimeEndpoint, route
from headwater.models.providers import with_inference
from headwater.models.scripted import ScriptedModel
from headwater.wire.eventstream import EventStreamDecoder

BODY = json.dumps({"messages": [{"role": "user", "content": [{"text": "hi"}]}]}).encode()


class OneModel:
    def __init__(self, model):
        self._model = model

    async def resolve(self, model_id):
        return self._model, ModelInfo(requested_id=model_id, provider="p", kind="import", true_name="one")


class EndlessModel:
    """Streams until it is closed."""

    def __init__(self):
        self.is_closed = asyncio.Event()

    async def stream(self, *args, **kwargs):
        try:
            yield {"messageStart": {"role": "assistant"}}
            while True:
                yield {"contentBlockDelta": {"delta": {"text": "x"}}}
                await asyncio.sleep(0)
        finally:
            self.is_closed.set()


class CutModel:
    """Ends in the middle of its answer."""

    async def stream(self, *args, **kwargs):
        yield {"messageStart": {"role": "assistant"}}


class RaisingModel:
    def __init__(self, error):
        self._error = error

    async def stream(self, *args, **kwargs):
        raise self._error
        yield {}


def scope(path, method="POST"):
    raw = path.encode()
    return {"type": "http", "method": method, "path": path, "raw_path": raw, "headers": []}


async def call(model, *, operation="converse-stream", body=BODY, leave_after=None):
    """Send one request; the messages the endpoint sent."""
    sent = []
    left = asyncio.Event()
    if leave_after == 0:
        left.set()
    parts = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        if parts:
            return parts.pop(0)
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)
        if leave_after is not None and len(sent) > leave_after:
            left.set()

    await BedrockRuntimeEndpoint(OneModel(model))(scope(f"/model/m/{operation}"), receive, send)
    return sent


def messages_of(sent):
    return EventStreamDecoder().feed(b"".join(m["body"] for m in sent[1:]))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/model/a.b-v1%3A0/converse-stream", ("converse-stream", "a.b-v1:0")),
        ("/model/a.b-v1:0/converse", ("converse", "a.b-v1:0")),
        (
            "/model/arn%3Aaws%3Abedrock%3A%3A%3Ax%2Fconverse/converse",
            ("converse", "arn:aws:bedrock:::x/converse"),
        ),
        ("/model/arn:aws:x/y/converse?z=1", ("converse", "arn:aws:x/y")),
    ],
)
def test_the_model_id_is_unquoted_after_routing(path, expected):
    assert route(scope(path)) == expected


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/model/m/invoke", "POST"),
        ("/model/m/count-tokens", "POST"),
        ("/model/m/converse", "GET"),
        ("/model/converse", "POST"),
        ("/", "GET"),
    ],
)
def test_other_operations_are_refused_by_name(path, method):
    with pytest.raises(NotImplementedHere, match="ConverseStream"):
        route(scope(path, method))


async def test_each_event_is_a_chunk_of_its_own():
    sent = await call(ScriptedModel())

    names = [message.headers[":event-type"] for message in messages_of(sent)]
    assert names[0] == "messageStart"
    assert names[-2:] == ["messageStop", "metadata"]
    assert len(sent) == 1 + len(names) + 1
    assert dict(sent[0]["headers"])[b"x-headwater-model"] == b"one"


async def test_a_caller_that_leaves_ends_the_generation():
    model = EndlessModel()

    await asyncio.wait_for(call(model, leave_after=5), 10)

    assert model.is_closed.is_set()


async def test_a_caller_that_leaves_converse_ends_the_generation():
    model = EndlessModel()

    sent = await asyncio.wait_for(call(model, operation="converse", leave_after=0), 10)

    assert model.is_closed.is_set()
    assert sent == []


async def test_a_stream_that_ends_early_ends_with_an_exception():
    last = messages_of(await call(CutModel()))[-1]

    assert last.headers[":message-type"] == "exception"
    assert last.headers[":exception-type"] == "modelStreamErrorException"


class ModelThrottledException(Exception):
    """Named as Strands' own."""


class ContextWindowOverflowException(Exception):
    """Named as Strands' own."""


@pytest.mark.parametrize("operation", ["converse", "converse-stream"])
@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ModelThrottledException("slow"), 429, b"ThrottlingException"),
        (ContextWindowOverflowException("long"), 400, b"ValidationException"),
        (NotImplementedError(), 501, b"NotImplementedException"),
        (RuntimeError("broke"), 424, b"ModelErrorException"),
    ],
)
async def test_a_failure_before_the_first_event_is_an_http_error(error, status, code, operation):
    sent = await call(RaisingModel(error), operation=operation)

    headers = {name.lower(): value for name, value in sent[0]["headers"]}
    assert sent[0]["status"] == status
    assert headers[b"x-amzn-errortype"] == code
    assert json.loads(sent[1]["body"])["message"]


async def test_a_body_that_is_not_json_is_refused():
    sent = await call(ScriptedModel(), body=b"{")

    assert sent[0]["status"] == 400
    assert json.loads(sent[1]["body"])["reason"] == "CannotParse"


class ConfiguredModel:
    def __init__(self):
        self.config = {"model_id": "m", "params": {"seed": 1}}


def test_inference_parameters_go_to_a_copy_in_the_providers_words():
    model = ConfiguredModel()
    inference = {"maxTokens": 5, "temperature": 0.5, "stopSequences": ["x"]}
    request = ConverseRequest(model_id="m", messages=[], inference_config=inference)

    as_openai = with_inference(model, "openai", request)
    as_anthropic = with_inference(model, "anthropic", request)
    as_bedrock = with_inference(model, "bedrock", request)

    assert as_openai.config["params"] == {"seed": 1, "max_tokens": 5, "temperature": 0.5, "stop": ["x"]}
    assert as_anthropic.config["max_tokens"] == 5
    assert as_anthropic.config["params"] == {"seed": 1, "temperature": 0.5, "stop_sequences": ["x"]}
    assert as_bedrock.config["stop_sequences"] == ["x"]
    assert model.config == {"model_id": "m", "params": {"seed": 1}}
