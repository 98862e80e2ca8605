"""Metrics, figures over time and exports of one busy server: they say what happened, and nothing else."""

import base64
import gzip
import json
from urllib.parse import urlencode

import pytest
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families as parse_text
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from callers import KEYS, admin_of, make_caller
from collectors import attributes_of, running_collector
from edges import find_doors
from headwater.telemetry import metric_names, names
from servers import AGENTS, Server, new_session_id, wait_until
from sockets import socket_path

DOOR = '[listen]\nport = 0\n[[door]]\nname = "own"\npath = "/talk"\ntarget.agent = "talker"\n'
ASKER = """
import json
import os
import urllib.error
import urllib.request

import boto3
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

models = boto3.client("bedrock-runtime")

async def invoke(request):
    order = await request.json()
    if order == "metrics":
        url = os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"].rstrip("/")
        try:
            urllib.request.urlopen(url + "/metrics", timeout=10)
        except urllib.error.HTTPError as exc:
            return JSONResponse(exc.code)
    print("WARNING asked", flush=True)
    answer = models.converse(modelId="any", messages=[{"role": "user", "content": [{"text": "hi"}]}])
    return JSONResponse(answer["usage"])

app = Starlette(routes=[Route("/invocations", invoke, methods=["POST"])])
"""


class World:
    """A server with traffic of every kind, and a collector it exports to."""

    def __init__(self, server, collector):
        self.server = server
        self.collector = collector
        self.admin = admin_of(server)
        self.talker = server.deploy(AGENTS / "strands_events.py", name="talker")
        self.asker = server.deploy(ASKER, name="asker")
        self.session_id = new_session_id()
        for _ in range(3):
            server.invoke(self.talker, {"prompt": "hi"}, self.session_id)["response"].read()
        self.usage = server.ask(self.asker, "model", new_session_id())
        for agent in ("nobody-0123456789", self.talker.arn):
            with pytest.raises(ClientError):  # one is no id, of the other there is no such endpoint
                server.invoke(agent, {"prompt": "hi"}, new_session_id(), qualifier="none")
        server.control.create_memory(name="m_metrics", eventExpiryDuration=7)
        self.use_door()
        self.use_sockets()
        server.stop_session(self.talker, self.session_id)

    def use_door(self):
        doors = find_doors(self.server)
        assert doors.post({"prompt": "hi", "runtimeSessionId": new_session_id()}, "/talk").status == 200
        assert doors.post({"prompt": "hi"}, "/elsewhere").status == 404

    def use_sockets(self):
        """One that an agent serves, and one that it does not."""
        mirror = self.server.deploy(AGENTS / "sockets.py", name="mirror")
        with self.open_socket(mirror) as socket:
            socket.send("hi")
            socket.recv()
        with pytest.raises(InvalidStatus):
            self.open_socket(self.asker)
        wait_until(lambda: self.find("headwater_sockets_total", runtime="mirror", endpoint="DEFAULT"))

    def open_socket(self, agent):
        request = AWSRequest("GET", self.server.url + socket_path(agent))
        credentials = Credentials(self.admin.access_key_id, self.admin.secret)
        SigV4QueryAuth(credentials, "bedrock-agentcore", "us-west-2", expires=60).add_auth(request)
        return connect(request.url.replace("http", "ws", 1), proxy=None)

    def scrape(self, accept=""):
        reply = self.admin.http("GET", "/metrics", headers={"accept": accept} if accept else None)
        assert reply.status == 200, reply.body
        return reply

    def values(self):
        """(name, labels) -> value of all samples."""
        text = self.scrape().body.decode()
        samples = [sample for family in parse_text(text) for sample in family.samples]
        return {(sample.name, frozenset(sample.labels.items())): sample.value for sample in samples}

    def find(self, name, **labels):
        return self.values().get((name, frozenset(labels.items())))

    def series(self, path="series", **query):
        return self.admin.http("GET", f"/headwater/v1/{path}?{urlencode(query)}").json()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("metrics")
    (folder / "doors.toml").write_text(DOOR)
    with running_collector() as collector:
        server = Server(
            folder / "data",
            {
                **KEYS,
                "HEADWATER_EDGE__CONFIG": str(folder / "doors.toml"),
                "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
                "HEADWATER_TELEMETRY__OTLP_METRICS_EVERY_S": "0.5",
                "HEADWATER_SANDBOX__SPARE_COUNT": "0",
            },
        )
        try:
            yield World(server.start(), collector)
        finally:
            server.stop()


