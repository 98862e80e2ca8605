"""Versions in environments of their own: built from what their code names, by uv, kept by content."""

import subprocess
import sys

import pytest

import effort
from servers import ROLE_ARN, build_zip, wait_until

#: What one of them builds, another finds built.
#: A small package that neither the server nor the tests need.
PACKAGE = "cowsay"
MISSPELT = "cowsai-no-such-package-anywhere"

_SOURCE = """
from {package} import {app} as App
app = App()

@app.entrypoint
def answer(payload):
    names = {{}}
    exec(payload["code"], names)
    return names["result"]

app.run()
"""
AGENT = _SOURCE.format(package="bedrock_agentcore.runtime", app="BedrockAgentCoreApp")
#: Serves with nothing but what the environment's Python has, and what `headwater` brings.
OWN_APP = _SOURCE.format(package="headwater", app="App")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server whose environments are only these tests'."""
    from servers import running_server

    with running_server(tmp_path_factory.mktemp("environments")) as server:
        yield server


def build_log(server, agent):
    return server.get_json(f"runtimes/{agent.name}/versions/{agent.version}/build-log")["text"]


def find_python(minor):
    """Whether this host has a Python 3.`minor`, as the server would find it."""
    from headwater.core.errors import InvalidRequest
    from headwater.environments.pythons import Pythons

    try:
        return Pythons().get(f"PYTHON_3_{minor}")
    except InvalidRequest:
        return None


def with_runtime(artifact, runtime):
    artifact["codeConfiguration"]["runtime"] = runtime
    return artifact


def create(server, files, runtime):
    """CreateAgentRuntime for a Python that is not the server's."""
    artifact = with_runtime(server.upload(build_zip(files)), runtime)
    name = f"other_{runtime.lower()}_{len(files)}"
    return server.control.create_agent_runtime(
        agentRuntimeName=name, agentRuntimeArtifact=artifact, roleArn=ROLE_ARN
    )


def test_a_package_that_the_server_lacks_is_there_for_the_agent(server):
    agent = server.deploy({"agent.py": OWN_APP, "requirements.txt": f"{PACKAGE}\nheadwater\n"})

    code = f"import sys, {PACKAGE}, headwater; result = [{PACKAGE}.__name__, sys.prefix, headwater.__file__]"
    name, prefix, _ = server.ask(agent, {"code": code})

    assert name == PACKAGE
    assert "/environments/" in prefix
    assert f" + {PACKAGE}==" in build_log(server, agent)
    packages = server.describe(agent)["packages"]["1"]
    assert (packages["source"], packages["python"]) == (
        "requirements.txt",
        ".".join(map(str, sys.version_info[:3])),
    )


@effort.long
def test_only_what_is_named_is_there(server):
    agent = server.deploy({"agent.py": OWN_APP, "requirements.txt": f"{PACKAGE}\nheadwater\n"})

    code = (
        "import importlib.util; result = [importlib.util.find_spec(n) is None for n in ('strands', 'boto3')]"
    )

    assert server.ask(agent, {"code": code}) == [True, True]


@effort.long
def test_the_same_wish_is_built_once(server):
    files = {"agent.py": OWN_APP, "requirements.txt": f"headwater\n{PACKAGE}==6.1\n"}
    first = server.deploy(files)
    second = server.deploy({**files, "agent.py": OWN_APP + "\n# another agent\n"})

    assert "building environment" in build_log(server, first)
    assert "building environment" not in build_log(server, second)
    keys = [server.describe(agent)["packages"]["1"]["key"] for agent in (first, second)]
    assert keys[0] == keys[1]


def test_a_misspelt_package_fails_with_the_reason_and_the_old_version_serves_on(server):
    agent = server.deploy({"agent.py": OWN_APP, "requirements.txt": "headwater\n"})

    wrong = {"agent.py": OWN_APP, "requirements.txt": f"{MISSPELT}\n"}
    broken = server.update(agent, wrong, expect="UPDATE_FAILED")

    assert MISSPELT in broken.failure_reason
    assert "requirements.txt could not be installed" in broken.failure_reason
    assert "not found in the package registry" in broken.failure_reason
    assert MISSPELT in build_log(server, broken)
    assert server.ask(agent, {"code": "result = 'still here'"}) == "still here"

    fresh = server.deploy(wrong, expect="CREATE_FAILED")
    assert MISSPELT in fresh.failure_reason


