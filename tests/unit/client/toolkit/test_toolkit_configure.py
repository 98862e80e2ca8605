"""`configure`: what is written, what is explained, what is refused. No server is needed."""

import pytest
import yaml

from headwater.client import BundleError, ProjectError
from headwater.client.toolkit import Project
from headwater.client.toolkit.launching import build_members


def read(folder):
    return yaml.safe_load((folder / ".bedrock_agentcore.yaml").read_text())


def test_the_tutorials_arguments_are_taken_and_explained(offline, folder, display):
    (folder / "requirements.txt").write_text("strands-agents\n")

    result = offline.configure(
        entrypoint="agent.py",
        auto_create_execution_role=True,
        auto_create_ecr=True,
        requirements_file="requirements.txt",
        region="us-west-2",
        agent_name="tutorial",
    )

    assert result.config_path == folder / ".bedrock_agentcore.yaml"
    assert (result.region, result.account_id, result.auto_create_ecr) == ("us-west-2", "000000000000", True)
    assert result.dockerfile_path == folder / "Dockerfile"
    assert result.dockerignore_path == folder / ".dockerignore"
    assert [note.split()[0] for note in result.notes] == ["auto_create_execution_role", "auto_create_ecr"]
    assert {text for label, text in display.lines if label == "note"} == set(result.notes)
    assert read(folder)["default_agent"] == "tutorial"


def test_every_argument_has_its_place_in_the_file(offline, folder):
    offline.configure(
        "agent.py:app",
        agent_name="full",
        execution_role="Worker",
        code_build_execution_role="arn:aws:iam::123456789012:role/Builder",
        ecr_repository="123456789012.dkr.ecr.us-west-2.amazonaws.com/x",
        s3_path="s3://bucket/x",
        authorizer_configuration={"customJWTAuthorizer": {"discoveryUrl": "https://x/y"}},
        request_header_configuration={"requestHeaderAllowlist": ["X-A"]},
        environment_variables={"SHADE": "blue"},
        storage=["/mnt/work"],
        region="eu-west-1",
        protocol="mcp",
        disable_otel=True,
        memory_mode="STM_ONLY",
        vpc_enabled=True,
        vpc_subnets=["subnet-0123456789"],
        vpc_security_groups=["sg-0123456789"],
        idle_timeout=60,
        max_lifetime=600,
        deployment_type="direct_code_deploy",
        runtime_type="PYTHON_3_12",
    )

    entry = read(folder)["agents"]["full"]
    aws = entry["aws"]
    assert entry["entrypoint"] == "agent.py"
    assert (entry["deployment_type"], entry["runtime_type"]) == ("direct_code_deploy", "PYTHON_3_12")
    assert aws["execution_role"] == "arn:aws:iam::000000000000:role/Worker"
    assert aws["execution_role_auto_create"] is False
    assert (aws["region"], aws["s3_path"]) == ("eu-west-1", "s3://bucket/x")
    assert (aws["ecr_repository"][-2:], aws["ecr_auto_create"]) == ("/x", False)
    assert aws["network_configuration"]["network_mode_config"]["subnets"] == ["subnet-0123456789"]
    assert aws["protocol_configuration"] == {"server_protocol": "MCP"}
    assert aws["observability"] == {"enabled": False}
    assert aws["lifecycle_configuration"] == {"idle_runtime_session_timeout": 60, "max_lifetime": 600}
    assert entry["codebuild"]["execution_role"].endswith("role/Builder")
    assert (entry["memory"]["mode"], entry["memory"]["memory_name"]) == ("STM_ONLY", "full_memory")
    assert entry["authorizer_configuration"] == {"customJWTAuthorizer": {"discoveryUrl": "https://x/y"}}
    assert entry["request_header_configuration"] == {"requestHeaderAllowlist": ["X-A"]}
    assert entry["headwater"] == {"environment_variables": {"SHADE": "blue"}, "storage": ["/mnt/work"]}
    members = build_members(Project.read(folder / ".bedrock_agentcore.yaml").get("full"))
    assert members["filesystemConfigurations"] == [{"sessionStorage": {"mountPath": "/mnt/work"}}]
    assert not (folder / "Dockerfile").exists(), "code needs none"