@pytest.mark.parametrize(
    ("accept", "parse"),
    [("", parse_text), ("application/openmetrics-text; version=1.0.0", parse_openmetrics)],
)
def test_what_is_exposed_is_what_is_declared(world, accept, parse):
    wait_until(lambda: world.find("headwater_sessions_memory_usage_bytes", runtime="asker"), what="a sample")
    exposed = {family.name: family for family in parse(world.scrape(accept).body.decode())}
    declared = {metric.family: metric for metric in metric_names.METRICS}
    process = {name.removesuffix("_total") for name in metric_names.PROCESS_METRICS}

    assert set(exposed) - set(declared) - process == set()
    assert set(declared) - set(exposed) == set()
    assert process - set(exposed) == set()
    for name, metric in declared.items():
        samples = exposed[name].samples
        assert samples, f"{name} has no sample"
        assert all(set(s.labels) - {"le"} == set(metric.prometheus_labels) for s in samples), name
        assert exposed[name].type == metric.kind


def test_scrapers_that_can_unpack_get_less_to_read(world):
    packed = world.admin.http("GET", "/metrics", headers={"accept-encoding": "deflate, gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(world.scrape().body) / 5
    assert list(parse_text(gzip.decompress(packed.body).decode()))


def test_figures_are_those_of_what_happened(world):
    place = {"runtime": "talker", "endpoint": "DEFAULT"}
    assert world.find("headwater_invocations_total", **place, start="cold") == 2
    assert world.find("headwater_invocations_total", **place, start="warm") == 2
    assert world.find("headwater_invocation_time_to_first_token_seconds_count", **place) == 4
    assert world.find("headwater_invocation_duration_seconds_count", **place) == 4
    created = world.find("headwater_sessions_created_total", runtime="talker")
    # One that is lost before it reads a request is replaced, which the callers do not see.
    assert created >= 2, world.server.log_text()[-2000:]
    stopped = wait_until(
        lambda: world.find("headwater_sessions_ended_total", runtime="talker", reason="stopped-by-caller")
    )
    assert stopped == 1
    assert world.find("headwater_sessions", runtime="talker", state="idle") == 1
    for kind in ("ValidationException", "ResourceNotFoundException"):
        nowhere = {"runtime": "", "endpoint": "", "type": "user", "kind": kind}
        assert world.find("headwater_invocation_errors_total", **nowhere) == 1
    operation = {"operation": "CreateMemory", "outcome": "ok"}
    assert world.find("headwater_api_operation_duration_seconds_count", **operation) == 1
    assert world.find("headwater_edge_requests_total", door="own", status="2xx") == 1
    assert world.find("headwater_edge_refusals_total", door="-", reason="not_found") == 1


def test_tokens_are_those_that_the_agent_was_told_of(world):
    for token_type, member in (("input", "inputTokens"), ("output", "outputTokens")):
        labels = {"runtime": "asker", "gen_ai_token_type": token_type}
        assert world.find("headwater_runtime_tokens_total", **labels) == world.usage[member]


def test_agents_cannot_read_them(world):
    assert world.server.ask(world.asker, "metrics", new_session_id()) == 403


def test_a_key_needs_to_be_allowed_to_read_them(world, tmp_path):
    assert world.server.http("GET", "/metrics").status == 403
    invoker = make_caller(world.server, "ada", "--runtime", "talker")
    assert invoker.http("GET", "/metrics").status == 403
    assert invoker.http("GET", "/headwater/v1/series").status == 403
    policy = {"Effect": "Allow", "Action": "headwater:GetMetrics", "Resource": "*"}
    (tmp_path / "policy.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": [policy]}))
    reader = make_caller(world.server, "prometheus", "--policy", str(tmp_path / "policy.json"))
    assert reader.http("GET", "/metrics").status == 200
    assert reader.http("GET", "/headwater/v1/series").status == 200
    basic = base64.b64encode(f"{reader.access_key_id}:{reader.secret}".encode()).decode()
    assert world.server.http("GET", "/metrics", headers={"Authorization": f"Basic {basic}"}).status == 200


