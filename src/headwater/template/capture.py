"""Where the agent's file would start serving, it serves here instead.

`uvicorn.run`, `uvicorn.Server.run` and `uvicorn.Server.serve` are the calls behind which nearly
every Python agent serves (`BedrockAgentCoreApp.run` and FastAPI's and Starlette's examples end
there). They are patched before the file runs: address, reload and worker settings are dropped, and the
socket served is the one the host made.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import inspect
import socket
import socketserver
import sys
from typing import Any, Protocol

from . import ticking
from .socketless import tell_of_sockets
from .tracing import TracedApp

#: Seconds a stopping server waits for requests in flight, where the file sets none.
_GRACE_S = 2
#: Names under which a file usually keeps its app, in the order they are tried.
_APP_NAMES = ("app", "application", "agent_app", "api", "asgi", "mcp")
#: Package and class of MCP servers -> the method that gives their app.
_APP_MAKERS = {
    ("mcp", "FastMCP"): "streamable_http_app",
    ("mcp", "MCPServer"): "streamable_http_app",
    ("fastmcp", "FastMCP"): "http_app",
}
_IGNORED_RUN_OPTIONS = (
    "reload",
    "reload_dirs",
    "reload_includes",
    "reload_excludes",
    "workers",
    "uds",
    "fd",
    "ssl_keyfile",
    "ssl_certfile",
    "ssl_keyfile_password",
    "ssl_ca_certs",
    "ssl_context_factory",
)


class NotServable(BaseException):
    """The file serves nothing we can serve. A BaseException, so that `except Exception` lets it pass."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


class Host(Protocol):
    """Who decides what happens at the moment of serving."""

    def wait_for_session(self, config: Any, loop: asyncio.AbstractEventLoop | None) -> socket.socket:
        """Called once, with the app loaded; gives the process that is to serve its listening socket.

        `config` is uvicorn's; `loop` the running event loop when the file serves from inside one.
        """

    def note_serving(self) -> None:
        """A server has begun to accept, the session's or another."""


class _State:
    host: Host | None = None
    served = False
    socket: socket.socket | None = None
    original_serve: Any = None


def has_served() -> bool:
    """Whether the file came to the point of serving."""
    return _State.served


def install(host: Host) -> None:
    """Patch the calls; to be done before the file runs. Without uvicorn only refusals are installed."""
    _State.host = host
    socketserver.BaseServer.serve_forever = _refuse_serve_forever  # type: ignore[method-assign, assignment]
    try:
        import uvicorn

        uvicorn_main = importlib.import_module("uvicorn.main")  # the package's attribute is its command
    except ImportError:
        return
    original_run, original_server_run = uvicorn.run, uvicorn.Server.run
    original_startup = uvicorn.Server.startup
    _State.original_serve = uvicorn.Server.serve

    def run(app: Any, **options: Any) -> None:  # Any: uvicorn's own signature, passed on
        for name in _IGNORED_RUN_OPTIONS:
            options.pop(name, None)
        original_run(app, **options)

    def server_run(self: Any, sockets: Any = None) -> None:
        sock = _reach(self.config, None)
        original_server_run(self, sockets=[sock])

    async def serve(self: Any, sockets: Any = None) -> None:
        sock = _State.socket or _reach(self.config, asyncio.get_running_loop())
        await _State.original_serve(self, sockets=[sock])

    async def startup(self: Any, sockets: Any = None) -> None:
        await original_startup(self, sockets=sockets)
        if _State.host is not None:
            _State.host.note_serving()

    ticking.install(uvicorn.Server)
    uvicorn.run = run
    setattr(uvicorn_main, "run", run)  # noqa: B010  # plain assignment is not typed for modules
    uvicorn.Server.run = server_run  # type: ignore[method-assign]
    uvicorn.Server.startup = startup  # type: ignore[method-assign]
    uvicorn.Server.serve = serve  # type: ignore[method-assign]


async def serve_unpatched(server: Any, sockets: list[socket.socket]) -> None:
    """uvicorn's own `Server.serve`."""
    await _State.original_serve(server, sockets=sockets)


