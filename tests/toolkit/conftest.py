"""AWS's starter toolkit as an outside judge: in an environment of its own, since its pins are not ours.

The environment is made once, below the checkout. Where it cannot be made, for want of a package registry,
the tests are skipped; in CI that is a failure. It takes two minutes: the tests are done in long runs.
"""

import fcntl
import json
import os
import socket
import subprocess
import sys
import tempfile
import textwrap
from contextlib import contextmanager
from pathlib import Path

import pytest

from servers import wait_until

VERSION = "0.3.14"
PACKAGES = (f"bedrock-agentcore-starter-toolkit=={VERSION}", "moto[server]==5.2.5")
_CACHE = Path(__file__).resolve().parents[2] / ".cache" / f"starter-toolkit-{VERSION}"
#: Importing the judge takes more than all that it is asked. So it is imported once, and each run is a fork
#: of that, with a folder, an environment and an output of its own. What is run is Python or, as a list, what
#: a user types.
_JUDGE = """
import json, os, runpy, sys
import bedrock_agentcore_starter_toolkit, bedrock_agentcore_starter_toolkit.cli.cli

def report(value):
    print("REPORT " + json.dumps(value, default=str), flush=True)

def run(source):
    if isinstance(source, str):
        exec(compile(source, "snippet", "exec"), {"__name__": "__main__", "report": report})
        return
    sys.argv = source
    runpy.run_path(source[0], run_name="__main__")

for line in sys.stdin:
    folder, environment, output, source = json.loads(line)
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number in (1, 2):
            os.dup2(os.open(output, os.O_WRONLY | os.O_APPEND), number)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        code = 70
        try:
            run(source)
            code = 0
        except SystemExit as exc:
            code = exc.code if isinstance(exc.code, int) else exc.code is not None
        except BaseException:
            import traceback
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""
_INSTALL_TIMEOUT_S = 200


class Judge:
    """Runs snippets in the judge's interpreter, in a project folder, and gives what they report."""

    def __init__(self, python, process, environment):
        self._python = python
        self._process = process
        self._environment = environment

    def run(self, folder, source, **environment):
        """Run `source`, which calls `report(value)` once; that value."""
        if environment:  # some of it is read when the judge is imported
            whole = {**self._environment, **environment}
            with _importing(self._python, whole) as process:
                return Judge(self._python, process, whole).run(folder, source)
        said = self._run(folder, textwrap.dedent(source))
        reports = [line for line in said.splitlines() if line.startswith("REPORT ")]
        assert len(reports) == 1, said
        return json.loads(reports[0].removeprefix("REPORT "))

    def command(self, folder, *arguments):
        """Run `agentcore` as a user types it; what it printed."""
        typed = [str(self._python.with_name("agentcore")), *arguments]
        return self._run(folder, typed)

    def _run(self, folder, source):
        with tempfile.NamedTemporaryFile() as output:
            order = [str(folder), self._environment, output.name, source]
            print(json.dumps(order), file=self._process.stdin, flush=True)
            code = self._process.stdout.readline()
            said = output.read().decode()
        assert code == "0\n", said
        return said


@pytest.fixture(scope="session")
def judge_python():
    """The interpreter of the judge's environment."""
    _CACHE.mkdir(parents=True, exist_ok=True)
    python, ready = _CACHE / "venv" / "bin" / "python", _CACHE / "ready"
    with (_CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run in several processes
        if not ready.is_file() or ready.read_text() != "\n".join(PACKAGES):
            uv = [sys.executable, "-m", "uv"]
            _install([*uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(_CACHE / "venv")])
            _install([*uv, "pip", "install", "--quiet", "--python", str(python), *PACKAGES])
            ready.write_text("\n".join(PACKAGES))
    return python


def _install(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_INSTALL_TIMEOUT_S)
        failure = None if done.returncode == 0 else done.stderr.strip()
    except subprocess.TimeoutExpired:
        failure = f"not done after {_INSTALL_TIMEOUT_S} s"
    if failure is not None:
        reason = f"the starter toolkit {VERSION} could not be installed: {failure[-500:]}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def moto(judge_python):
    """The address of a server that speaks for S3, IAM, STS and the rest of AWS that is not AgentCore."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [str(judge_python.with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def is_up():
        assert process.poll() is None, "moto ended before it listened"
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(is_up, 60, "moto to listen")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def _importing(python, environment):
    """A process with the judge imported in this environment."""
    process = subprocess.Popen(
        [str(python), "-c", _JUDGE], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process
        process.stdin.close()


@pytest.fixture(scope="session")
def judge_process(judge_python, judge_environment):
    """The judge, imported."""
    with _importing(judge_python, judge_environment) as process:
        yield process


@pytest.fixture(scope="session")
def judge_environment(judge_python, moto, server, tmp_path_factory):
    """The judge, with our server for AgentCore and moto for the rest."""
    # How packages are had here must stay known: it builds environments of its own.
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "HEADWATER_", "PYTEST_"))}
    nowhere = tmp_path_factory.getbasetemp() / "no-such-folder"
    return {
        **kept,
        # Of the terminal that it takes itself to have.
        "NO_COLOR": "1",
        "COLUMNS": "400",
        "PATH": f"{judge_python.parent}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "AWS_CONFIG_FILE": str(nowhere / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(nowhere / "credentials"),
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_DEFAULT_REGION": "us-west-2",
        "AWS_ENDPOINT_URL": moto,
        # Its own clients go by the last two, the one that deletes a runtime by boto3's variable.
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE": server.url,
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE_CONTROL": server.url,
        "BEDROCK_AGENTCORE_DP_ENDPOINT": server.url,
        "BEDROCK_AGENTCORE_CP_ENDPOINT": server.url,
    }


@pytest.fixture
def judge(judge_python, judge_process, judge_environment):
    """The judge itself."""
    return Judge(judge_python, judge_process, judge_environment)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working directory: a project with an agent and its requirements."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "HEADWATER_URL"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "agent.py").write_text(
        "from bedrock_agentcore.runtime import BedrockAgentCoreApp\n"
        "app = BedrockAgentCoreApp()\n"
        "@app.entrypoint\n"
        "async def answer(payload, context):\n"
        "    for word in payload['prompt'].split():\n"
        "        yield word + ' '\n"
        "    yield context.session_id\n"
        "app.run()\n"
    )
    (folder / "requirements.txt").write_text("bedrock-agentcore\n")
    monkeypatch.chdir(folder)
    return folder
