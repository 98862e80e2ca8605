"""Tokens that agents' own spans tell of: counted once, and only as far as they can be believed."""

import pytest

from headwater.metering import ModelMeter
from headwater.models.base import ModelInfo
from headwater.models.watching import ModelCall
from headwater.telemetry import names, spans
from headwater.telemetry.metrics import Metrics
from headwater.telemetry.spans import Recorder, SpanRecord

TRACE = "a" * 32


@pytest.fixture
def metrics():
    return Metrics()


@pytest.fixture
def meter(metrics):
    return ModelMeter(metrics)


def report(meter, read, written, **kwargs):
    attributes = {
        names.GEN_AI_OPERATION: names.CHAT,
        names.GEN_AI_INPUT_TOKENS: read,
        names.GEN_AI_OUTPUT_TOKENS: written,
    }
    members = {"trace_id": TRACE, "span_id": "b" * 16, "parent_id": None, "name": "chat", "start_ns": 1}
    members |= {"duration_ns": 1, "service": "bot.x.DEFAULT", "runtime_id": "bot-1", "attributes": attributes}
    meter.note_reported(SpanRecord(**members | kwargs))


def call_model(meter, recorder):
    """A call at this server's own endpoint, in a trace."""
    segment = recorder.begin("chat m", None)
    token = spans.current.set(segment)
    info = ModelInfo(requested_id="m", provider="p", kind="scripted", true_name="m")
    meter.note(
        ModelCall(
            info=info,
            start_ns=0,
            duration_ns=5,
            first_token_ns=2,
            input_tokens=1,
            output_tokens=2,
            stop_reason="end_turn",
            error=None,
        )
    )
    spans.current.reset(token)
    return segment.context.trace_id


def test_tokens_of_a_model_that_an_agent_called_by_itself_count(meter, metrics):
    report(meter, 3, 4)

    assert metrics.traffic.tokens() == {("bot-1", "bot.x"): (3, 4)}


def test_what_was_called_through_this_server_is_not_counted_twice(meter, metrics):
    trace_id = call_model(meter, Recorder())
    report(meter, 3, 4, trace_id=trace_id)

    assert metrics.traffic.tokens() == {}
    labels = {"gen_ai_response_model": "m", "gen_ai_provider_name": "scripted"}
    name = "gen_ai_client_token_usage_sum"
    assert metrics.registry.get_sample_value(name, labels | {"gen_ai_token_type": "output"}) == 2


@pytest.mark.parametrize("claim", ["9", -1, 10**12, True, 1.5, None])
def test_what_cannot_be_a_number_of_tokens_is_none(meter, metrics, claim):
    report(meter, claim, 4)

    assert metrics.traffic.tokens() == {("bot-1", "bot.x"): (0, 4)}


@pytest.mark.parametrize("kwargs", [{"service": "headwater"}, {"runtime_id": None}, {"attributes": {}}])
def test_other_spans_have_no_tokens(meter, metrics, kwargs):
    report(meter, 3, 4, **kwargs)

    assert metrics.traffic.tokens() == {}