def serve_found_app(namespace: dict[str, Any], entry_file: str) -> None:
    """Serve the ASGI app that a file built but did not run.

    Raises:
        NotServable: there is none, or more than one and none with a usual name.
    """
    if getattr(sys.stdout, "closed", False):
        raise NotServable(
            "no_app",
            f"{entry_file} closed its standard output, as an MCP server does that was run over pipes; have it"
            ' run over HTTP: run(transport="streamable-http")',
        )
    name, app = _find_app(namespace, entry_file)
    try:
        import uvicorn
    except ImportError:
        raise NotServable(
            "no_app",
            f"{entry_file} built the app {name!r}, but the interpreter that runs the agent ({sys.executable})"
            " has no uvicorn to serve it: install uvicorn (it comes with bedrock-agentcore and headwater)",
        ) from None
    uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run()


def _find_app(namespace: dict[str, Any], entry_file: str) -> tuple[str, Any]:
    apps = {name: value for name, value in namespace.items() if is_framework_app(value)}
    for name in _APP_NAMES:
        if name in apps:
            return name, apps[name]
        if _is_asgi_callable(namespace.get(name)):
            return name, namespace[name]
    distinct = {id(value): (name, value) for name, value in apps.items()}
    if not distinct:
        distinct = {id(value): (name, value) for name, value in namespace.items() if _app_maker(value)}
    if len(distinct) == 1:
        name, value = next(iter(distinct.values()))
        make_app = _app_maker(value)
        return name, value if make_app is None else make_app()
    if distinct:
        names = ", ".join(sorted(name for name, _ in distinct.values()))
        raise NotServable(
            "no_app", f"{entry_file} built several apps ({names}) and ran none; call .run() on one"
        )
    raise NotServable(
        "no_app",
        f"{entry_file} ran to its end without serving anything: it must call app.run() or uvicorn.run(app),"
        " or leave an ASGI app in a variable named 'app'",
    )


def is_framework_app(value: Any) -> bool:
    """Whether `value` is an app that tells paths apart: one of Starlette's kind."""
    if isinstance(value, type) or not callable(value):
        return False
    return any(
        base.__name__ in ("Starlette", "FastAPI", "BedrockAgentCoreApp") for base in type(value).__mro__
    )


def _app_maker(value: Any) -> Any:
    """What gives the app of an MCP server, one that was built for a pipe too; None for anything else."""
    if is_framework_app(value):
        return None
    for base in () if isinstance(value, type) else type(value).__mro__:
        name = _APP_MAKERS.get((base.__module__.partition(".")[0], base.__name__))
        if name is not None:
            return getattr(value, name, None)
    return None


def _is_asgi_callable(value: Any) -> bool:
    if value is None or isinstance(value, type) or not callable(value):
        return False
    call = value if inspect.isfunction(value) else getattr(value, "__call__", None)  # noqa: B004  # the method is wanted
    if not inspect.iscoroutinefunction(call):
        return False
    with contextlib.suppress(TypeError, ValueError):
        required = [p for p in inspect.signature(call).parameters.values() if p.default is p.empty]
        return len(required) == 3
    return False


def _reach(config: Any, loop: asyncio.AbstractEventLoop | None) -> socket.socket:
    """The moment of serving: load the app, then wait for the session this process is to be."""
    host = _State.host
    assert host is not None
    config.uds = config.fd = None
    config.ssl_keyfile = config.ssl_certfile = None
    if config.timeout_graceful_shutdown is None:
        config.timeout_graceful_shutdown = _GRACE_S
    if not config.loaded:
        config.load()
    config.loaded_app = TracedApp(tell_of_sockets(config.loaded_app, config))
    _State.served = True
    try:
        _State.socket = host.wait_for_session(config, loop)
    except BaseException:
        _State.served = False
        raise
    return _State.socket


def _refuse_serve_forever(server: Any, poll_interval: float = 0.5) -> None:
    raise NotServable(
        "not_asgi",
        f"the file starts a {type(server).__module__}.{type(server).__qualname__}, which is not an ASGI"
        " server; Headwater serves ASGI apps: BedrockAgentCoreApp, headwater.App, Starlette, FastAPI or"
        " uvicorn.run(app)",
    )
