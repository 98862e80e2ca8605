"""What the receiver takes from agents, and what it does not: the ASGI application alone."""

import asyncio
import gzip
import json
import time

import pytest

from headwater.core.runtimes import RuntimeVersion
from headwater.gateway.accounts import Account, Rate
from headwater.gateway.otlp import TelemetryReceiver
from headwater.gateway.reported import Reporter
from headwater.http.asgi import RequestBody
from headwater.telemetry.spans import Recorder, build_phase_id
from headwater.wire.otlp.requests import MAX_BODY_BYTES
from headwater.wire.tracecontext import TraceContext

VERSION = RuntimeVersion(runtime_id="bot-1", runtime_arn="arn:bot", runtime_name="bot", number=1)
TRACE, OTHERS = "a" * 32, "b" * 32
INVOCATION = "1" * 16


class Answer:
    """What was sent."""

    def __init__(self):
        self.status, self.headers, self.body = None, {}, b""

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = dict(message["headers"])
        self.body += message.get("body", b"")

    @property
    def partial(self):
        return json.loads(self.body).get("partialSuccess", {})


@pytest.fixture
def kept():
    return []


@pytest.fixture
def logged():
    return []


@pytest.fixture
def recorder(kept):
    recorder = Recorder()
    recorder.on_kept.append(kept.append)
    return recorder


@pytest.fixture
def make_receiver(recorder, logged):
    """`make_receiver(spans_per_s)`: knows the tokens `w1` and `w2` of two workers, and `t` of a file."""
    reporters = {
        name: Reporter(
            worker_id=name,
            version=VERSION,
            session_id=f"session-{name}" if name != "t" else None,
            endpoint="prod",
        )
        for name in ("w1", "w2", "t")
    }

    def make(spans_per_s=500):
        return TelemetryReceiver(
            find_reporter=reporters.get,
            recorder=recorder,
            log=lambda version, session_id, stream, text: logged.append((session_id, stream, text)),
            spans_per_s=spans_per_s,
        )

    return make


@pytest.fixture
def receiver(make_receiver):
    return make_receiver()


def span(number=1, **members):
    return {
        "traceId": TRACE,
        "spanId": f"{number:016x}",
        "parentSpanId": INVOCATION,
        "name": "work",
        "startTimeUnixNano": str(time.time_ns()),
        "endTimeUnixNano": str(time.time_ns() + 1000),
    } | members


def request_of(*spans):
    return {"resourceSpans": [{"scopeSpans": [{"spans": list(spans)}]}]}


async def post(receiver, content, token="w1", path="/v1/traces", parts=None, **headers):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts or [body]]
    messages.append({"type": "http.request", "body": b"", "more_body": False})
    pending = iter(messages)

    async def receive():
        return next(pending)

    sent = {"x-headwater-telemetry": token, "content-type": "application/json"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    scope = {"method": "POST", "headers": [(k.encode(), v.encode()) for k, v in sent.items()]}
    answer = Answer()
    await receiver.serve(path, scope, RequestBody(receive), answer.send)
    return answer


async def turns():
    """Let the loop do what is due."""
    for _ in range(3):
        await asyncio.sleep(0)


async def test_a_span_is_stamped_with_whose_it_is(receiver, kept):
    lies = [
        {"key": "session.id", "value": {"stringValue": "session-w2"}},
        {"key": "headwater.outcome", "value": {"stringValue": "ok"}},
        {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "12"}},
    ]
    request = request_of(span(attributes=lies, kind=3, status={"code": 2, "message": "no"}))
    request["resourceSpans"][0]["resource"] = {
        "attributes": [{"key": "service.name", "value": {"stringValue": "headwater"}}]
    }

    answer = await post(receiver, request)

    assert (answer.status, answer.body) == (200, b"{}")
    (record,) = kept
    assert (record.runtime_id, record.session_id, record.service) == ("bot-1", "session-w1", "bot.prod")
    assert record.request_id is None
    assert (record.trace_id, record.parent_id, record.kind) == (TRACE, INVOCATION, "client")
    assert (record.status, record.status_message) == ("error", "no")
    assert record.attributes == {
        "session.id": "session-w1",
        "gen_ai.usage.input_tokens": 12,
        "service.name": "headwater",
    }


