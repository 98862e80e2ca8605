"""Which file of a folder is the agent: the one that is run.

In order: the file that is named; the only one that starts serving (`app.run()`, `uvicorn.run()`, an MCP
server's `run(transport="streamable-http")`); the only one that builds an app; the only one that builds an MCP
server, which may be for a pipe; the conventional names; the only Python file there is. Where two come into
question nothing is guessed.
"""

from __future__ import annotations

import ast
import re
from enum import IntEnum
from pathlib import Path

from headwater.client.errors import BundleError

CONVENTIONAL_NAMES = ("agent.py", "main.py", "app.py")
_APP_CLASSES = frozenset({"App", "BedrockAgentCoreApp", "FastAPI", "Starlette"})
_MCP_CLASSES = frozenset({"FastMCP", "MCPServer"})
#: What an MCP server is told that is to serve, and not to speak through a pipe.
_HTTP_TRANSPORTS = frozenset({"http", "streamable-http"})
#: Modules whose `run` starts something, but no server.
_OTHER_RUNNERS = frozenset({"asyncio", "anyio", "trio", "subprocess", "unittest", "pytest", "mcp"})
#: Top-level files that are never the agent.
_NEVER = re.compile(r"test_.*\.py|.*_test\.py|conftest\.py|setup\.py|__init__\.py")
_OTHER_LANGUAGES = frozenset({".js", ".mjs", ".cjs", ".ts", ".go", ".rs", ".java", ".rb", ".sh"})


class Sign(IntEnum):
    """How much a file looks like the agent's entry file."""

    NONE = 0
    BUILDS_MCP_SERVER = 1
    BUILDS_APP = 2
    SERVES = 3


def find_entrypoint(path: Path, named: str | None) -> str:
    """The entry file of `path`, relative to the folder that is packed.

    Raises:
        BundleError: there is none, it is not Python, or more than one file could be it.
    """
    if not path.exists():
        raise BundleError(f"there is no {path} to deploy")
    if path.is_file():
        if named is not None and named != path.name:
            raise BundleError(
                f"{path} is a file, so it is the entry point itself; --entrypoint {named} contradicts it"
            )
        _require_python(path)
        return path.name
    if named is not None:
        return _check_named(path, named)
    files = sorted(f for f in path.glob("*.py") if f.is_file() and not _NEVER.fullmatch(f.name))
    if not files:
        raise BundleError(_explain_no_python(path))
    return _choose(path, files).name


def read_sign(source: str) -> Sign:
    """What a file's text says about its part. A file that does not parse is judged by its words."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return Sign.SERVES if re.search(r"\b(app|uvicorn|server)\.run\(", source) else Sign.NONE
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    if any(_starts_serving(call) for call in calls):
        return Sign.SERVES
    names = {_last_name(call.func) for call in calls}
    if names & _APP_CLASSES:
        return Sign.BUILDS_APP
    return Sign.BUILDS_MCP_SERVER if names & _MCP_CLASSES else Sign.NONE


def _choose(folder: Path, files: list[Path]) -> Path:
    signs = {file: read_sign(file.read_text("utf-8", "replace")) for file in files}
    for wanted in (Sign.SERVES, Sign.BUILDS_APP, Sign.BUILDS_MCP_SERVER):
        if candidates := [file for file in files if signs[file] is wanted]:
            return _only(folder, candidates)
    if len(files) == 1:
        return files[0]
    conventional = [file for file in files if file.name in CONVENTIONAL_NAMES]
    return _only(folder, conventional or files)


def _only(folder: Path, candidates: list[Path]) -> Path:
    conventional = [file for file in candidates if file.name in CONVENTIONAL_NAMES]
    for group in (candidates, conventional):
        if len(group) == 1:
            return group[0]
    names = ", ".join(file.name for file in candidates)
    raise BundleError(
        f"{folder} has more than one file that could be the agent: {names}. Say which with --entrypoint FILE"
    )


def _check_named(folder: Path, named: str) -> str:
    file = folder / named
    if not file.resolve().is_relative_to(folder.resolve()):
        raise BundleError(f"the entry point {named} is outside of {folder}; name a file in it")
    if not file.is_file():
        raise BundleError(f"the entry point {named} is not a file in {folder}")
    _require_python(file)
    return Path(named).as_posix()


def _require_python(file: Path) -> None:
    if file.suffix != ".py":
        raise BundleError(f"{file.name} is not a Python file; Headwater runs agents written in Python (*.py)")


def _explain_no_python(folder: Path) -> str:
    others = sorted(
        {f.name for f in folder.iterdir() if f.suffix in _OTHER_LANGUAGES or f.name == "package.json"}
    )
    if others:
        shown = ", ".join(others[:3])
        return f"{folder} has no Python file, but {shown}; Headwater runs agents written in Python"
    return f"{folder} has no Python file at its top; name the agent's file with --entrypoint"


def _starts_serving(call: ast.Call) -> bool:
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr not in ("run", "serve"):
        return False
    transports = [k.value for k in call.keywords if k.arg == "transport"] or call.args[:1]
    named = {t.value for t in transports if isinstance(t, ast.Constant)}
    if named & _HTTP_TRANSPORTS or "stdio" in named:
        return "stdio" not in named
    owner = function.value
    return not (isinstance(owner, ast.Name) and owner.id in _OTHER_RUNNERS)


def _last_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
