"""A data plane that answers as it is told, for what a real one does seldom: every status, and sudden ends.

with running_plane() as plane:
    plane.answer = lambda handler: handler.send_error(500)
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[Any], None]


class Plane:
    """`answer` is called with the handler of each request; `requests` keeps path, headers and body."""

    def __init__(self) -> None:
        self.answer: Answer = lambda handler: answer(handler, 200, b'{"said": "hi"}')
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        plane = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                plane.requests.append((self.path, headers, body))
                try:
                    plane.answer(self)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def run(self) -> None:
        self._server.serve_forever(0.05)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def running_plane() -> Iterator[Plane]:
    """A plane on a free port."""
    plane = Plane()
    thread = threading.Thread(target=plane.run)
    thread.start()
    try:
        yield plane
    finally:
        plane.stop()
        thread.join()


def answer(
    handler: Any, status: int, body: bytes, content_type: str = "application/json", **headers: str
) -> None:
    """One complete answer; `set_cookie="x"` is a header."""
    handler.send_response(status)
    for name, value in {"content-type": content_type, "content-length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def begin_stream(handler: Any) -> None:
    """The head of an event stream; what is written to `handler.wfile` after it ends with the connection."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.end_headers()