def test_configuring_again_replaces_what_is_configured_and_keeps_the_rest(offline, folder):
    offline.configure(
        "agent.py", agent_name="a", idle_timeout=100, authorizer_configuration={"x": 1},
        environment_variables={"A": "1"}, memory_mode="STM_ONLY",
    )  # fmt: skip
    project = Project.read(folder / ".bedrock_agentcore.yaml")
    entry = project.get("a")
    entry.note_deployment(agent_id="a-1234567890", agent_arn="arn:x")
    entry.data["novelty"] = {"kept": True}
    entry.data["aws"]["account"] = "123456789012"
    project.save()

    result = offline.configure("agent.py", agent_name="a", authorizer_configuration={"y": 2})

    found = read(folder)["agents"]["a"]
    assert result.account_id == found["aws"]["account"] == "123456789012"
    assert found["bedrock_agentcore"]["agent_id"] == "a-1234567890"
    assert found["novelty"] == {"kept": True}
    assert found["memory"]["mode"] == "STM_ONLY"
    assert found["authorizer_configuration"] == {"y": 2}
    assert found["aws"]["lifecycle_configuration"]["idle_runtime_session_timeout"] is None
    assert "headwater" not in found


def test_a_second_agent_becomes_the_default_and_the_first_stays(offline, folder):
    offline.configure("agent.py", agent_name="one")
    offline.configure("agent.py", agent_name="two")

    assert read(folder)["default_agent"] == "two"
    assert list(read(folder)["agents"]) == ["one", "two"]


def test_the_name_is_made_from_the_files(offline, folder):
    (folder / "my-bot.py").write_text("")

    assert offline.configure("my-bot.py").agent_name == "my_bot"


def test_a_file_elsewhere_brings_its_folder(offline, folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "bot.py").write_text("")

    result = offline.configure(elsewhere / "bot.py")

    entry = read(folder)["agents"]["bot"]
    assert (entry["source_path"], entry["entrypoint"]) == (str(elsewhere), str(elsewhere / "bot.py"))
    assert result.dockerfile_path == elsewhere / "Dockerfile"


def test_only_a_file_that_would_not_be_found_is_written_down(offline, folder):
    (folder / "pyproject.toml").write_text("")
    offline.configure("agent.py", requirements_file="pyproject.toml")
    assert "headwater" not in read(folder)["agents"]["agent"]

    (folder / "requirements.txt").write_text("")
    offline.configure("agent.py", requirements_file="pyproject.toml")

    assert read(folder)["agents"]["agent"]["headwater"] == {"requirements_file": "pyproject.toml"}


def test_a_list_of_requirements_is_written_and_never_over_others(offline, folder):
    offline.configure("agent.py", requirements=["boto3", "rich"])
    assert (folder / "requirements.txt").read_text() == "boto3\nrich\n"

    with pytest.raises(ProjectError, match=r"would replace what .*requirements\.txt lists"):
        offline.configure("agent.py", requirements=["boto3"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"agent_name": "no-hyphens"}, "agent_name 'no-hyphens' must begin with a letter"),
        ({"region": "moon"}, "region 'moon'"),
        ({"protocol": "SMTP"}, "none of HTTP, MCP, A2A, AGUI"),
        ({"deployment_type": "zip"}, "none of container, direct_code_deploy"),
        ({"memory_mode": "YES"}, "memory_mode 'YES'"),
        ({"runtime_type": "NODE_22"}, "not like PYTHON_3_12"),
        ({"idle_timeout": 59}, "idle_timeout is 59; it must be from 60 to 28800"),
        ({"idle_timeout": 600, "max_lifetime": 60}, "must not be longer than max_lifetime"),
        ({"vpc_enabled": True}, "needs vpc_subnets and vpc_security_groups"),
        ({"vpc_subnets": ["subnet-0123456789"]}, "with vpc_enabled=True only"),
        ({"vpc_enabled": True, "vpc_subnets": ["x"], "vpc_security_groups": ["sg-0123456789"]}, "'x' is not"),
        ({"requirements_file": "gone.txt"}, "gone.txt is not there"),
        (
            {"idle_timeout": 1, "protocol": "X"},
            "protocol 'X' is none of HTTP, MCP, A2A, AGUI; idle_timeout is 1",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(offline, folder, arguments, said):
    with pytest.raises(ProjectError) as caught:
        offline.configure("agent.py", **arguments)

    assert said in caught.value.message
    assert sorted(path.name for path in folder.iterdir()) == ["agent.py"]


@pytest.mark.parametrize(
    ("entrypoint", "said"), [("gone.py", "there is no"), ("notes.txt", "not a Python file")]
)
def test_an_entrypoint_that_is_none(offline, folder, entrypoint, said):
    (folder / "notes.txt").write_text("")

    with pytest.raises(BundleError, match=said):
        offline.configure(entrypoint)
