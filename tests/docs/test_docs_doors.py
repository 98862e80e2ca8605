"""The front doors that documents and examples declare can be opened, and only those."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from headwater.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
EDGE = ROOT / "examples" / "edge"
ARN = "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/any-0123456789"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy: quotas are kept beside the file."""
    folder = tmp_path_factory.mktemp("doors") / "edge"
    shutil.copytree(EDGE, folder)
    shutil.copy(ROOT / "docs" / "deploy" / "edge.toml", folder / "deployed.toml")
    return folder


@pytest.mark.parametrize("name", [*(path.name for path in EDGE.glob("*.toml")), "deployed.toml"])
def test_the_doors_can_be_opened(folder, name, monkeypatch):
    monkeypatch.chdir(folder.parent)
    arguments = ["--config", f"edge/{name}", "--target", ARN, "--endpoint-url", "http://127.0.0.1:9"]
    done = CliRunner().invoke(cli, ["edge", *arguments, "--check"])

    assert done.exit_code == 0, done.output
    assert not (folder / "edge").exists(), "a folder of the file's is relative to the file, once"


def test_the_readme_names_every_file():
    text = (EDGE / "README.md").read_text()

    for path in [*EDGE.glob("*.toml"), *EDGE.glob("*.py")]:
        assert path.name in text
