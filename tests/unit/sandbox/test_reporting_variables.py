"""What an agent's OpenTelemetry is told by its environment, beside what its author has said."""

import pytest

from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.reporting import TelemetryAddress, build_issued, build_provided

ADDRESS = TelemetryAddress("http://127.0.0.1:5")
RESOURCE = {
    "service.name": "bot.DEFAULT",
    "cloud.resource_id": "arn:bot/runtime-endpoint/DEFAULT",
    "aws.log.group.names": "/aws/bedrock-agentcore/runtimes/bot-1-DEFAULT",
}
BACKENDS = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_HEADERS"]


def version(**environment):
    return RuntimeVersion(
        runtime_id="bot-1", runtime_arn="arn:bot", runtime_name="bot", number=1, environment=environment
    )


def test_an_exporter_finds_where_to_and_with_which_token():
    provided, issued = build_provided(version(), ADDRESS), build_issued(version(), "token")

    assert provided == {
        "OTEL_RESOURCE_ATTRIBUTES": ",".join(f"{name}={value}" for name, value in RESOURCE.items()),
        "OTEL_SERVICE_NAME": "bot.DEFAULT",
        "HEADWATER_TELEMETRY_URL": "http://127.0.0.1:5",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:5",
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
    }
    assert issued == {
        "HEADWATER_TELEMETRY_TOKEN": "token",
        "OTEL_EXPORTER_OTLP_HEADERS": "x-headwater-telemetry=token",
    }


@pytest.mark.parametrize("name", BACKENDS)
def test_an_author_with_a_backend_of_his_own_gets_nothing_of_ours_mixed_in(name):
    own = version(**{name: "http://mine"})

    assert not any(key.startswith("OTEL_EXPORTER_") for key in build_provided(own, ADDRESS))
    assert build_issued(own, "token") == {"HEADWATER_TELEMETRY_TOKEN": "token"}


def test_an_author_who_names_his_service_is_not_renamed():
    own = version(OTEL_RESOURCE_ATTRIBUTES="a=b,service.name=mine")

    assert "OTEL_SERVICE_NAME" not in build_provided(own, ADDRESS)


def test_agents_report_by_themselves_unless_they_are_not_to():
    assert "HEADWATER_TELEMETRY_URL" not in build_provided(version(), TelemetryAddress("http://x", False))
    assert build_provided(version(), None).keys() == {"OTEL_RESOURCE_ATTRIBUTES", "OTEL_SERVICE_NAME"}