def test_series_say_the_same_as_metrics(world):
    found = world.series(runtime="talker", step=10)

    assert sum(found["requests"]) == found["total"]["requests"] == 4
    assert (sum(found["cold"]), sum(found["warm"])) == (2, 2)
    assert world.series()["total"]["errors"] == 2
    assert max(found["liveSessions"]) >= 1
    assert 0 < found["total"]["firstTokenMs"]["p50"] <= found["total"]["latencyMs"]["p99"]
    lengths = {len(found[name]) for name in ("times", "requests", "cold", "liveSessions")}
    assert lengths == {len(found["latencyMs"]["p95"])}
    of_asker = world.series("runtimes/asker/series")["total"]["tokens"]
    assert of_asker["input"] >= world.usage["inputTokens"]
    assert world.series()["total"]["requests"] > found["total"]["requests"]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"since": "yesterday"}, "yesterday"),
        ({"since": "2026-01-01T00:00:00"}, "time zone"),
        ({"step": "0"}, "step='0'"),
        ({"step": "nan"}, "nan"),
        ({"since": "2000-01-01T00:00:00Z", "step": "1"}, "steps"),
        ({"since": "2026-01-02T00:00:00Z", "until": "2026-01-01T00:00:00Z"}, "before"),
        ({"since": "0001-01-01T00:00:00+14:00"}, "0001"),
        ({"since": "99999-01-01T00:00:00Z"}, "99999"),
    ],
)
def test_a_window_that_cannot_be_meant_is_refused_in_words(world, query, word):
    reply = world.admin.http("GET", f"/headwater/v1/series?{urlencode(query)}")

    assert reply.status == 400
    assert word in reply.json()["message"]


def test_a_collector_gets_traces_metrics_and_logs(world):
    spans = wait_until(lambda: [span for _, span in world.collector.spans if span.name == names.INVOKE])
    invocation = next(span for span in spans if attributes_of(span).get(names.RUNTIME_NAME) == "talker")
    phases = [span.name for _, span in world.collector.spans if span.parent_span_id == invocation.span_id]
    assert {names.ROUTE, names.FIRST_BYTE, names.STREAM} <= set(phases)
    wait_until(lambda: "gen_ai.client.token.usage" in world.collector.metrics)
    (line,) = wait_until(
        lambda: [line for _, line in world.collector.lines if line.body.string_value == "WARNING asked"]
    )
    assert line.severity_text == "warning"
    assert attributes_of(line)[names.AGENT_ID] == world.asker.id
    traces = {span.trace_id for _, span in world.collector.spans if span.name == names.INVOKE}
    assert line.trace_id in traces
    assert world.find("headwater_telemetry_exported_total", signal="metrics") > 0
    assert world.find("headwater_telemetry_export_dropped_total", signal="traces") == 0


def test_figures_outlive_the_server_and_go_with_their_runtime(world):
    world.server.stop()
    world.server.start()
    world.admin = admin_of(world.server)
    assert world.series(runtime="talker")["total"]["requests"] == 4
    everything = world.series()["total"]["requests"]

    world.server.control.delete_agent_runtime(agentRuntimeId=world.talker.id)

    wait_until(lambda: world.series()["total"]["requests"] <= everything - 4, what="figures to go")
    assert world.find("headwater_sessions_created_total", runtime="talker") is None
