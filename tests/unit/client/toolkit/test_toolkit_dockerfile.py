"""The image's files: made from what is there, and never over somebody's own."""

import subprocess
import sys
from pathlib import Path

import pytest

from headwater.client.ignore import read_ignore_rules
from headwater.client.toolkit.dockerfile import is_ours


def dockerfile(folder):
    return (folder / "Dockerfile").read_text()


def test_an_agent_with_requirements(offline, folder):
    (folder / "requirements.txt").write_text("boto3\n")

    offline.configure("agent.py", runtime_type="PYTHON_3_12", region="eu-west-1")

    text = dockerfile(folder)
    assert "ARG BASE_IMAGE=docker.io/library/python:3.12-slim\nFROM ${BASE_IMAGE}\n" in text
    assert (
        'COPY ["requirements.txt", "requirements.txt"]\nRUN python -m pip install -r requirements.txt' in text
    )
    assert "DOCKER_CONTAINER=1" in text
    assert "AWS_REGION=eu-west-1" in text
    assert "USER 1000:1000" in text
    assert "EXPOSE 8080" in text
    assert text.endswith('CMD ["python", "agent.py"]\n')
    assert "opentelemetry" not in text
    assert "--platform" not in text, "it builds for the architecture it is built on"


@pytest.mark.parametrize(("protocol", "port"), [("HTTP", 8080), ("MCP", 8000), ("A2A", 9000)])
def test_the_port_is_the_protocols(offline, folder, protocol, port):
    offline.configure("agent.py", protocol=protocol)

    assert f"EXPOSE {port}\n" in dockerfile(folder)


def test_opentelemetry_comes_with_its_package_or_when_asked_for(offline, folder):
    (folder / "requirements.txt").write_text("aws-opentelemetry-distro>=0.10\n")
    offline.configure("agent.py")
    assert 'CMD ["opentelemetry-instrument", "python", "agent.py"]' in dockerfile(folder)

    offline.configure("agent.py", disable_otel=True)
    assert 'CMD ["python", "agent.py"]' in dockerfile(folder)

    (folder / "requirements.txt").write_text("boto3\n")
    offline.configure("agent.py", otel=True)
    assert "RUN python -m pip install aws-opentelemetry-distro" in dockerfile(folder)
    assert '"opentelemetry-instrument"' in dockerfile(folder)


def test_a_project_with_a_lock_installs_what_is_locked(offline, folder):
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1"\n')
    offline.configure("agent.py")
    assert "uv pip install --system --no-cache -r pyproject.toml" in dockerfile(folder)

    (folder / "uv.lock").write_text("version = 1\n")
    offline.configure("agent.py")

    assert 'COPY ["pyproject.toml", "uv.lock", "./"]' in dockerfile(folder)
    assert "uv export --frozen" in dockerfile(folder)


def test_requirements_of_another_name_are_copied_from_there(offline, folder):
    (folder / "deep").mkdir()
    (folder / "deep" / "prod reqs.txt").write_text("boto3\n")

    offline.configure("agent.py", requirements_file="deep/prod reqs.txt")

    assert 'COPY ["deep/prod reqs.txt", "requirements.txt"]' in dockerfile(folder)


def test_the_python_version_is_the_pinned_one_or_this(offline, folder):
    offline.configure("agent.py")
    assert f"python:3.{sys.version_info.minor}-slim" in dockerfile(folder)

    (folder / ".python-version").write_text("3.13.2\n")
    offline.configure("agent.py")

    assert "python:3.13-slim" in dockerfile(folder)


def test_requirements_that_no_image_can_reach_make_no_dockerfile(offline, folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "reqs.txt"
    outside.write_text("boto3\n")

    result = offline.configure("agent.py", requirements_file=outside)

    assert result.dockerfile_path is None
    assert any("No Dockerfile is made" in note for note in result.notes)


def test_ours_is_made_anew_and_a_changed_one_stays(offline, folder):
    offline.configure("agent.py")
    assert is_ours(dockerfile(folder))
    offline.configure("agent.py", protocol="MCP")
    assert "EXPOSE 8000" in dockerfile(folder)
    (folder / "Dockerfile").write_text(dockerfile(folder) + "LABEL mine=1\n")

    result = offline.configure("agent.py")

    assert "LABEL mine=1" in dockerfile(folder)
    assert "EXPOSE 8000" in dockerfile(folder)
    assert any("stays as it is" in note for note in result.notes)


def test_a_dockerignore_that_is_there_stays(offline, folder):
    (folder / ".dockerignore").write_text("mine\n")

    offline.configure("agent.py")

    assert (folder / ".dockerignore").read_text() == "mine\n"


def test_what_git_leaves_out_is_left_out_still(offline, folder):
    (folder / ".gitignore").write_text("# secrets\nsecret.txt\n/top.txt\nlogs/\na/b.txt\n*.db\n!keep.db\n")

    offline.configure("agent.py")

    rules = read_ignore_rules(folder)
    for skipped in ("secret.txt", "deep/secret.txt", "top.txt", "logs/x", "a/b.txt", "deep/x.db", ".env"):
        assert rules.skips(skipped, is_folder=False), skipped
    for taken in ("deep/top.txt", "keep.db", "agent.py", "requirements.txt"):
        assert not rules.skips(taken, is_folder=False), taken


def test_names_cannot_write_instructions(offline, folder):
    """A file's name is text, whatever it holds."""
    name = 'a"]\nRUN evil.py'
    (folder / name).write_text("")

    offline.configure(Path(name), agent_name="a")

    assert "\nRUN evil" not in dockerfile(folder)


@pytest.mark.skipif(
    subprocess.run(["podman", "version"], capture_output=True).returncode != 0
    if any(Path(p, "podman").exists() for p in ("/usr/bin", "/usr/local/bin"))
    else True,
    reason="podman is not installed",
)
def test_podman_accepts_what_is_written(offline, folder):
    """It is parsed whole before the base image is looked for, which is not at hand here."""
    offline.configure("agent.py")

    done = subprocess.run(
        ["podman", "build", "--pull=never", "--build-arg", "BASE_IMAGE=localhost/no-such-image", str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert "no-such-image" in done.stderr
    assert "image not known" in done.stderr
