"""`App`: an ASGI application that serves one agent by the AgentCore HTTP contract.

Same public face and wire behaviour as the official `BedrockAgentCoreApp`; docs/differences.md has
what differs on purpose. The parts: `invocation` calls the handler, `worker` is where it runs,
`stream` sends what it yields, `ping` knows how the agent is.

Source: the AgentCore Runtime HTTP protocol contract; the public face of bedrock-agentcore 1.25.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import json
import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Lifespan
from starlette.websockets import WebSocket

from headwater.agent import context as request_context
from headwater.agent.actions import run_debug_action
from headwater.agent.invocation import Handler, invoke, is_async_callable
from headwater.agent.logs import app_logger
from headwater.agent.ping import Health, PingStatus
from headwater.agent.sockets import serve_websocket
from headwater.agent.stream import EventStream
from headwater.agent.worker import Worker, run_in_thread

HandlerT = TypeVar("HandlerT", bound=Handler)

#: A custom ping handler that takes longer is answered for, from what is known without it.
PING_HANDLER_TIMEOUT_S = 2.0


class App(Starlette):
    """Serves an agent: `POST /invocations`, `GET /ping`, WebSocket `/ws`.

    A Starlette application in every other respect: middleware, further routes and mounts work.
    """

    def __init__(
        self,
        debug: bool = False,
        lifespan: Lifespan[Any] | None = None,  # Any: as Starlette has it
        middleware: Sequence[Middleware] | None = None,
    ) -> None:
        """Make the app; nothing is started.

        Args:
            debug: answer `_agent_core_app_action` payloads, log more, show tracebacks.
            lifespan: Starlette's start-up and shutdown context.
            middleware: Starlette's middleware entries, outermost first.
        """
        self.logger = app_logger(debug=debug)
        self.handlers: dict[str, Handler] = {}
        self._websocket_handler: Handler | None = None
        self._health = Health(self.logger)
        self._worker = Worker()
        self._ping_check: asyncio.Future[dict[str, Any]] | None = None
        routes = [
            Route("/invocations", self._handle_invocation, methods=["POST"]),
            Route("/ping", self._handle_ping, methods=["GET"]),
            WebSocketRoute("/ws", self._handle_websocket),
        ]
        super().__init__(debug=debug, routes=routes, lifespan=lifespan, middleware=middleware)
        self.router.lifespan_context = self._closing_worker(self.router.lifespan_context)

    # --- what the agent registers --------------------------------------------------------------

    def entrypoint(self, func: HandlerT) -> HandlerT:
        """Decorator: this function answers invocations. It gets the payload, and `context` if it asks.

        It may be async or not, return a value or a Response, yield, or return a generator.
        """
        self.handlers["main"] = func
        with contextlib.suppress(AttributeError):  # a bound method takes no attributes
            func.run = lambda port=8080, host=None: self.run(port, host)  # type: ignore[attr-defined]  # as the SDK does
        return func

    def ping(self, func: HandlerT) -> HandlerT:
        """Decorator: this function says how the agent is (`PingStatus` or its text)."""
        self._health.handler = func
        return func

    def websocket(self, func: HandlerT) -> HandlerT:
        """Decorator: this async function `(websocket, context)` serves connections to `/ws`."""
        self._websocket_handler = func
        return func

    def async_task(self, func: HandlerT) -> HandlerT:
        """Decorator: while this async function runs the status is `HealthyBusy`.

        Raises:
            ValueError: the function is not async.
        """
        if not is_async_callable(func):
            raise ValueError("@async_task can only be applied to async functions")
        name = getattr(func, "__name__", type(func).__name__)

        @functools.wraps(func)
        async def tracked(*args: Any, **kwargs: Any) -> Any:  # Any: the agent's own
            task_id = self.add_async_task(name)
            try:
                return await func(*args, **kwargs)
            except Exception:
                self.logger.exception("Async task failed: %s", name)
                raise
            finally:
                self.complete_async_task(task_id)

        return tracked  # type: ignore[return-value]  # same signature

    # --- state of the agent --------------------------------------------------------------------

    def add_async_task(self, name: str, metadata: dict[str, Any] | None = None) -> int:
        """Register background work by hand; returns the id for `complete_async_task`."""
        return self._health.add(name, metadata)

    def complete_async_task(self, task_id: int) -> bool:
        """The background work has ended; False if there is none of this id."""
        return self._health.complete(task_id)

    def get_async_task_info(self) -> dict[str, Any]:
        """`{"active_count": n, "running_jobs": [{"name", "duration"}]}`."""
        return self._health.task_info()

    def force_ping_status(self, status: PingStatus | str) -> None:
        """Answer `/ping` with this, whatever else is true, until cleared."""
        self._health.force(status)

    def clear_forced_ping_status(self) -> None:
        """Back to the custom handler's or the automatic status."""
        self._health.clear_forced()

    def get_current_ping_status(self) -> PingStatus:
        """The status now: forced, else custom, else automatic."""
        return self._health.current()

    # --- serving -------------------------------------------------------------------------------

    def run(self, port: int = 8080, host: str | None = None, **kwargs: Any) -> None:
        """Serve with uvicorn until stopped.

        Args:
            port: TCP port.
            host: address to bind; None means all in a container and loopback elsewhere.
            **kwargs: passed to `uvicorn.run`, before our defaults.
        """
        import uvicorn  # not at the top: a host that serves the app itself needs no second server

        if host is None:
            host = "0.0.0.0" if _is_in_container() else "127.0.0.1"
        log_level = "info" if self.debug else "warning"
        uvicorn.run(
            self, **{"host": host, "port": port, "access_log": self.debug, "log_level": log_level, **kwargs}
        )

    async def _handle_invocation(self, request: Request) -> Response:
        started_s = time.monotonic()
        context = request_context.enter(request)
        try:
            response = await self._answer(request, context)
        except HTTPException as exc:
            response = JSONResponse({"error": exc.detail}, status_code=exc.status_code)
        except Exception as exc:
            self.logger.exception("Invocation failed (%.3fs)", time.monotonic() - started_s)
            response = JSONResponse({"error": str(exc)}, status_code=500)
        if isinstance(response, EventStream):
            return response  # says so itself when it ends, and starts without waiting for a log line
        log = self.logger.info if response.status_code < 400 else self.logger.warning
        log("Invocation answered: HTTP %d (%.3fs)", response.status_code, time.monotonic() - started_s)
        return response

    async def _answer(self, request: Request, context: request_context.RequestContext) -> Response:
        try:
            payload = await request.json()
        except UnicodeDecodeError as exc:
            return _bad_request("Invalid encoding", exc)
        except (json.JSONDecodeError, RecursionError) as exc:
            return _bad_request("Invalid JSON", exc)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        if self.debug and isinstance(payload, dict) and (action := payload.get("_agent_core_app_action")):
            return run_debug_action(action, self._health, self.logger)
        handler = self.handlers.get("main")
        if handler is None:
            return JSONResponse({"error": "No entrypoint defined"}, status_code=500)
        return await invoke(handler, payload, context, worker=self._worker, logger=self.logger)

    async def _handle_ping(self, request: Request) -> Response:
        """Answered here on the server's loop, where nothing of the agent's runs."""
        if self._health.handler is None:
            return JSONResponse(self._health.report())
        # One check at a time: pings that come while it runs share it, so a hanging one holds one thread.
        if self._ping_check is None or self._ping_check.done():
            check = run_in_thread(self._health.report, contextvars.copy_context())
            self._ping_check = asyncio.ensure_future(check)
        done, _ = await asyncio.wait({self._ping_check}, timeout=PING_HANDLER_TIMEOUT_S)
        if done:
            return JSONResponse(self._ping_check.result())
        self.logger.warning("Custom ping handler took more than %.0f s", PING_HANDLER_TIMEOUT_S)
        return JSONResponse(self._health.report_without_handler())

    async def _handle_websocket(self, websocket: WebSocket) -> None:
        context = request_context.enter(websocket)
        if self._websocket_handler is None:
            self.logger.error("No WebSocket handler defined")
            await websocket.close(code=1011)
            return
        await serve_websocket(
            self._websocket_handler, websocket, context, worker=self._worker, logger=self.logger
        )

    def _closing_worker(self, inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """The lifespan, and after it the end of the agent's background tasks."""

        @contextlib.asynccontextmanager
        async def lifespan(app: Any) -> AsyncIterator[Any]:
            async with inner(app) as state:
                try:
                    yield state
                finally:
                    if self._worker.is_running:
                        await asyncio.to_thread(self._worker.close)

        return lifespan


def _bad_request(error: str, exc: Exception) -> Response:
    return JSONResponse({"error": error, "details": str(exc)}, status_code=400)


def _is_in_container() -> bool:
    # The contract's own signs; read where the server starts, as the official SDK does.
    return os.path.exists("/.dockerenv") or bool(os.environ.get("DOCKER_CONTAINER"))
