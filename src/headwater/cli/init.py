"""`headwater init`."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from headwater.cli.options import json_option
from headwater.cli.output import Output
from headwater.core.errors import InvalidRequest

#: Template -> what it makes.
TEMPLATES = {
    "streaming": "a Strands agent with two tools that streams its answer",
    "hybrid-memory": "a Strands agent that remembers, in RAM and durably",
    "mcp-server": "an MCP server with two tools",
    "a2a": "an A2A agent with two tools, for other agents",
    "ag-ui": "an AG-UI agent with two tools, for user interfaces",
}
#: What the server of a template's agent speaks, where it is not HTTP.
_PROTOCOLS = {"mcp-server": "MCP", "a2a": "A2A", "ag-ui": "AGUI"}
#: Files that go by another name in the package, where a name with a dot in front would be obeyed.
_RENAMED = {"gitignore": ".gitignore"}
_PLACEHOLDER = "{{name}}"


@click.command("init")
@click.argument("name", required=False)
@click.option("--template", type=click.Choice(list(TEMPLATES)), default="streaming", show_default=True,
              help="; ".join(f"{name}: {text}" for name, text in TEMPLATES.items()) + ".")  # fmt: skip
@json_option
def init_command(output: Output, name: str | None, template: str) -> None:
    """Make a new project in the folder NAME, or without NAME in this folder.

    It gets agent.py, requirements.txt, README.md, a test and a .gitignore. Files that are there already are
    never replaced.
    """
    from headwater.cli.dev import make_name

    folder = Path(name) if name else Path.cwd()
    agent_name = make_name(folder)
    files = {folder / _RENAMED.get(file.name, file.name): file for file in list_files(template)}
    if taken := sorted(path.name for path in files if path.exists()):
        raise InvalidRequest(
            f"{folder} has {', '.join(taken)} already, which would be replaced; choose another folder"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, file in files.items():
            path.write_text(file.read_text("utf-8").replace(_PLACEHOLDER, agent_name), "utf-8")
    except OSError as exc:
        raise InvalidRequest(f"the project cannot be made in {folder}: {exc.strerror or exc}") from exc
    made = sorted(str(path) for path in files)
    if output.is_json:
        output.json(
            {"folder": str(folder), "agentRuntimeName": agent_name, "template": template, "files": made}
        )
        return
    for line in made:
        output.text(line)
    step = f"cd {folder} && " if name else ""
    speaks = f" --protocol {_PROTOCOLS[template]}" if template in _PROTOCOLS else ""
    output.note(f"Read README.md there, then: {step}headwater configure agent.py{speaks}", style="good")


def list_files(template: str) -> list[Traversable]:
    """The files a template is made of."""
    folder = resources.files("headwater.cli") / "templates" / template
    return [file for file in folder.iterdir() if file.is_file() and not file.name.endswith(".pyc")]
