"""The project file: nothing of it is lost, mistakes in it are found where they are."""

import stat

import pytest
import yaml

from headwater.client import ProjectError
from headwater.client.toolkit import Project

FOREIGN = """\
# a comment
default_agent: two
is_agentcore_create_with_iac: false
agents:
  one:
    name: one
    entrypoint: one.py
    aws: {account: '000000000012', region: eu-west-1, novelty: [1, 2]}
    memory: {mode: STM_ONLY, memory_id: mem-1}
    novelty: {kept: true}
  two:
    name: two
    entrypoint: two.py
novelty: 名前
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".bedrock_agentcore.yaml"


def write(path, text):
    path.write_text(text, "utf-8")
    return Project.read(path)


def test_members_nobody_here_knows_of_survive_a_rewrite(path):
    before = yaml.safe_load(FOREIGN)
    project = write(path, FOREIGN)

    project.get("two").note_session("s" * 40)
    project.save()

    after = yaml.safe_load(path.read_text("utf-8"))
    assert after["agents"]["two"].pop("bedrock_agentcore") == {"agent_session_id": "s" * 40}
    assert after == before
    assert "名前" in path.read_text("utf-8")


def test_the_default_agent_is_meant_if_none_is_named(path):
    project = write(path, FOREIGN)

    assert project.get().name == "two"
    assert project.get("one").text("aws", "account") == "000000000012"


def test_a_removed_default_passes_on_and_the_last_takes_the_file_along(path):
    project = write(path, FOREIGN)

    project.remove("two")
    project.save()
    assert Project.read(path).default_name == "one"
    project.remove("one")
    project.save()

    assert not path.exists()


def test_the_format_before_there_were_several_agents_is_understood(path):
    project = write(path, "name: old\nentrypoint: old.py\naws: {region: us-east-1}\n")

    assert project.default_name == "old"
    assert project.get().text("aws", "region") == "us-east-1"


def test_a_write_keeps_the_files_mode_and_leaves_nothing_beside_it(path):
    project = write(path, FOREIGN)
    path.chmod(0o640)

    project.save()

    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_file_as_it_was(path, monkeypatch):
    project = write(path, FOREIGN)
    monkeypatch.setattr(yaml, "safe_dump", lambda *a, **k: (_ for _ in ()).throw(OSError(28, "disk full")))

    with pytest.raises(ProjectError, match="cannot be written: disk full"):
        project.save()

    assert path.read_text("utf-8") == FOREIGN
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("agents:\n  a: [1\nb: 2\n", "line 3, column"),
        ("agents:\n\ta: 1\n", "line 2"),
        ("- a\n", "must hold a table"),
        ("agents: 3\n", "`agents` must be a table"),
        ("agents: {a: 3}\n", "`agents.a` must be a table"),
        ("agents: {a: {name: a}}\n", "`agents.a.entrypoint` must name"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(path, text, said):
    with pytest.raises(ProjectError) as caught:
        write(path, text)

    assert said in caught.value.message
    assert str(path) in caught.value.message


@pytest.mark.parametrize(
    ("text", "keys", "said"),
    [
        ("agents: {a: {entrypoint: a.py, aws: 3}}", ("aws", "region"), "`agents.a.aws` must be a table"),
        ("agents: {a: {entrypoint: a.py, aws: {region: [x]}}}", ("aws", "region"), "must be text"),
    ],
)
def test_a_member_of_another_kind_is_said_when_it_is_needed(path, text, keys, said):
    with pytest.raises(ProjectError, match=said):
        write(path, text).get("a").text(*keys)


def test_an_agent_that_is_not_there_is_told_with_those_that_are(path, tmp_path):
    project = write(path, FOREIGN.replace("default_agent: two", "default_agent: gone"))

    with pytest.raises(ProjectError, match="no agent 'three'; it has one, two"):
        project.get("three")
    with pytest.raises(ProjectError, match="names no default_agent"):
        project.get()
    with pytest.raises(ProjectError, match="headwater configure"):
        Project.read(tmp_path / "nothing.yaml").get()


def test_a_file_that_is_gone_is_said_with_what_to_do(path):
    with pytest.raises(
        ProjectError, match=r"one\.py, which .* names for one, is not there; configure it anew"
    ):
        _ = write(path, FOREIGN).get("one").file