@pytest.mark.parametrize(
    ("requirements", "words"),
    [
        (b"six ==== 1\n", "no such comparison operator"),
        (b"-r missing.txt\n", "missing.txt"),
        (b"\xff\xfe\x00s\x00i\x00x", "requirements.txt"),
        (b"six==99999.0\n", "no version of six==99999.0"),
        (b"six>2\nsix<1\n", "six"),
    ],
)
def test_a_list_that_cannot_be_satisfied_says_why(server, requirements, words):
    failed = server.deploy({"agent.py": OWN_APP, "requirements.txt": requirements}, expect="CREATE_FAILED")

    assert words in failed.failure_reason


def test_a_package_without_a_wheel_is_built(server):
    """From the code's own folder, so that nothing depends on what a registry has."""
    setup = 'from setuptools import setup\nsetup(name="homemade", version="1.0", py_modules=["homemade"])\n'
    files = {
        "agent.py": OWN_APP,
        "requirements.txt": "headwater\n./pkg\n",
        "pkg/setup.py": setup,
        "pkg/homemade.py": "VALUE = 42\n",
    }
    agent = server.deploy(files)

    assert server.ask(agent, {"code": "import homemade; result = homemade.VALUE"}) == 42


@effort.long
def test_a_project_file_and_a_lock_say_it_as_well(server, tmp_path):
    project = (
        '[project]\nname = "demo"\nversion = "0.1"\nrequires-python = ">=3.11"\n'
        f'dependencies = ["{PACKAGE}", "starlette", "uvicorn"]\n'
    )
    files = {"agent.py": OWN_APP, "pyproject.toml": project}
    agent = server.deploy(files)
    assert server.ask(agent, {"code": f"import {PACKAGE}; result = 1"}) == 1
    assert server.describe(agent)["packages"]["1"]["source"] == "pyproject.toml"

    (tmp_path / "pyproject.toml").write_text(project)
    command = [sys.executable, "-m", "uv", "lock", "--quiet", "--python", sys.executable]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=60)
    lock = (tmp_path / "uv.lock").read_text().replace('version = "0.1"', 'version = "0.2"')
    agent = server.deploy({**files, "uv.lock": lock})
    assert server.ask(agent, {"code": f"import {PACKAGE}; result = 2"}) == 2
    assert server.describe(agent)["packages"]["1"]["source"] == "uv.lock"


@effort.long
def test_packages_of_another_machine_are_replaced(server):
    """As in the zip files that AWS's tools make: packages for arm64 beside the code."""
    foreign = "linux_riscv64"
    files = {
        "agent.py": OWN_APP,
        "cowsay/__init__.py": "raise ImportError('built for another machine')\n",
        "cowsay-6.1.dist-info/WHEEL": f"Wheel-Version: 1.0\nTag: cp311-cp311-{foreign}\n",
        "headwater-0.1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
        "own.py": "VALUE = 'beside the code'\n",
    }
    agent = server.deploy(files)

    code = "import cowsay, own; result = [cowsay.__file__, own.VALUE]"
    file, value = server.ask(agent, {"code": code})

    assert "/site-packages/" in file
    assert value == "beside the code"
    assert server.describe(agent)["packages"]["1"]["source"] == "vendored wheels"


OTHERS = [minor for minor in (11, 12, 13) if minor != sys.version_info.minor]


@pytest.mark.parametrize("minor", [10, *(pytest.param(minor, marks=effort.long) for minor in OTHERS)])
def test_the_python_that_is_asked_for_is_used(server, minor):
    if find_python(minor) is None:
        pytest.skip(f"this host has no Python 3.{minor}")
    source = AGENT if minor < 11 else OWN_APP
    wanted = "bedrock-agentcore\n" if minor < 11 else "headwater\n"
    created = create(server, {"agent.py": source, "requirements.txt": wanted}, f"PYTHON_3_{minor}")
    runtime_id = created["agentRuntimeId"]

    def settled():
        found = server.control.get_agent_runtime(agentRuntimeId=runtime_id)
        return found if found["status"] != "CREATING" else None

    found = wait_until(settled, 120, "the version to settle")
    assert found["status"] == "READY", found.get("failureReason")
    code = "import sys; result = [sys.version_info[1], sys.executable]"
    for _ in range(2):  # a fork, and perhaps a spare
        assert server.ask(found["agentRuntimeArn"], {"code": code})[0] == minor


