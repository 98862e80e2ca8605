"""The tutorial as a notebook: it runs from top to bottom, and its outputs hold what was streamed."""

import ast
import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from headwater.client import Client
from servers import EXAMPLES

#: The agent's packages are installed on the way, from wherever they come; once for all tests of one server.
pytestmark = pytest.mark.timeout(400)

FOLDER = EXAMPLES / "streaming_agent"
LABEL = "[scripted demo model, not an LLM] "


class Cells:
    """A notebook's code cells, found by a word in their source."""

    def __init__(self, notebook):
        self._cells = [cell for cell in notebook.cells if cell.cell_type == "code"]

    def find(self, word):
        return [cell for cell in self._cells if word in cell.source]

    @property
    def source(self):
        return "\n".join(cell.source for cell in self._cells)


def printed(cell):
    return "".join(out.text for out in cell.outputs if out.output_type == "stream")


def shown(cell, kind="text/plain"):
    return [out.data[kind] for out in cell.outputs if kind in out.get("data", {})]


@pytest.fixture(scope="module")
def executed(server, tmp_path_factory):
    """The notebook after a run against a fresh server, in a copy of its folder."""
    folder = tmp_path_factory.mktemp("notebook") / "streaming_agent"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns(".*", "Dockerfile", "__pycache__"))
    notebook = nbformat.read(folder / "tutorial.ipynb", 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        patch.setenv("HEADWATER_URL", server.url)
        patch.setenv("IPYTHONDIR", str(folder.parent))
        NotebookClient(
            notebook, kernel_name="python3", timeout=300, resources={"metadata": {"path": str(folder)}}
        ).execute()
    return Cells(notebook)


def check_outputs(cells):
    """What must be seen in a run, be it this one or the one that is committed."""
    launch, status = cells.find(".launch()")[0], cells.find(".status()")[0]
    assert "ready  arn:aws:bedrock-agentcore:" in printed(launch)
    assert shown(status) == ["'READY'"]
    first, second = cells.find(".invoke({")
    for cell in (first, second):
        assert printed(cell) == f"{LABEL}Calling weather.{LABEL}sunny\n"
        assert shown(cell)[0].startswith(f"{LABEL}Calling weather.{LABEL}sunny\n[15 events · session ")
    assert shown(first)[0].split(" · ")[1] == shown(second)[0].split(" · ")[1], "one conversation"
    boto3_cell = cells.find("invoke_agent_runtime")[0]
    assert "Received streaming chunk: 3\n" in printed(boto3_cell)
    assert shown(boto3_cell, "text/markdown") == [f"{LABEL}Calling calculator.{LABEL}Result: 3"]
    assert shown(cells.find("delete_agent_runtime")[0]) == ["'DELETING'"]


def test_it_runs_from_top_to_bottom_and_shows_what_was_streamed(executed, server):
    check_outputs(executed)

    with Client(server.url) as client:
        left = {agent["agentRuntimeName"] for agent in client.list_agents() if agent["status"] != "DELETING"}
    assert "strands_claude_streaming" not in left


def test_the_committed_outputs_are_those_of_a_run():
    check_outputs(Cells(nbformat.read(FOLDER / "tutorial.ipynb", 4)))


def test_headwater_is_the_only_import_that_is_not_the_tutorials():
    tree = ast.parse(Cells(nbformat.read(FOLDER / "tutorial.ipynb", 4)).source)
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert modules == {"headwater", "boto3.session", "IPython.display"}


def test_nothing_of_a_run_is_committed():
    assert {path.name for path in Path(FOLDER).iterdir()} >= {"tutorial.ipynb", "requirements.txt"}
    ignored = (EXAMPLES.parent / ".gitignore").read_text()
    for name in (".bedrock_agentcore.yaml", "Dockerfile", ".dockerignore"):
        assert f"examples/**/{name}" in ignored
