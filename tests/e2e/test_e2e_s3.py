"""Agents whose code is in an S3 that is not ours: moto's server beside a real one of Headwater."""

import random
import sys
import uuid
import zipfile
from io import BytesIO

import pytest
from botocore.exceptions import ClientError

from s3_servers import running_proxy, running_s3
from servers import AGENTS, ROLE_ARN, build_zip, wait_until

ECHO = (AGENTS / "echo.py").read_text()


@pytest.fixture(scope="module")
def s3():
    with running_s3() as server:
        yield server


@pytest.fixture
def bucket(s3):
    return s3.make_bucket(f"code-{uuid.uuid4().hex}", is_versioned=True)


def request_for(bucket, prefix, entry=("agent.py",), **location):
    code = {
        "code": {"s3": {"bucket": bucket, "prefix": prefix, **location}},
        "runtime": f"PYTHON_{sys.version_info.major}_{sys.version_info.minor}",
        "entryPoint": list(entry),
    }
    return {"agentRuntimeArtifact": {"codeConfiguration": code}, "roleArn": ROLE_ARN}


def settle(server, runtime_id):
    def look():
        found = server.control.get_agent_runtime(agentRuntimeId=runtime_id)
        return None if found["status"] in ("CREATING", "UPDATING") else found

    return wait_until(look, 60, f"{runtime_id} to settle")


def test_code_in_s3_is_served_by_version_and_repeated_requests_outlive_it(make_server, s3, bucket):
    server = make_server(**s3.environment)
    first = s3.put(bucket, "agents/wetter é.zip", build_zip({"src/agent.py": ECHO}))
    s3.put(bucket, "agents/wetter é.zip", b"no zip file")
    request = request_for(bucket, "agents/wetter é.zip", ("opentelemetry-instrument", "src/agent.py"))
    location = request["agentRuntimeArtifact"]["codeConfiguration"]["code"]["s3"]

    broken = server.control.create_agent_runtime(agentRuntimeName="broken", **request)
    found = settle(server, broken["agentRuntimeId"])
    assert (found["status"], "zip" in found["failureReason"]) == ("CREATE_FAILED", True)

    location["versionId"] = first
    named = {"agentRuntimeName": "whole", "clientToken": "t" * 33, **request}
    created = server.control.create_agent_runtime(**named)
    found = settle(server, created["agentRuntimeId"])
    assert found["status"] == "READY", found
    assert found["agentRuntimeArtifact"] == request["agentRuntimeArtifact"]
    assert server.ask(created["agentRuntimeArn"], {"prompt": "hi"})

    s3.client.delete_object(Bucket=bucket, Key=location["prefix"], VersionId=first)
    again = server.control.create_agent_runtime(**named)
    assert again["agentRuntimeId"] == created["agentRuntimeId"]
    with pytest.raises(server.control.exceptions.ValidationException, match="no such object"):
        server.control.update_agent_runtime(agentRuntimeId=created["agentRuntimeId"], **request)
    with pytest.raises(server.control.exceptions.ConflictException):
        server.control.create_agent_runtime(agentRuntimeName="whole", **request)
    with pytest.raises(ClientError, match="no agent runtime"):
        server.control.update_agent_runtime(agentRuntimeId="nothing-0123456789", **request)
    assert settle(server, created["agentRuntimeId"])["agentRuntimeVersion"] == "1"
    server.stop()
    server.start()
    assert server.ask(created["agentRuntimeArn"], {"prompt": "hi"}), "its code is kept here"


def test_a_download_that_a_crash_cut_off_goes_on_at_the_next_start(make_server, s3, bucket):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("agent.py", ECHO)
        archive.writestr("data.bin", random.Random(2).randbytes(2_000_000))
    s3.put(bucket, "agent.zip", buffer.getvalue())
    with running_proxy(s3) as proxy:
        server = make_server(**{**s3.environment, "AWS_ENDPOINT_URL_S3": proxy.url})
        proxy.is_held = True
        created = server.control.create_agent_runtime(
            agentRuntimeName="large", **request_for(bucket, "agent.zip")
        )
        assert proxy.held.wait(30)
        assert server.control.list_agent_runtimes()["agentRuntimes"][0]["status"] == "CREATING"
        server.kill()
        proxy.release()
        server.start()

        assert settle(server, created["agentRuntimeId"])["status"] == "READY"
        parts = [path.name for path in (server.data_dir / "artifacts").iterdir()]
        assert len(parts) == 1, parts
        assert proxy.get_count == 2


def test_a_server_that_ends_does_not_wait_for_a_slow_s3(make_server, s3, bucket):
    s3.put(bucket, "agent.zip", random.Random(3).randbytes(2_000_000))
    with running_proxy(s3) as proxy:
        server = make_server(**{**s3.environment, "AWS_ENDPOINT_URL_S3": proxy.url})
        proxy.is_held = True
        server.control.create_agent_runtime(agentRuntimeName="slow", **request_for(bucket, "agent.zip"))
        assert proxy.held.wait(30)

        assert server.stop(timeout_s=10) == 0