def test_a_python_that_is_not_here_is_refused_with_what_to_install(server):
    missing = next((minor for minor in (14, 13, 12, 10) if find_python(minor) is None), None)
    if missing is None:
        pytest.skip("this host has every Python there is")
    with pytest.raises(server.control.exceptions.ValidationException) as caught:
        create(server, {"agent.py": AGENT}, f"PYTHON_3_{missing}")

    error = caught.value.response
    assert f"install python3.{missing}" in error["Error"]["Message"]
    assert error["fieldList"][0]["name"] == "agentRuntimeArtifact.codeConfiguration.runtime"


@effort.long
def test_a_call_waits_for_the_environment(server):
    artifact = server.upload(build_zip({"agent.py": OWN_APP, "requirements.txt": "headwater\nsix==1.16.0\n"}))
    created = server.control.create_agent_runtime(
        agentRuntimeName="called_early", agentRuntimeArtifact=artifact, roleArn=ROLE_ARN
    )

    code = "import six; result = six.__version__"

    assert server.ask(created["agentRuntimeArn"], {"code": code}) == "1.16.0"


def test_a_build_log_is_gone_with_its_runtime(server):
    agent = server.deploy({"agent.py": OWN_APP, "requirements.txt": "headwater\n"})
    assert build_log(server, agent)
    server.control.delete_agent_runtime(agentRuntimeId=agent.id)
    folder = server.data_dir / "builds" / agent.id

    wait_until(lambda: not folder.exists(), what="the build log to go")


def test_a_killed_server_goes_on_with_the_build(make_server):
    """A local package whose build never ends: there is always time to kill the server in it."""
    own = make_server()
    setup = "import time\nwhile True:\n    time.sleep(0.1)\n"
    files = {"agent.py": OWN_APP, "requirements.txt": "headwater\n./pkg\n", "pkg/setup.py": setup}
    created = own.control.create_agent_runtime(
        agentRuntimeName="slow", agentRuntimeArtifact=own.upload(build_zip(files)), roleArn=ROLE_ARN
    )
    runtime_id = created["agentRuntimeId"]
    wait_until(lambda: "Building" in _log(own, runtime_id), 60, "the build to begin")

    own.kill()
    wait_until(lambda: not _find_builders(own), what="the build to end with its server")
    own.start()

    assert own.control.get_agent_runtime(agentRuntimeId=runtime_id)["status"] == "CREATING"
    wait_until(lambda: "Building" in _log(own, runtime_id), 60, "the build to begin anew")
    own.control.delete_agent_runtime(agentRuntimeId=runtime_id)
    wait_until(lambda: not _find_builders(own), what="the build to end with its runtime")
    folder = own.data_dir / "environments"
    wait_until(lambda: not list(folder.glob(".part-*")), what="its folder to go")


@effort.long
def test_without_a_registry_the_servers_own_packages_do_if_they_fit(make_server):
    offline = make_server(UV_OFFLINE="1")
    wanted = "bedrock-agentcore>=1\nstarlette\n"

    agent = offline.deploy({"agent.py": AGENT, "requirements.txt": wanted})
    assert offline.ask(agent, {"code": "result = 'served'"}) == "served"
    assert "no package registry can be reached" in build_log(offline, agent)
    assert offline.describe(agent)["packages"] == {"1": None}

    failed = offline.deploy({"agent.py": AGENT, "requirements.txt": PACKAGE}, expect="CREATE_FAILED")
    assert PACKAGE in failed.failure_reason


def _log(server, runtime_id):
    reply = server.http("GET", f"/headwater/v1/runtimes/{runtime_id}/versions/1/build-log")
    return reply.json()["text"]


def _find_builders(server):
    """Processes that install packages for this server."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if str(server.data_dir) in line and "--link-mode" in line]
