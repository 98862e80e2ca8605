"""Servers that run as root and as an ordinary user, each with an agent that runs whatever code it is sent.

`inside.run(code, session_id)` runs hostile code in a session and gives what it left in `result`,
or the error it met.
"""

import os
import shutil
import site
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from servers import Deployed, Server, new_session_id, running_server, wait_until
from serving import SERVE

#: No password file has it, as for `sandbox.uid`.
_ORDINARY_UID = 65534
_SYSTEM_PYTHON = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
_SECRET = "s3cr3t-of-the-server"
_START_TIMEOUT_S = 30
_STORAGE_MAX_BYTES = 8 * 1024 * 1024

_SHELL = """
import traceback
{module_code}
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
import uvicorn

def invocations(request_body):
    names = {{}}
    try:
        exec(compile(request_body["code"], "code", "exec"), names)
        return {{"result": names.get("result")}}
    except BaseException as exc:
        number = getattr(exc, "errno", None)
        return {{"error": type(exc).__name__, "errno": number, "text": traceback.format_exc()}}

async def answer(request):
    return JSONResponse(invocations(await request.json()))

async def ping(request):
    return JSONResponse({{"status": "Healthy"}})

uvicorn.run(Starlette(routes=[Route("/invocations", answer, methods=["POST"]), Route("/ping", ping)]))
"""
#: Calls of the kernel that Python lacks, for the code sent.
_PRELUDE = """
import ctypes, os
_libc = ctypes.CDLL(None, use_errno=True)
def libc(name, *arguments):
    result = getattr(_libc, name)(*arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
"""


class _OrdinaryServer(Server):
    """A server that root starts as an ordinary user, in an interpreter which that user can read."""

    def start(self) -> "Server":
        self.data_dir.mkdir(exist_ok=True)
        os.chown(self.data_dir, _ORDINARY_UID, _ORDINARY_UID)
        begin = self._log_path.stat().st_size if self._log_path.exists() else 0
        user = str(_ORDINARY_UID)
        source = str(Path(__file__).parents[2] / "src")
        environment = {
            **self._environment(),
            "PYTHONPATH": f"{_site_packages()}:{source}",
            "HOME": str(self.data_dir),
        }
        with self._log_path.open("ab") as log:
            self._process = subprocess.Popen(
                ["setpriv", "--reuid", user, "--regid", user, "--clear-groups",
                 _SYSTEM_PYTHON, "-c", SERVE, str(self.data_dir), "0"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, cwd="/",
                start_new_session=True,
            )  # fmt: skip
        self.url = wait_until(lambda: self._find_url(begin), _START_TIMEOUT_S, "the server to listen")
        self._forget_clients()
        return self


@dataclass(frozen=True, slots=True)
class Inside:
    """A server and an agent on it that runs code."""

    server: Server
    agent: Deployed
    is_root: bool
    #: In the server's environment as HW_SECRET; no agent may ever see it.
    secret: str = _SECRET

    def run(self, code: str, session_id: str, agent: Deployed | None = None) -> dict[str, Any]:
        """`{"result": ...}` or `{"error", "errno", "text"}`."""
        payload = {"code": _PRELUDE + textwrap.dedent(code)}
        return self.server.ask(agent or self.agent, payload, session_id)

    def value(self, code: str, session_id: str, agent: Deployed | None = None) -> Any:
        """What the code left in `result`; it must not fail."""
        answer = self.run(code, session_id, agent)
        assert "result" in answer, answer
        return answer["result"]

    def deploy(
        self, module_code: str = "", environment: dict[str, str] | None = None, **options: Any
    ) -> Deployed:
        """Another agent that runs code; `module_code` runs when its file is loaded."""
        source = _SHELL.format(module_code=_PRELUDE + textwrap.dedent(module_code))
        if not self.is_root:
            environment = {"PYTHONPATH": _site_packages(), **(environment or {})}
        return self.server.deploy(source, environment=environment, **options)


@pytest.fixture(scope="session", params=["root", "user"])
def inside(request):
    """A server of each kind of user this host can show, and an agent that runs code."""
    is_root = os.geteuid() == 0
    if request.param == "root" and not is_root:
        pytest.skip("these tests do not run as root")
    as_other_user = request.param == "user" and is_root
    if as_other_user:
        _skip_unless_ordinary_user_can_serve()
    environment = {
        "HW_SECRET": _SECRET,
        "HEADWATER_SANDBOX__MEMORY_MAX_BYTES": str(400_000_000),
        "HEADWATER_SANDBOX__PROCESSES_MAX_COUNT": "40",
        "HEADWATER_SANDBOX__SCRATCH_MAX_BYTES": str(16 * 1024 * 1024),
        "HEADWATER_SANDBOX__READABLE_PATHS": _site_packages(),
        "HEADWATER_STORAGE__MAX_BYTES": str(_STORAGE_MAX_BYTES),
        "HEADWATER_STORAGE__FILES_MAX_COUNT": "200",
        "HEADWATER_STORAGE__WATCH_EVERY_S": "0.1",
    }
    folder = Path(tempfile.mkdtemp(prefix="headwater-security-"))  # pytest's own cannot be entered by others
    folder.chmod(0o755)
    server = (_OrdinaryServer if as_other_user else Server)(folder / "data", environment)
    try:
        server.start()
        host = Inside(server, None, is_root and not as_other_user)  # type: ignore[arg-type]
        if "isolation: namespaces" not in server.log_text():
            pytest.skip("this host has no namespaces for ordinary users")
        yield Inside(server, host.deploy(), host.is_root)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def unconfined(tmp_path_factory):
    """A server whose sessions are not isolated, and an agent that runs code."""
    environment = {"HEADWATER_SANDBOX__ISOLATION": "process"}
    with running_server(tmp_path_factory.mktemp("unconfined"), environment) as server:
        host = Inside(server, None, True)  # type: ignore[arg-type]
        yield Inside(server, host.deploy(), True)


@pytest.fixture
def sid():
    """A session of the test's own."""
    return new_session_id()


@pytest.fixture
def other_sid():
    """Another session of the test's own."""
    return new_session_id()


def _site_packages() -> str:
    return next(path for path in site.getsitepackages() if path.endswith("site-packages"))


def _skip_unless_ordinary_user_can_serve() -> None:
    if not Path(_SYSTEM_PYTHON).exists() or shutil.which("setpriv") is None:
        pytest.skip(f"an ordinary user's server needs {_SYSTEM_PYTHON} and setpriv")
    code = "import httptools, uvloop, sqlalchemy, headwater.assembly"
    source = str(Path(__file__).parents[2] / "src")
    user = str(_ORDINARY_UID)
    done = subprocess.run(
        ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", _SYSTEM_PYTHON, "-c", code],
        env={"PYTHONPATH": f"{_site_packages()}:{source}", "HOME": "/"}, cwd="/",
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"an ordinary user cannot read this checkout: {done.stderr.decode()[-200:]}")