async def test_spans_of_a_file_that_is_loaded_have_no_session(receiver, kept):
    await post(receiver, request_of(span()), token="t")

    assert kept[0].session_id is None
    assert "session.id" not in kept[0].attributes


@pytest.mark.parametrize("token", ["", "w9", "w1\xff"])
async def test_nobody_reports_without_a_living_token(receiver, kept, token):
    answer = await post(receiver, request_of(span()), token=token)

    assert answer.status == 401
    assert b"x-headwater-telemetry" in answer.body
    assert kept == []


async def test_anothers_trace_and_the_servers_spans_cannot_be_joined_or_overwritten(receiver, recorder, kept):
    recorder.handed.note(TraceContext(TRACE, INVOCATION), "w1", began_here=True)
    recorder.handed.note(TraceContext(OTHERS, "2" * 16), "w2", began_here=True)
    phase = build_phase_id(INVOCATION, "stream", 1)

    answer = await post(
        receiver,
        request_of(
            span(1), span(2, traceId=OTHERS), span(3, spanId=INVOCATION), span(4, spanId=phase), span(5)
        ),
    )

    assert [int(record.span_id, 16) for record in kept] == [1, 5]
    assert answer.partial["rejectedSpans"] == "3"
    assert "another session's" in answer.partial["errorMessage"]


async def test_a_trace_is_shared_by_the_sessions_it_was_handed_to(receiver, recorder, kept):
    recorder.handed.note(TraceContext(TRACE, INVOCATION), "w1", began_here=True)
    recorder.handed.note(TraceContext(TRACE, "3" * 16), "w2", began_here=False)  # w1 called it

    for token in ("w1", "w2"):
        assert (await post(receiver, request_of(span()), token=token)).status == 200

    assert [record.session_id for record in kept] == ["session-w1", "session-w2"]


async def test_a_span_that_comes_twice_is_kept_once(receiver, kept):
    for _ in range(2):
        answer = await post(receiver, request_of(span(7)))

    assert len(kept) == 1
    assert answer.body == b"{}"


@pytest.mark.parametrize(
    ("member", "why"),
    [
        ({"startTimeUnixNano": "5"}, "more than a day ago"),
        ({"startTimeUnixNano": str((1 << 63) - 1)}, "not begun yet"),
        ({"traceId": "x"}, "traceId"),
    ],
)
async def test_a_bad_span_costs_that_one_alone(receiver, kept, member, why):
    answer = await post(receiver, request_of(span(1, **member), span(2)))

    assert why in answer.partial["errorMessage"]
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"rubbish", {}, 400),
        (b"\xff" * 100, {"content_type": "application/x-protobuf"}, 400),
        (b"{}", {"content_type": "text/xml"}, 400),
        (gzip.compress(b"{}" * 5000)[:-9], {"content_encoding": "gzip"}, 400),
        (b"[" * 500_000, {}, 400),
        (gzip.compress(bytes(17 * 1024 * 1024)), {"content_encoding": "gzip"}, 413),
        (b"\x0a\x00" * 200_000, {"content_type": "application/x-protobuf"}, 413),
    ],
    ids=["rubbish", "protobuf", "xml", "cut", "nested", "bomb", "parts"],
)
async def test_what_cannot_be_read_is_refused_and_told_in_the_log(receiver, logged, content, headers, status):
    answer = await post(receiver, content, **headers)
    await turns()

    assert answer.status == status
    assert "an export of traces was refused" in logged[0][2]


async def test_a_body_is_not_read_beyond_its_bound(receiver):
    async def receive():
        return {"type": "http.request", "body": bytes(1 << 20), "more_body": True}

    body, answer = RequestBody(receive), Answer()
    scope = {"method": "POST", "headers": [(b"x-headwater-telemetry", b"w1")]}
    await receiver.serve("/v1/traces", scope, body, answer.send)

    assert answer.status == 413
    assert body.received_bytes <= MAX_BODY_BYTES + (1 << 20)
    assert receiver._bodies_bytes == 0


