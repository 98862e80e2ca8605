"""`.bedrock_agentcore.yaml` goes both ways between AWS's starter toolkit and ours, and nothing is lost."""

import pytest
import yaml

import effort
from headwater import Runtime
from headwater.client.toolkit import Project

#: The judge is installed on the way.
pytestmark = [pytest.mark.timeout(400), effort.long]

#: Loads the file as each of its commands does, and reports what it read and everything it said.
LOAD = """
    import logging, warnings
    from pathlib import Path
    from bedrock_agentcore_starter_toolkit.utils.runtime.config import load_config

    said = []
    class Listener(logging.Handler):
        def emit(self, record):
            said.append(record.getMessage())
    logging.getLogger().addHandler(Listener())
    logging.getLogger("bedrock_agentcore_starter_toolkit").addHandler(Listener())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        config = load_config(Path(".bedrock_agentcore.yaml"))
    report({
        "config": config.model_dump(),
        "problems": {name: agent.validate() for name, agent in config.agents.items()},
        "said": said + [str(warning.message) for warning in caught],
    })
"""
CONFIGURE = """
    from bedrock_agentcore_starter_toolkit import Runtime

    Runtime().configure(
        entrypoint="agent.py", agent_name="boxed", auto_create_execution_role=True, auto_create_ecr=True,
        requirements_file="requirements.txt", region="us-west-2", memory_mode="STM_AND_LTM",
        authorizer_configuration={"customJWTAuthorizer": {"discoveryUrl": "https://x/y"}},
    )
    Runtime().configure(
        entrypoint="agent.py", agent_name="plain", execution_role="Worker",
        requirements_file="requirements.txt",
        deployment_type="direct_code_deploy", runtime_type="PYTHON_3_12", auto_create_s3=True, protocol="MCP",
        region="eu-west-1", idle_timeout=100, max_lifetime=1000, disable_otel=True, vpc_enabled=True,
        vpc_subnets=["subnet-0123456789"], vpc_security_groups=["sg-0123456789"],
        request_header_configuration={"requestHeaderAllowlist": ["X-A"]},
    )
    report(None)
"""
EVERYTHING = {
    "execution_role": "Worker",
    "code_build_execution_role": "Builder",
    "s3_path": "s3://bucket/x",
    "authorizer_configuration": {"customJWTAuthorizer": {"discoveryUrl": "https://x/y"}},
    "request_header_configuration": {"requestHeaderAllowlist": ["X-A"]},
    "environment_variables": {"SHADE": "blue"},
    "region": "eu-west-1",
    "protocol": "MCP",
    "disable_otel": True,
    "memory_mode": "STM_ONLY",
    "vpc_enabled": True,
    "vpc_subnets": ["subnet-0123456789"],
    "vpc_security_groups": ["sg-0123456789"],
    "idle_timeout": 60,
    "max_lifetime": 600,
    "deployment_type": "direct_code_deploy",
    "runtime_type": "PYTHON_3_12",
}


@pytest.fixture
def ours(folder):
    with Runtime("http://127.0.0.1:1", display="quiet") as runtime:
        yield runtime


def read(folder):
    return yaml.safe_load((folder / ".bedrock_agentcore.yaml").read_text())


def without_ours(config):
    """What we wrote, but for what the official format has no place for."""
    agents = {
        name: {key: value for key, value in entry.items() if key != "headwater"}
        for name, entry in config["agents"].items()
    }
    return {**config, "agents": agents}


def test_it_reads_what_we_write_with_the_same_values_and_without_a_word(judge, ours, folder):
    ours.configure("agent.py", agent_name="plain")
    ours.configure("agent.py", agent_name="full", **EVERYTHING)

    found = judge.run(folder, LOAD)

    assert found["said"] == []
    assert found["problems"] == {"plain": [], "full": []}
    assert found["config"].pop("is_agentcore_create_with_iac") is False
    assert found["config"] == without_ours(read(folder))


def test_we_read_what_it_writes(judge, folder):
    judge.run(folder, CONFIGURE)

    project = Project.read(folder / ".bedrock_agentcore.yaml")
    boxed, plain = project.get("boxed"), project.get()

    assert (project.names, plain.name) == (["boxed", "plain"], "plain")
    assert (boxed.deployment_type, plain.deployment_type) == ("container", "direct_code_deploy")
    assert boxed.file == plain.file == folder / "agent.py"
    assert (boxed.folder, boxed.relative_file) == (folder, "agent.py")
    assert boxed.text("memory", "mode") == "STM_AND_LTM"
    assert boxed.table("authorizer_configuration")["customJWTAuthorizer"] == {"discoveryUrl": "https://x/y"}
    assert plain.text("runtime_type") == "PYTHON_3_12"
    assert plain.text("aws", "execution_role") == "arn:aws:iam::123456789012:role/Worker"
    assert plain.number("aws", "lifecycle_configuration", "max_lifetime") == 1000
    assert plain.text("aws", "protocol_configuration", "server_protocol") == "MCP"
    assert (boxed.agent_id, boxed.session_id, boxed.environment) == (None, None, None)


def test_a_rewrite_changes_nothing_of_what_it_wrote(judge, folder):
    judge.run(folder, CONFIGURE)
    before = read(folder)
    project = Project.read(folder / ".bedrock_agentcore.yaml")

    project.save()
    unchanged = read(folder)
    project.get("boxed").note_session("s" * 40)
    project.save()
    after = read(folder)

    assert unchanged == before
    assert after["agents"]["boxed"]["bedrock_agentcore"].pop("agent_session_id") == "s" * 40
    before["agents"]["boxed"]["bedrock_agentcore"].pop("agent_session_id")
    assert after == before


def test_its_file_configured_by_us_is_its_file_still(judge, ours, folder):
    """One of its agents configured anew keeps its memory and account; the other one is not touched."""
    judge.run(folder, CONFIGURE)
    before = read(folder)

    ours.configure("agent.py", agent_name="boxed", region="us-west-2", idle_timeout=60)
    found = judge.run(folder, LOAD)

    assert found["said"] == []
    after = found["config"]
    assert after["agents"]["plain"] == before["agents"]["plain"]
    assert after["agents"]["boxed"]["memory"] == before["agents"]["boxed"]["memory"]
    assert after["agents"]["boxed"]["aws"]["account"] == "123456789012"
    assert after["default_agent"] == "boxed"


def test_our_file_configured_by_it_is_ours_still(judge, ours, folder):
    ours.configure("agent.py", agent_name="mine", idle_timeout=60)
    judge.run(folder, CONFIGURE)

    project = Project.read(folder / ".bedrock_agentcore.yaml")

    assert project.names == ["mine", "boxed", "plain"]
    assert project.get("mine").number("aws", "lifecycle_configuration", "idle_runtime_session_timeout") == 60


def test_its_dockerfile_is_not_taken_for_ours(judge, ours, folder):
    judge.run(folder, CONFIGURE)
    text = (folder / "Dockerfile").read_text()

    result = ours.configure("agent.py", agent_name="boxed")

    assert (folder / "Dockerfile").read_text() == text
    assert any("stays as it is" in note for note in result.notes)
