"""What a page's commands and cells are typed into: one bash, one Python, and what goes on beside them."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from servers import wait_until

_GOES_ON_TIMEOUT_S = 60
_END_TIMEOUT_S = 20
#: No line that is typed is this one.
_TYPED_END = "-- end of what is typed --"
#: Executes what it reads, a JSON text a line, in one namespace; what a cell prints ends with its mark.
_NOTEBOOK = """
import json, os, sys, traceback
names = {"__name__": "__main__"}
for line in sys.stdin:
    cell = json.loads(line)
    os.chdir(cell["folder"])
    os.environ.clear()
    os.environ.update(cell["environment"])
    code = 0
    try:
        exec(compile(cell["text"], cell["name"], "exec"), names)
    except BaseException:
        traceback.print_exc()
        code = 1
    print(f"\\n{cell['mark']} {code}", flush=True)
"""
_TELL_STATE = "import json, os; print(json.dumps([os.getcwd(), dict(os.environ)]))"


@dataclass(frozen=True, slots=True)
class Printed:
    """What a command or cell printed, errors too, and how it ended."""

    lines: list[str]
    code: int


class Terminal:
    """What a reader of a page has before him. Everything that it started ends with it."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._environment = {**environment, "PYTHONUNBUFFERED": "1", "TERM": "dumb"}
        self._shell = self._open(["bash", "--noprofile", "--norc"])
        self._notebook: subprocess.Popen[str] | None = None
        self._going_on: list[tuple[subprocess.Popen[bytes], Path]] = []

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._notebook, self._shell):
            if process is not None:
                os.killpg(process.pid, signal.SIGKILL)  # what runs in it holds its output open
                process.communicate()
        for process, _path in self._going_on:
            process.terminate()
            process.wait(_END_TIMEOUT_S)

    def type(self, command: str, typed: tuple[str, ...] = ()) -> Printed:
        """Run one command in the shell, with the lines of `typed` as its input."""
        lines = "".join(f"{line}\n" for line in typed)
        given = f"<<'{_TYPED_END}'\n{lines}{_TYPED_END}" if typed else "</dev/null"
        mark = _make_mark()
        return _run(self._shell, f"{{ {command}\n}} {given}\nprintf '\\n%s %s\\n' '{mark}' $?\n", mark)

    def write_cell(self, text: str, name: str) -> Printed:
        """Run Python in the page's interpreter, with the shell's folder and environment."""
        folder, environment = self._look()
        if self._notebook is None:
            self._notebook = self._open([sys.executable, "-c", _NOTEBOOK])
        mark = _make_mark()
        cell = {"text": text, "name": name, "folder": folder, "environment": environment, "mark": mark}
        return _run(self._notebook, json.dumps(cell) + "\n", mark)

    def begin(self, command: str, is_enough: Callable[[list[str]], bool]) -> None:
        """Start what goes on until `interrupt`, and wait until the lines that it printed are enough."""
        folder, environment = self._look()
        path = self._folder.parent / f"{uuid.uuid4().hex}.txt"
        with path.open("wb") as output:
            process = subprocess.Popen(
                ["bash", "-c", command],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_the_tests,
            )
        self._going_on.append((process, path))

        def look() -> bool:
            assert process.poll() is None, f"it ended by itself: {command}\n{path.read_text()}"
            return is_enough(path.read_text().splitlines())

        try:
            wait_until(look, _GOES_ON_TIMEOUT_S)
        except AssertionError as exc:
            raise AssertionError(f"{command} has not printed what is shown:\n{path.read_text()}") from exc

    def interrupt(self) -> None:
        """Ctrl-C for all that goes on."""
        while self._going_on:
            process, path = self._going_on[-1]
            process.send_signal(signal.SIGINT)
            code = process.wait(_END_TIMEOUT_S)
            assert code in (0, 130), f"ended with {code}:\n{path.read_text()}"
            self._going_on.pop()

    def _look(self) -> tuple[str, dict[str, str]]:
        folder, environment = json.loads(self.type(f"{sys.executable} -c '{_TELL_STATE}'").lines[0])
        return folder, environment

    def _open(self, arguments: list[str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            arguments,
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=_die_with_the_tests,
        )


def environment_of(folder: Path, **own: str) -> dict[str, str]:
    """A newcomer's: a home of his own, this repository's commands, nothing that was set before."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HEADWATER_", "AWS_", "PYTEST_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # Without a registry agents run with the packages of the server's, and nobody waits for an installation.
    alone = {"AWS_EC2_METADATA_DISABLED": "true", "UV_OFFLINE": "1"}
    return {**kept, "HOME": str(folder), "PATH": path, **alone, **own}


def _run(process: "subprocess.Popen[str]", text: str, mark: str) -> Printed:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(text)
    process.stdin.flush()
    lines: list[str] = []
    for line in process.stdout:
        if line.startswith(mark):
            return Printed(lines[:-1] if lines and not lines[-1] else lines, int(line.split()[-1]))
        lines.append(line.rstrip("\n"))
    raise AssertionError("the interpreter ended:\n" + "\n".join(lines))


def _die_with_the_tests() -> None:
    """So that no interrupted run leaves a server behind; exec keeps it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _make_mark() -> str:
    return f"-- {uuid.uuid4().hex}"