async def test_too_many_spans_are_dropped_counted_and_told(make_receiver, kept, logged):
    receiver = make_receiver(spans_per_s=5)

    answer = await post(receiver, request_of(*(span(n) for n in range(1, 101))))
    await turns()

    assert len(kept) == 50  # ten seconds' at once
    assert answer.partial["rejectedSpans"] == "50"
    assert logged[0][:2] == ("session-w1", "event")
    assert "50 span(s)" in logged[0][2]
    assert "agent_spans_per_s" in logged[0][2]
    assert (await post(receiver, request_of(span(200)), token="w2")).body == b"{}"  # others have theirs


async def test_too_many_bytes_are_told_to_wait(receiver):
    answers = [await post(receiver, b" " * (MAX_BODY_BYTES - 2) + b"{}") for _ in range(6)]

    assert answers[0].status == 200
    assert answers[-1].status == 429
    assert answers[-1].headers[b"retry-after"] == b"1"


async def test_a_span_of_megabytes_is_cut(receiver, kept):
    large = [{"key": f"k{n}", "value": {"stringValue": "x" * 200_000}} for n in range(15)]
    names_ = [{"key": "n" * 100_000, "value": {"boolValue": True}}]

    await post(receiver, request_of(span(attributes=names_ + large, name="y" * 100_000)))

    (record,) = kept
    assert sum(len(str(value)) for value in record.attributes.values()) <= 256 * 1024 + 100
    assert len(record.name) < 300
    assert max(map(len, record.attributes)) < 300


async def test_the_agents_own_count_of_drops_is_told(receiver, logged):
    await post(receiver, request_of(span()), x_headwater_dropped="12")
    await post(receiver, request_of(span()), token="w2", x_headwater_dropped="-5;rubbish")
    await turns()

    assert [(session, text[:10]) for session, _, text in logged] == [("session-w1", "12 span(s)")]


async def test_log_records_go_to_the_log(receiver, logged):
    record = {"body": {"stringValue": "hello"}, "severityText": "INFO", "traceId": TRACE, "spanId": "1" * 16}
    request = {"resourceLogs": [{"scopeLogs": [{"scope": {"name": "me"}, "logRecords": [record]}]}]}

    assert (await post(receiver, request, path="/v1/logs")).status == 200

    session_id, stream, text = logged[0]
    assert (session_id, stream) == ("session-w1", "otel")
    assert json.loads(text)["body"] == "hello"
    assert json.loads(text)["traceId"] == TRACE
    assert json.loads(text)["scope"] == {"name": "me"}


async def test_a_log_record_of_megabytes_is_cut(receiver, logged):
    body = {"arrayValue": {"values": [{"stringValue": "x" * 15_000}] * 100}}
    request = {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"body": body, "severityText": "INFO"}]}]}]}

    assert (await post(receiver, request, path="/v1/logs")).status == 200

    assert len(logged[0][2]) < 64 * 1024
    assert json.loads(logged[0][2])["severityText"] == "INFO"


async def test_metrics_are_accepted_and_counted(receiver):
    assert (await post(receiver, b"anything", path="/v1/metrics")).status == 200
    assert receiver.metrics_count == 1


async def test_the_log_is_not_flooded_with_what_was_dropped():
    said = []
    account = Account(5, said.append)

    for _ in range(1000):
        account.note_dropped(1, "as it is")
        await turns()

    assert len(said) == 1
    assert account._dropped_count == 999


def test_a_rate_fills_up_again():
    now = [0.0]
    rate = Rate(10, seconds=2, now=lambda: now[0])

    assert sum(rate.take() for _ in range(100)) == 20
    now[0] = 1.0
    assert sum(rate.take() for _ in range(100)) == 10
    rate.spend(15)
    now[0] = 2.0
    assert not rate.has_some()
    now[0] = 100.0
    assert sum(rate.take() for _ in range(100)) == 20


async def test_bombs_cost_what_they_inflate_to(receiver):
    bomb = gzip.compress(bytes(17 * 1024 * 1024))

    answers = [await post(receiver, bomb, content_encoding="gzip") for _ in range(4)]

    assert {answers[0].status, answers[-1].status} == {413, 429}
