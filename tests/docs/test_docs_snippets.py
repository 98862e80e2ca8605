"""What the documents tell people to type can be typed, and the examples compile."""

import ast
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from headwater import settings
from headwater.cli.main import COMMANDS, cli
from pages import read_page

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "README.ja.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "docs" / "deploy" / "README.md",
    ROOT / "examples/edge/README.md",
    ROOT / "examples/hybrid_agent/README.md",
    ROOT / "examples/streaming_agent/README.md",
]
_ARN = "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/weather-x0y1z2a3b4"
_FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def snippets(language):
    return [
        pytest.param(text, id=f"{document.parent.name}-{document.stem}-{number}")
        for document in DOCUMENTS
        for number, (kind, text) in enumerate(_FENCED.findall(document.read_text()))
        if kind == language
    ]


def typed_but_not_run():
    """In the guide, whose other blocks are run."""
    pages = (ROOT / "docs" / "guide").glob("*.md")
    return [block.text for page in pages for block in read_page(page) if block.reason_not_run]


def typed_commands():
    blocks = [param.values[0] for param in snippets("console")] + typed_but_not_run()
    lines = [line for block in blocks for line in block.splitlines()]
    return sorted({line[2:].partition(" # ")[0].strip() for line in lines if line.startswith("$ ")})


@pytest.mark.parametrize("text", snippets("python"))
def test_python_compiles(text):
    ast.parse(text)


#: Those of docs/edge.md have a test of their own: they are opened, and called.
DOORS = [t for t in snippets("toml") if "[[door]]" in t.values[0] and not t.id.startswith("docs-edge-")]


@pytest.mark.parametrize("text", DOORS)
def test_front_doors_are_understood(text, tmp_path, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "any")
    path = tmp_path / "edge.toml"
    # An agent by name is of the server that an edge runs in, and there is none here.
    path.write_text(re.sub(r'\bagent = "[a-z]+"', f'arn = "{_ARN}"', text))
    done = CliRunner().invoke(cli, ["edge", "--config", str(path), "--check"])

    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("text", [t for t in snippets("toml") if "[[door]]" not in t.values[0]])
def test_settings_are_understood(text, tmp_path, monkeypatch):
    for name in ("HEADWATER_CONFIG", "HEADWATER_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    tomllib.loads(text)
    path = tmp_path / "headwater.toml"
    path.write_text(text)

    settings.load(config=path)


@pytest.mark.parametrize("command", typed_commands())
def test_shell_commands_parse(command):
    done = subprocess.run(["bash", "-n", "-c", command], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [c for c in typed_commands() if c.startswith("headwater ")])
def test_our_commands_have_these_arguments(command):
    words = [word for word in shlex.split(command.rstrip("&"))[1:] if word]
    context = click.Context(cli, info_name="headwater")
    group = cli
    while isinstance(group, click.Group) and not words[0].startswith("-"):
        name = words.pop(0)
        group = group.get_command(context, name)
        assert group is not None, f"there is no command {name!r}"
    words = [str(ROOT / word) if word.startswith("examples/") else word for word in words]
    words = [__file__ if re.fullmatch(r"[a-z]+\.(py|toml)", word) else word for word in words]

    group.make_context(group.name, words, parent=context)


def test_the_readme_lists_every_command():
    table = (ROOT / "README.md").read_text().partition("## Commands")[2].partition("\n## ")[0]

    for name in COMMANDS:
        assert f"`headwater {name}" in table, f"{name} is missing"


@pytest.mark.parametrize(
    "path",
    [*(ROOT / "examples").rglob("*.py"), ROOT / "docs" / "generate.py"],
    ids=lambda path: path.name,
)
def test_examples_compile(path):
    compile(path.read_text(), str(path), "exec", flags=ast.PyCF_ONLY_AST)


def test_a_new_file_of_examples_is_documented_by_itself():
    for path in (ROOT / "examples").rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text())), f"{path} does not say what it is"


def test_the_demo_says_what_failed(tmp_path):
    """With settings that no server starts with it ends at once, with 1 and the reason."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "demo.py")],
        env={"HEADWATER_SERVER__PORT": "no number", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert "demo: failed:" in done.stderr
    assert "server.port" in done.stderr
