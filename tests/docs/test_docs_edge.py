"""What docs/edge.md tells people to write and to type does what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import generate
import pytest
from click.testing import CliRunner

from edges import running_edge
from headwater.cli.main import cli
from headwater.edge.authentication.keys import hash_key
from headwater.edge.forms import FORMS, FormContext
from issuers import running_issuer
from planes import begin_stream, running_plane

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "edge.md").read_text()
ARN = "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/agent-0123456789"
EVENTS = [
    b'data: "The"\n\n',
    b'data: " weather"\n\n',
    b'data: " is"\n\n',
    b'data: " sunny"\n\n',
    b'data: "."\n\n',
]
SECRETS = {"KEY": "hwe_a_key", "PASSWORD": "a password", "SECRET": "0" * 40, "GATE_PASS": "a pass"}
_FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = _FENCED.findall(TEXT)


def blocks(language):
    return [text for kind, text in BLOCKS if kind == language]


DOORS = [text for text in blocks("toml") if "[[door]]" in text]
CURLS = [line[2:] for text in blocks("console") for line in text.splitlines() if line.startswith("$ curl")]


def write_modules(folder):
    for text in blocks("python"):
        name = re.match(r"# (\w+\.py)\n", text)
        assert name is not None, "a module says its file's name in its first line"
        (folder / name[1]).write_text(text)


@pytest.mark.parametrize("text", [text for text in DOORS if "agent = " not in text and "users]" not in text])
def test_doors_are_understood(text, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("GATE_PASS", SECRETS["GATE_PASS"])
    monkeypatch.setattr(sys, "path", list(sys.path))
    write_modules(tmp_path)
    path = tmp_path / "edge.toml"
    path.write_text(text.replace("change me: ", ""))
    arguments = ["--config", str(path), "--target", ARN, "--endpoint-url", "http://127.0.0.1:9", "--check"]
    done = CliRunner().invoke(cli, ["edge", *arguments])

    assert done.exit_code == 0, done.output


@pytest.fixture
def config(tmp_path):
    """All doors that are called in the document, in one file, with secrets that are known here."""
    write_modules(tmp_path)
    text = "\n".join(t for t in DOORS if not re.search(r'agent = |path = "/whole"|body_max_bytes', t))
    text = re.sub(r"sha256:\w+", hash_key(SECRETS["KEY"]), text)
    path = tmp_path / "doors.toml"
    path.write_text(re.sub(r'secret = ".*"', f'secret = "{SECRETS["SECRET"]}"', text))
    (typed,) = (line for text in blocks("console") for line in text.splitlines() if "edge passwd" in line)
    words = typed.removeprefix("$ headwater ").replace("edge.toml", str(path)).split()
    done = CliRunner().invoke(cli, words, input=SECRETS["PASSWORD"] + "\n")
    assert done.exit_code == 0, done.output
    return path


def test_requests_are_answered(config):
    """In one test, as they share an edge."""
    with running_plane() as plane, running_issuer() as issuer:
        plane.answer = stream
        secrets = {**SECRETS, "TOKEN": issuer.token(aud="my-app")}
        text = re.sub(
            r'discovery_url = ".*"', f'discovery_url = "{issuer.discovery_url}"', config.read_text()
        )
        arguments = ("--target", ARN, "--endpoint-url", plane.url)
        with running_edge(config.parent, text, *arguments, environment=SECRETS) as edge:
            for command in CURLS:
                check_answer(command.replace("http://127.0.0.1:8643", edge.url), secrets)


def check_answer(command, secrets):
    command += " -w ' %{http_code}'"
    done = subprocess.run(
        ["bash", "-c", command], env={**os.environ, **secrets}, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.endswith(" 200"), f"{command}: {done.stdout}"
    assert re.search(r"sunny|SUNNY|\"object\":\"list\"", done.stdout), f"{command}: {done.stdout}"


def stream(handler):
    begin_stream(handler)
    for event in EVENTS:
        handler.wfile.write(event)


@pytest.mark.parametrize("form", FORMS)
def test_answers_look_as_shown(form):
    shown = _FENCED.search(TEXT.partition(f"**`{form}`**")[2])[2]
    context = FormContext(
        session_id="chat-98f5a6dcc622db407ca1151d49ff8d8cc35e735847d2d98a",
        model="agent",
        request_id="7bfac34f-966b-4f13-8e70-e5b3bc9b7174",
        target_content_type="text/event-stream; charset=utf-8",
        is_streaming=True,
        created_s=1795680723,
    )
    answer = FORMS[form](context)
    given = b"".join([answer.feed(event) for event in EVENTS]) + answer.end()

    pieces = [re.escape(piece.strip()) for piece in shown.split("…")]
    assert re.fullmatch("(?s)" + ".+".join(f"\\s*{piece}\\s*" for piece in pieces), given.decode())


def test_every_key_has_a_meaning():
    tables = TEXT.partition("<!-- generated: tables -->")[2]

    assert not re.findall(r"^\| `\w+` \|.*\|\s*\|$", tables, re.MULTILINE), "say what these keys mean"


def test_no_meaning_is_left_of_a_key_that_is_gone():
    known = {
        f"{record.__name__}.{name}"
        for record in generate._DOOR_TABLES.values()
        for name in record.__dataclass_fields__
    }

    assert set(generate.DOOR_MEANINGS) <= known
