"""`headwater edge`: checking a file, keys and passwords."""

import json
import tomllib

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner

from headwater.cli.main import cli
from headwater.edge.authentication.keys import hash_key

ARN = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/weather-0123456789"
DOOR = '[[door]]\nname = "a"\nforms = ["openai"]\n[door.auth]\nkind = "basic"\n[door.auth.users]\n'


def run(*arguments, **options):
    return CliRunner().invoke(cli, ["edge", *arguments], **options)


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch):
    """Nobody looks for credentials outside of this machine."""
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "edge.toml"
    path.write_text(DOOR)
    return path


def test_a_key_is_printed_with_the_line_for_its_hash():
    done = run("key", "alice smith", "--json")

    made = json.loads(done.stdout)
    assert made["hash"] == hash_key(made["key"])
    lines = run("key", "alice smith").stdout.splitlines()
    assert tomllib.loads(lines[1]) == {"alice smith": hash_key(lines[0])}


def test_a_password_is_hashed_for_the_file(config):
    printed = run("passwd", "alice", input="geheim\n")
    assert PasswordHasher().verify(tomllib.loads(printed.stdout)["alice"], "geheim")

    written = run("passwd", "bob", "--config", str(config), input="other\n")
    users = tomllib.loads(config.read_text())["door"][0]["auth"]["users"]
    assert written.exit_code == 0
    assert PasswordHasher().verify(users["bob"], "other")
    assert run("passwd", "alice", input="\n").exit_code == 2


def test_a_file_is_checked_with_every_problem_told(config):
    arguments = ("--config", str(config), "--check", "--target", ARN, "--endpoint-url", "http://127.0.0.1:1")
    bad = run(*arguments)
    assert bad.exit_code == 1
    assert f"{config}:6: door[0].auth.users: is empty" in bad.stderr

    run("passwd", "bob", "--config", str(config), input="other\n")
    good = run(*arguments, "--json")
    assert json.loads(good.stdout)["doors"] == [
        {"name": "a", "host": None, "path": "/", "forms": ["original", "openai"]}
    ]


def test_a_missing_file_and_module_are_told(config, tmp_path):
    assert run("--check").exit_code == 2
    assert "cannot be read" in run("--config", str(tmp_path / "none.toml"), "--check").stderr
    config.write_text(f'[[door]]\nname = "a"\nform = "no_such_module:form"\ntarget.arn = "{ARN}"\n')
    done = run("--config", str(config), "--check")
    assert done.exit_code == 1
    assert "door a: " in done.stderr
    assert "no_such_module" in done.stderr


def test_names_are_written_so_that_the_file_can_be_read_again(config):
    before = config.read_text()
    for name in ("", "a:b", "a\nb", "a\udcffb"):
        assert run("passwd", name, "--config", str(config), input="other\n").exit_code == 2
    assert config.read_text() == before
    assert run("key", "").exit_code == 2

    for name in ("ädä 😀", 'the "one"\\'):
        run("passwd", name, "--config", str(config), input="other\n")
        assert name in tomllib.loads(config.read_text())["door"][0]["auth"]["users"]
        assert list(tomllib.loads(run("key", name).stdout.splitlines()[1])) == [name]


def test_a_door_that_is_not_there_is_told_with_those_that_are(config):
    done = run("passwd", "bob", "--config", str(config), "--door", "b", input="other\n")

    assert done.exit_code == 1
    assert "no door named 'b' to choose; there are: a" in done.stderr
