"""What is counted, under which labels, and that no label grows without a bound."""

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families as parse_text

from headwater.telemetry import metric_names, names
from headwater.telemetry.exposition import render
from headwater.telemetry.instruments import LABEL_SETS_MAX_COUNT
from headwater.telemetry.metric import OTHER, Label
from headwater.telemetry.metrics import Metrics
from headwater.telemetry.spans import Recorder
from headwater.telemetry.traffic import PLACES_MAX_COUNT, TrafficBook


def make_metrics():
    metrics, recorder = Metrics(), Recorder()
    recorder.on_segment.append(metrics.note_segment)
    return metrics, recorder


def end_one(recorder, outcome="ok", **attributes):
    """One invocation of agent `a` that ends with these attributes."""
    segment = recorder.begin(names.INVOKE, None)
    segment.runtime_id = "a-1"
    segment.attributes |= {names.RUNTIME_NAME: "a", names.ENDPOINT: "DEFAULT"} | attributes
    if outcome != "ok":
        segment.fail(outcome, "")
    segment.end()


def value(metrics, name, **labels):
    return metrics.registry.get_sample_value(name, labels)


def test_an_invocation_is_counted_once_in_each_metric():
    metrics, recorder = make_metrics()
    end_one(
        recorder,
        **{
            names.COLD: True,
            names.FIRST_BYTE_MS: 12.0,
            names.FIRST_TOKEN_MS: 15.0,
            names.PARTS: 3,
            names.REQUEST_BYTES: 10,
            names.RESPONSE_BYTES: 20,
        },
    )

    place = {"runtime": "a", "endpoint": "DEFAULT"}
    assert value(metrics, "headwater_invocations_total", **place, start="cold") == 1
    assert value(metrics, "headwater_invocation_duration_seconds_count", **place) == 1
    assert value(metrics, "headwater_invocation_time_to_first_byte_seconds_sum", **place) == 0.012
    assert value(metrics, "headwater_invocation_time_to_first_token_seconds_sum", **place) == 0.015
    assert value(metrics, "headwater_invocation_chunks_total", **place) == 3
    assert value(metrics, "headwater_invocation_io_bytes_total", **place, direction="in") == 10
    assert value(metrics, "headwater_invocation_io_bytes_total", **place, direction="out") == 20


@pytest.mark.parametrize(
    ("outcome", "attributes", "expected"),
    [
        ("user", {names.ERROR_CODE: "ValidationException"}, ("user", "ValidationException")),
        ("throttle", {names.ERROR_CODE: "ThrottlingException"}, ("throttle", "ThrottlingException")),
        ("agent", {names.ERROR_CODE: "RuntimeClientError"}, ("user", "RuntimeClientError")),
        ("agent", {names.STATUS_CODE: 200}, ("user", "StreamBroken")),
        ("system", {}, ("system", "InternalServerException")),
    ],
)  # fmt: skip
def test_errors_have_aws_type_and_our_kind(outcome, attributes, expected):
    metrics, recorder = make_metrics()
    end_one(recorder, outcome, **attributes)

    labels = {"runtime": "a", "endpoint": "DEFAULT", "type": expected[0], "kind": expected[1]}
    assert value(metrics, "headwater_invocation_errors_total", **labels) == 1


def test_a_caller_who_leaves_is_no_error():
    metrics, recorder = make_metrics()
    end_one(recorder, "client_gone")

    assert "headwater_invocation_errors_total{" not in render(metrics.registry, "")[0].decode()


def test_places_beyond_the_bound_share_one():
    book = TrafficBook(places_max_count=3)
    for number in range(10):
        book.of(f"r{number}", f"r{number}", "DEFAULT").note("warm", None, 0.1, None, None, 1, 1, 1)

    places = [place.runtime_name for place, _ in book.items()]
    assert places == ["r0", "r1", "r2", OTHER]
    assert book.of("r9", "r9", "DEFAULT").chunks == 7


def test_a_deleted_runtime_leaves_its_place_and_its_labels():
    metrics, recorder = make_metrics()
    end_one(recorder)
    metrics.note_session_started("a-1", "a", "fork", 0.01)
    metrics.note_session_ended("a", "idle-timeout")
    metrics.traffic.note_tokens("a-1", "a", (1, 2))

    assert metrics.remove_runtime("a-1") == "a"

    assert 'runtime="a"' not in render(metrics.registry, "")[0].decode()


def test_open_labels_are_bounded():
    metrics = Metrics()
    for number in range(LABEL_SETS_MAX_COUNT + 50):
        metrics.note_edge_refusal(f"door{number}", "rule")

    assert value(metrics, "headwater_edge_refusals_total", door=OTHER, reason=OTHER) == 50
    assert PLACES_MAX_COUNT == LABEL_SETS_MAX_COUNT  # what docs/metrics.md says of both


def test_every_label_is_explained_and_used():
    used = {label for metric in metric_names.METRICS for label in metric.labels}

    assert used == set(metric_names.LABELS) == set(Label)


def test_names_follow_opentelemetrys_rule():
    found = {metric.name: metric.prometheus for metric in metric_names.METRICS}

    assert found["gen_ai.client.token.usage"] == "gen_ai_client_token_usage"
    assert found["gen_ai.client.operation.duration"] == "gen_ai_client_operation_duration_seconds"
    assert found["headwater.invocation.io"] == "headwater_invocation_io_bytes_total"
    assert len(set(found.values())) == len(metric_names.METRICS)


@pytest.mark.parametrize(
    ("accept", "parse", "content_type"),
    [
        ("", parse_text, "text/plain; version=0.0.4; charset=utf-8"),
        ("application/openmetrics-text; version=1.0.0", parse_openmetrics, "application/openmetrics-text"),
        ("application/openmetrics-text; version=none, */*", parse_text, "text/plain"),
        ("application/openmetrics-text" * 1000, parse_text, "text/plain"),
    ],
)
def test_both_texts_are_what_parsers_take(accept, parse, content_type):
    metrics, recorder = make_metrics()
    end_one(recorder, **{names.COLD: False, names.FIRST_BYTE_MS: 3.0})
    metrics.note_model_call('a "model"\n', "scripted", "", 0.5, 0.1, (3, None))

    text, found_type = render(metrics.registry, accept)

    assert found_type.startswith(content_type)
    families = {family.name for family in parse(text.decode())}
    assert {"headwater_invocations", "gen_ai_client_token_usage"} <= {
        n.removesuffix("_total") for n in families
    }
