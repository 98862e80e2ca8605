"""`launch(local_build=True)`: the image is built by whatever engine there is, and named to the server."""

import json
import shutil
import subprocess

import pytest

from headwater import Runtime
from headwater.client import ImageError, ProjectError
from headwater.client.toolkit.engine import build_image, find_engine


def works(engine):
    return (
        shutil.which(engine) is not None
        and subprocess.run([engine, "version"], capture_output=True).returncode == 0
    )


@pytest.fixture
def bin_folder(tmp_path_factory, monkeypatch):
    """The only folder on the path."""
    folder = tmp_path_factory.mktemp("bin")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def write_engine(folder, name, body):
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)


def test_without_an_engine_it_is_said_what_to_install(offline, server, folder, bin_folder, agent_name):
    with Runtime(server.url, display="quiet") as runtime:
        runtime.configure("agent.py", agent_name=agent_name)
        with pytest.raises(ImageError, match="none is installed: install podman"):
            runtime.launch(local_build=True)


def test_an_engine_whose_service_is_down_is_passed_over(bin_folder):
    write_engine(bin_folder, "podman", "exit 1")
    with pytest.raises(ImageError, match="podman is installed but does not answer"):
        find_engine()

    write_engine(bin_folder, "docker", "exit 0")

    assert find_engine() == find_engine("podman") == find_engine("none") == "docker"
    write_engine(bin_folder, "finch", "exit 0")
    assert find_engine("finch") == "finch", "the one that is configured goes first"


def test_a_build_that_fails_shows_its_last_lines(tmp_path, bin_folder):
    write_engine(bin_folder, "podman", 'echo "STEP 1"; echo "no such package" >&2; exit 3')
    seen = []

    with pytest.raises(ImageError, match=r"exit code 3:\nSTEP 1\nno such package"):
        build_image(tmp_path, tmp_path / "Dockerfile", "x", engine="podman", on_line=seen.append)

    assert seen == ["STEP 1", "no such package"]


def test_code_deployments_are_not_built(offline, server, folder, agent_name):
    with Runtime(server.url, display="quiet") as runtime:
        runtime.configure("agent.py", agent_name=agent_name, deployment_type="direct_code_deploy")
        with pytest.raises(ProjectError, match="local_build needs deployment_type container"):
            runtime.launch(local_build=True)


def test_the_image_is_what_the_server_is_asked_to_run(stub, folder, bin_folder, display):
    """The stub stands for a server that runs containers."""
    asked = []

    async def status(request):
        await request.answer_json({})

    async def create(request):
        asked.append(json.loads(request.body))
        await request.answer_json(
            {
                "agentRuntimeArn": "arn:x",
                "agentRuntimeId": "x-1",
                "agentRuntimeVersion": "1",
                "status": "READY",
            },
            202,
        )

    async def get(request):
        found = {"status": "READY", "liveVersion": "1"}
        await request.answer_json(found)

    async def build_log(request):
        await request.answer_json({"text": "", "nextOffset": 0})

    stub.on("GET", "/headwater/v1/status", status)
    stub.on("GET", "/headwater/v1/runtimes/x-1/versions/1/build-log", build_log)
    stub.on("PUT", "/runtimes/", create)
    stub.on("GET", "/runtimes/x-1/.*", get)
    write_engine(bin_folder, "podman", 'echo "$@"')
    with Runtime(stub.url, display=display) as runtime:
        runtime.configure("agent.py", agent_name="Boxed")
        result = runtime.launch(local_build=True)

    assert result.mode == "local_build"
    assert result.ecr_uri == f"localhost/headwater-boxed:{result.tag}"
    assert asked[0]["agentRuntimeArtifact"] == {"containerConfiguration": {"containerUri": result.ecr_uri}}
    assert result.build_output == [
        f"build --file {folder}/Dockerfile --tag {result.ecr_uri} {folder}",
    ]
    assert result.notes == ()


@pytest.mark.skipif(not works("podman"), reason="podman is not installed")
def test_podman_builds_a_folder(tmp_path):
    (tmp_path / "agent.py").write_text("print('hi')\n")
    (tmp_path / "Dockerfile").write_text('FROM scratch\nCOPY agent.py /\nCMD ["/agent.py"]\n')

    image = build_image(tmp_path, tmp_path / "Dockerfile", "Real", engine="podman", on_line=lambda line: None)

    try:
        subprocess.run(["podman", "image", "exists", image.name], check=True)
    finally:
        subprocess.run(["podman", "rmi", image.name], check=True, capture_output=True)
