"""A Strands agent with a tool, by KIND: how it is served, and what its author has set up of OpenTelemetry.

async    the official SDK's app, an async generator, nothing set up
strands  Headwater's own app, with `setup_otlp_exporter()` at import, whose batches have a thread
fresh    the official SDK's app, a plain function, that exporter, and a thread that keeps it from being forked
"""

import contextlib
import http.client
import os
import signal
import threading
import time
from urllib.parse import urlsplit

import boto3
from botocore.exceptions import ClientError
from opentelemetry import trace
from strands import Agent, tool
from strands.models import BedrockModel
from strands.telemetry import StrandsTelemetry

from headwater.memory import HybridMemory

KIND = os.environ.get("KIND", "async")
model = BedrockModel(model_id="us.anthropic.claude-sonnet-4-20250514-v1:0")

if KIND == "strands":
    from headwater import App
else:
    from bedrock_agentcore import BedrockAgentCoreApp as App

if KIND in ("strands", "fresh"):
    StrandsTelemetry().setup_otlp_exporter()
if KIND == "fresh":
    threading.Timer(3600, print).start()

app = App()


@tool
def weather():
    """Get weather"""
    with trace.get_tracer("tools").start_as_current_span("look outside"):
        return "sunny"


def make_agent():
    return Agent(model=model, tools=[weather], callback_handler=None)


def post(body, path="/v1/traces", **headers):
    """The status of an export of one's own making."""
    address = urlsplit(os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"])
    connection = http.client.HTTPConnection(address.hostname, address.port)
    token = os.environ["HEADWATER_TELEMETRY_TOKEN"]
    sent = {"content-type": "application/json", "x-headwater-telemetry": token}
    with contextlib.suppress(OSError):
        connection.request("POST", path, body, sent | headers)
    with contextlib.suppress(OSError, http.client.HTTPException):
        return connection.getresponse().status
    return None


def do(payload):
    """What is no question to a model."""
    if "export" in payload:
        return post(**payload["export"])
    if "memory" in payload:
        return remember(payload["memory"])
    if "logged" in payload:
        return log(payload["logged"])
    if payload.get("act") == "die":
        with trace.get_tracer("mine").start_as_current_span("last words"):
            pass
        time.sleep(1)
        os.kill(os.getpid(), signal.SIGKILL)
    if payload.get("act") == "flood":
        return post(b" " * 1024 * 1024 for _ in range(64))
    return dict(os.environ)


def remember(memory_id):
    """Ask a memory by boto3 and by hybrid memory, and once for what it has not."""
    memory = HybridMemory(memory_id, actor_id="ann", session_id="k" * 33)
    event = {"conversational": {"role": "USER", "content": {"text": "hi"}}}
    with trace.get_tracer("mine").start_as_current_span("remember"):
        members = {"memoryId": memory_id, "actorId": "ann", "sessionId": "k" * 33}
        data = boto3.client("bedrock-agentcore")
        data.create_event(**members, eventTimestamp=time.time(), payload=[event])
        with contextlib.suppress(ClientError):
            data.get_event(**members, eventId="0000000000000#00000000")
        return len(memory.load().turns)


def log(text):
    """Say something by OpenTelemetry's logs."""
    from opentelemetry._logs import SeverityNumber
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.sdk._logs import LoggerProvider
    from opentelemetry.sdk._logs.export import SimpleLogRecordProcessor

    logs = LoggerProvider()
    logs.add_log_record_processor(SimpleLogRecordProcessor(OTLPLogExporter()))
    logs.get_logger("mine").emit(body=text, severity_number=SeverityNumber.WARN, severity_text="WARN")
    return text


if KIND == "fresh":

    @app.entrypoint
    def invoke(payload):
        return str(make_agent()(payload["prompt"])) if "prompt" in payload else do(payload)

else:

    @app.entrypoint
    async def invoke(payload):
        if "prompt" not in payload:
            yield do(payload)
            return
        async for event in make_agent().stream_async(payload["prompt"]):
            if "data" in event:
                yield event["data"]


if __name__ == "__main__":
    app.run()
