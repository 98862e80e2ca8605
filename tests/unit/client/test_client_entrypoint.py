"""Which file of a folder is taken for the agent, and when that is left to its author."""

from pathlib import Path

import pytest

from headwater.client.entrypoint import find_entrypoint
from headwater.client.errors import BundleError

SERVES = "app = BedrockAgentCoreApp()\nif __name__ == '__main__':\n    app.run()\n"
MCP = "mcp = FastMCP('tools')\n"
BUILDS = "app = App()\n"
OTHER = "import asyncio\nasyncio.run(main())\n"
EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"anything.py": ""}, "anything.py"),
        ({"anything.py": SERVES, "agent.py": OTHER}, "anything.py"),
        ({"main.py": SERVES, "agent.py": BUILDS}, "main.py"),
        ({"server.py": "import uvicorn\nuvicorn.run('x:app')\n", "x.py": BUILDS}, "server.py"),
        ({"serve.py": "uvicorn.Server(config).run()\n", "x.py": ""}, "serve.py"),
        ({"x.py": BUILDS, "y.py": OTHER}, "x.py"),
        ({"x.py": OTHER, "main.py": OTHER}, "main.py"),
        ({"app.py": SERVES, "other.py": SERVES}, "app.py"),
        ({"bot.py": SERVES, "test_bot.py": SERVES, "conftest.py": "", "setup.py": ""}, "bot.py"),
        ({"tools.py": MCP + "mcp.run(transport='streamable-http')", "x.py": BUILDS}, "tools.py"),
        ({"tools.py": MCP + "mcp.run('http')", "agent.py": MCP + "mcp.run()"}, "tools.py"),
        # Servers of tools that an agent starts itself, and speaks to through pipes.
        ({"bot.py": SERVES, "tools.py": MCP + "mcp.run()", "more.py": MCP + "s.run('stdio')"}, "bot.py"),
        ({"bot.py": BUILDS, "tools.py": MCP + "mcp.run()"}, "bot.py"),
        ({"tools.py": MCP + "mcp.run()", "x.py": OTHER}, "tools.py"),
        ({"bot.py": "def (\napp.run()\n", "x.py": ""}, "bot.py"),
    ],
)
def test_the_agent_is_found(tmp_path, files, found):
    for name, text in files.items():
        (tmp_path / name).write_text(text)

    assert find_entrypoint(tmp_path, None) == found


@pytest.mark.parametrize(
    "files",
    [
        {"one.py": SERVES, "two.py": SERVES},
        {"agent.py": SERVES, "main.py": SERVES},
        {"one.py": "", "two.py": ""},
    ],
)
def test_doubt_is_said_with_the_candidates(tmp_path, files):
    for name, text in files.items():
        (tmp_path / name).write_text(text)

    with pytest.raises(BundleError, match="--entrypoint") as caught:
        find_entrypoint(tmp_path, None)

    assert all(name in caught.value.message for name in files)


@pytest.mark.parametrize(
    ("make", "named", "message"),
    [
        (lambda p: (p / "index.js").write_text(""), None, "index.js.*Python"),
        (lambda p: (p / "package.json").write_text(""), None, "package.json.*Python"),
        (lambda p: None, None, "no Python file"),
        (lambda p: (p / "index.js").write_text(""), "index.js", "not a Python file"),
        (lambda p: None, "gone.py", "not a file"),
        (lambda p: (p.parent / "out.py").write_text(""), "../out.py", "outside"),
    ],
)
def test_what_cannot_be_run_is_refused(tmp_path, make, named, message):
    folder = tmp_path / "folder"
    folder.mkdir()
    make(folder)

    with pytest.raises(BundleError, match=message):
        find_entrypoint(folder, named)


def test_a_file_is_its_own_entry_point(tmp_path):
    (tmp_path / "bot.py").write_text("")

    assert find_entrypoint(tmp_path / "bot.py", None) == "bot.py"
    assert find_entrypoint(tmp_path / "bot.py", "bot.py") == "bot.py"
    with pytest.raises(BundleError, match="contradicts"):
        find_entrypoint(tmp_path / "bot.py", "other.py")


def test_a_file_of_another_language_is_refused(tmp_path):
    (tmp_path / "bot.ts").write_text("")

    with pytest.raises(BundleError, match="not a Python file"):
        find_entrypoint(tmp_path / "bot.ts", None)


def test_nothing_there(tmp_path):
    with pytest.raises(BundleError, match="there is no"):
        find_entrypoint(tmp_path / "nowhere", None)


def test_an_entry_point_in_a_folder_below(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/bot.py").write_text("")

    assert find_entrypoint(tmp_path, "src/bot.py") == "src/bot.py"


@pytest.mark.parametrize(
    ("example", "found"), [("streaming_agent", "strands_claude_streaming.py"), ("echo_agent", "agent.py")]
)
def test_the_examples_need_no_telling(example, found):
    assert find_entrypoint(EXAMPLES / example, None) == found
