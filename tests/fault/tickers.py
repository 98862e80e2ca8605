"""An agent that ticks, its processes by name, and streams that are watched."""

import http.client
import json
import os
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from servers import SESSION_HEADER, Deployed, Server, invocation_path, wait_until

TICKER = Path(__file__).with_name("ticker.py")
#: Longer than anything here takes, shorter than what a person would call a hang.
_END_TIMEOUT_S = 15


class OpenStream:
    """An invocation whose events are read as they come."""

    def __init__(self, server: Server, agent: Deployed, session_id: str, order: dict[str, Any]) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=_END_TIMEOUT_S)
        self._connection.request(
            "POST", invocation_path(agent), json.dumps(order), {SESSION_HEADER: session_id}
        )
        self._response = self._connection.getresponse()
        assert self._response.status == 200, self._response.read()

    def next_event(self) -> Any:
        """The next event's value."""
        while True:
            line = self._response.readline()
            assert line, "the stream ended"
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))

    def read_to_end(self) -> Any:
        """The last whole event before the end, however it ends; fails if it does not."""
        last = None
        begin_s = time.monotonic()
        try:
            while line := self._response.readline():
                assert time.monotonic() - begin_s < _END_TIMEOUT_S, "the stream goes on"
                if line.startswith(b"data: ") and line.endswith(b"}\n"):
                    last = json.loads(line.removeprefix(b"data: "))
        except (ConnectionError, http.client.IncompleteRead):
            pass
        return last

    def close(self) -> None:
        self._response.close()
        self._connection.close()


@dataclass(frozen=True, slots=True)
class Ticker:
    """A deployed ticker on a server, whose processes carry a mark."""

    server: Server
    agent: Deployed
    mark: str

    def ask(self, session_id: str, do: str = "who", **order: Any) -> Any:
        return self.server.ask(self.agent, {"do": do, **order}, session_id)

    def pids(self) -> set[int]:
        """Processes of this agent that run: launcher, template and all below it."""
        return find_marked(self.mark)

    def launcher_pid(self) -> int:
        return self.server.describe(self.agent)["templates"][0]["pid"]

    def template_pid(self) -> int:
        return next(pid for pid in children_of(self.launcher_pid()))

    def agent_pid(self, session_id: str) -> int:
        return self.server.find_session(self.agent, session_id)["pid"]

    def init_pid(self, session_id: str) -> int:
        """Pid 1 of the session's pid namespace."""
        agent = self.agent_pid(session_id)
        namespace = os.readlink(f"/proc/{agent}/ns/pid")
        return next(pid for pid in self.pids() if namespace_of(pid) == namespace and inner_pid(pid) == 1)

    def nursery_pid(self) -> int:
        """What makes sandboxes: the template's only child in its own pid namespace."""
        template = self.template_pid()
        return next(pid for pid in children_of(template) if namespace_of(pid) == namespace_of(template))

    def wait_gone(self, pids: set[int]) -> None:
        """Wait until none of these processes runs."""
        wait_until(lambda: not pids & self.pids(), _END_TIMEOUT_S, f"{pids} to end")


def deploy_ticker(server: Server, extra: str = "") -> Ticker:
    mark = f"hw-mark-{uuid.uuid4().hex}"
    source = TICKER.read_text() + extra
    return Ticker(server, server.deploy(source, environment={"HW_TEST_MARK": mark}), mark)


def find_marked(mark: str) -> set[int]:
    """Processes that run, not yet ended ones, with `mark` in their environment."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if mark.encode() in (entry / "environ").read_bytes() and state_of(int(entry.name)) != "Z":
                    found.add(int(entry.name))
            except OSError:
                continue
    return found


def state_of(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def children_of(pid: int) -> list[int]:
    return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def namespace_of(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")
    except OSError:
        return ""


def inner_pid(pid: int) -> int:
    """The pid that `pid` has in its own, innermost namespace."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[-1]) for line in lines if line.startswith("NSpid"))
