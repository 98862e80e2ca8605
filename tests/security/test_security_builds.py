"""What a package's own build script can do on the host that builds it: nothing that its agent could not."""

import json
import os
import re

import pytest

import effort

_SETUP = """
import json, os, socket, subprocess, sys
from setuptools import setup

def can(action):
    try:
        action()
        return True
    except OSError:
        return False

def connects(port):
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass

found = {{
    "uid": os.getuid(),
    "data_dir": sorted(os.listdir({data_dir!r})) if os.path.isdir({data_dir!r}) else None,
    "environments": sorted(os.listdir({data_dir!r} + "/environments")),
    "caches": [n for n in os.listdir({data_dir!r}) if n == "package-cache"],
    "database": can(lambda: open({data_dir!r} + "/headwater.db")),
    "shadow": can(lambda: open("/etc/shadow")),
    "host_file": os.path.exists({host_file!r}),
    "pids": [p for p in os.listdir("/proc") if p.isdigit() and int(p) > 200],
    "secret": any("{secret}" in v for v in os.environ.values()),
    "mount": subprocess.run(["mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0,
    "server_port": can(lambda: connects({port})),
    "writes_base": can(lambda: open(os.path.join(sys.base_prefix, "lib", "planted.txt"), "w")),
    "writes_code": can(lambda: open("/var/task/planted.txt", "w")),
}}
sys.stderr.write("FOUND " + json.dumps(found) + "\\n")
sys.stderr.flush()
sys.exit("that is all")
"""


@pytest.fixture(autouse=True)
def is_long_enough(inside):
    """What an ordinary user's server builds is built as root's does it, and takes as long."""
    if not inside.is_root and os.geteuid() == 0 and not effort.IS_LONG:
        pytest.skip("takes minutes: set HEADWATER_LONG_TESTS=1")


@pytest.fixture
def found(inside):
    """What a build script on this server sees and may do."""
    server = inside.server
    port = int(server.url.rpartition(":")[2])
    host_file = server.data_dir.parent / "of-the-host.txt"
    host_file.write_text("nobody's business")
    setup = _SETUP.format(
        data_dir=str(server.data_dir), secret=inside.secret, port=port, host_file=str(host_file)
    )
    files = {"agent.py": "", "requirements.txt": "./pkg\n", "pkg/setup.py": setup}
    failed = server.deploy(files, expect="CREATE_FAILED")
    text = server.get_json(f"runtimes/{failed.name}/versions/1/build-log")["text"]
    told = re.search(r"FOUND (\{.*\})", text)
    assert told, text
    return json.loads(told[1])


def test_a_build_script_sees_and_reaches_nothing_of_the_host(found):
    assert found["uid"] == 1000
    assert found["data_dir"] == ["environments"]
    assert len(found["environments"]) == 1
    assert found["caches"] == []
    refused = ("database", "shadow", "host_file", "secret", "mount", "server_port", "writes_base")
    assert {name: found[name] for name in refused} == dict.fromkeys(refused, False)
    assert found["pids"] == []


def test_a_list_of_packages_reads_no_file_of_the_host(inside):
    server = inside.server
    secret_file = server.data_dir.parent / f"secret-{inside.is_root}.txt"
    secret_file.write_text("hunter2-of-the-host\n")
    secret_file.chmod(0o644)

    failed = server.deploy(
        {"agent.py": "", "requirements.txt": f"-r {secret_file}\n"}, expect="CREATE_FAILED"
    )

    text = server.get_json(f"runtimes/{failed.name}/versions/1/build-log")["text"]
    assert "hunter2-of-the-host" not in text + failed.failure_reason
    assert "No such file" in failed.failure_reason


def test_what_was_built_cannot_lead_the_server_astray(inside):
    """A script that replaces its environment's own files by links to the host's: nothing follows them."""
    server = inside.server
    setup = """
import os, sys
from setuptools import setup
venv = [p for p in os.environ["UV_PROJECT_ENVIRONMENT"].split()][0]
for name in ("pyvenv.cfg",):
    os.unlink(f"{venv}/{name}")
    os.symlink("/etc/passwd", f"{venv}/{name}")
os.symlink("/etc", f"{venv}/facts.json")
setup(name="homemade", version="1.0", py_modules=[])
"""
    files = {"agent.py": "", "requirements.txt": "./pkg\n", "pkg/setup.py": setup}
    server.deploy(files, expect="CREATE_FAILED")

    assert server.is_alive
    for facts in (server.data_dir / "environments").glob("*/facts.json"):
        assert not facts.is_symlink()
        assert not json.loads(facts.read_text())["base"].startswith("/etc")


def test_an_environment_is_shown_to_its_own_sessions_only_and_cannot_be_changed(inside, sid):
    source = """
import os, sys
from headwater import App
app = App()

@app.entrypoint
def answer(payload):
    folder = os.path.dirname(os.path.dirname(sys.prefix))
    try:
        open(os.path.join(sys.prefix, "planted"), "w")
        writes = True
    except OSError:
        writes = False
    data = os.listdir(os.path.dirname(folder))
    return {"environments": len(os.listdir(folder)), "data": data, "writes": writes}

app.run()
"""
    for extra in ("", "six==1.16.0\n"):
        agent = inside.server.deploy({"agent.py": source, "requirements.txt": f"headwater\n{extra}"})

    answer = inside.server.ask(agent, {}, sid)

    assert answer == {"environments": 1, "data": ["environments"], "writes": False}
