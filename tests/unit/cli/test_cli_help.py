"""Every command explains itself, and `--help` is there at once."""

import subprocess
import sys

import click
import pytest

from headwater.cli.main import COMMANDS, cli

MEMORY = (
    *("create", "list", "show", "events", "actors", "sessions"),
    *("search", "records", "jobs", "export", "import", "delete"),
)
GROUPS = {
    "models": ("pull", "list"),
    "config": ("show",),
    "mcp": ("list", "call", "url"),
    "memory": MEMORY,
    "keys": ("create", "list", "revoke"),
    "runs": ("list", "attach", "cancel"),
}
LEAVES = [(name,) for name in COMMANDS if name not in GROUPS] + [
    (g, c) for g, cs in {**GROUPS, "edge": ("key", "passwd")}.items() for c in cs
]
#: Each costs more than the whole of `--help` should.
HEAVY = ("httpx", "boto3", "botocore", "rich", "sqlalchemy", "starlette", "uvicorn", "strands", "asyncio")


def command_at(path):
    command, context = cli, click.Context(cli)
    for name in path:
        command = command.get_command(context, name)
    return command


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_help_says_what_it_does_and_how_it_exits(run, path):
    ran = run(*path, "--help")

    assert ran.code == 0
    assert "Exit codes: 0 success" in " ".join(ran.out.split())
    assert "Usage: headwater " + " ".join(path) in ran.out


@pytest.mark.parametrize("path", [p for p in LEAVES if p != ("serve",)], ids=" ".join)
def test_each_command_can_speak_json(path):
    assert "--json" in {name for option in command_at(path).params for name in option.opts}


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_each_option_is_explained(path):
    for option in command_at(path).params:
        assert isinstance(option, click.Argument) or option.help, option.name


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_the_first_line_of_help_is_a_sentence_that_stands_alone(path):
    first = (command_at(path).help or "").strip().split("\n\n")[0]

    assert first.endswith((".", ":")), first


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["invoke", "--help"], ["dev", "--help"]], ids=" ".join
)
def test_help_imports_nothing_heavy(arguments):
    code = (
        "import sys\nfrom headwater.cli.main import cli\n"
        f"try:\n    cli({arguments!r}, prog_name='headwater')\n"
        "except SystemExit as end:\n    assert end.code == 0\n"
        f"print('loaded:', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.rstrip().endswith("loaded: []")


def test_an_unknown_command_is_a_usage_error(run):
    ran = run("frobnicate")

    assert ran.code == 2
    assert "frobnicate" in ran.err


def test_no_command_shows_the_help(run):
    assert "Commands:" in (ran := run()).out + ran.err
