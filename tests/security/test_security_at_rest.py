"""Agents' environment variables: encrypted in the data folder, and in no listing, log or error."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import uuid

import pytest
from botocore.exceptions import ClientError
from cryptography.fernet import Fernet

import effort
from servers import running_server

AGENT = """
import json, os
async def app(scope, receive, send):
    await receive()
    body = json.dumps({"length": len(os.environ["API_KEY"])}).encode()
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
"""


@pytest.fixture
def canary():
    return f"canary-{uuid.uuid4().hex}"


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path) as server:
        yield server


def find_in_files(server, text):
    """Files of the data folder, and the server's log, that hold `text`."""
    found = ["the log"] if text in server.log_text() else []
    for folder, _, names in os.walk(server.data_dir):
        for name in names:
            path = os.path.join(folder, name)
            if not stat.S_ISREG(os.lstat(path).st_mode):
                continue
            with open(path, "rb") as file:
                if text.encode() in file.read():
                    found.append(path)
    return found


def run_cli(server, *arguments):
    environment = {**os.environ, "HEADWATER_URL": server.url}
    ran = subprocess.run(
        [sys.executable, "-m", "headwater.cli.main", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )
    return ran.stdout + ran.stderr


def variables_of(server, runtime_id):
    return server.control.get_agent_runtime(agentRuntimeId=runtime_id).get("environmentVariables")


def test_a_secret_shows_to_its_agent_and_to_get_alone(server, canary):
    variables = {"API_KEY": canary, "OTHER": f"é {canary}"}
    agent = server.deploy(AGENT, environment=variables)
    server.update(agent, AGENT, environment=variables)
    server.deploy("raise RuntimeError('no')", environment=variables, expect="CREATE_FAILED")
    assert server.ask(agent, {}) == {"length": len(canary)}

    refused = []
    members = {"agentRuntimeName": agent.name, **server._members(AGENT, variables)}
    for change in ({}, {"environmentVariables": {**variables, "a=b": canary}}, {"description": "d" * 5000}):
        with pytest.raises(ClientError) as caught:
            server.control.create_agent_runtime(**{**members, **change})
        refused.append(str(caught.value.response))
    token = {"clientToken": "c" * 40}
    server.control.create_agent_runtime(**{**members, "agentRuntimeName": "once", **token})
    with pytest.raises(ClientError) as caught:
        server.control.create_agent_runtime(**{**members, "agentRuntimeName": "twice", **token})
    refused.append(str(caught.value.response))
    control, path = server.control, {"agentRuntimeId": agent.id}
    shown = [
        control.list_agent_runtimes(),
        control.list_agent_runtime_versions(**path),
        control.list_agent_runtime_endpoints(**path),
        server.describe(agent),
        server.get_json("status"),
        server.agent_log(agent),
        run_cli(server, "status", agent.name, "--json"),
        run_cli(server, "status", agent.name),
        run_cli(server, "logs", agent.name),
    ]

    assert "API_KEY" in run_cli(server, "status", agent.name, "--json")
    assert canary not in json.dumps([refused, shown], default=str)
    assert find_in_files(server, canary) == []
    assert variables_of(server, agent.id) == variables
    server.kill()
    assert find_in_files(server, canary) == []
    server.start()
    assert variables_of(server, agent.id) == variables
    assert server.ask(agent, {}) == {"length": len(canary)}


def test_no_other_user_sees_it_in_a_process(server, canary):
    agent = server.deploy(AGENT, environment={"API_KEY": canary})
    server.ask(agent, {})
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as cmdline:
                assert canary.encode() not in cmdline.read()
            with open(f"/proc/{pid}/environ", "rb") as environ:
                if canary.encode() not in environ.read():
                    continue
            mode = os.stat(f"/proc/{pid}/environ").st_mode
        except OSError:
            continue  # ended meanwhile, or nothing for us to read
        assert stat.S_IMODE(mode) & 0o077 == 0


def test_what_an_older_version_left_in_clear_is_encrypted_and_leaves_no_trace(server, canary):
    agent = server.deploy(AGENT, environment={"API_KEY": "x"})
    bare = server.deploy("async def app(scope, receive, send): ...")
    server.stop()
    (server.data_dir / "encryption.key").unlink()
    database = sqlite3.connect(server.data_dir / "headwater.db")
    database.execute("PRAGMA secure_delete = OFF")
    clear = json.dumps({"API_KEY": canary})
    database.execute("UPDATE runtime_versions SET environment = '{}'")
    database.execute("UPDATE runtime_versions SET environment = ? WHERE runtime_id = ?", (clear, agent.id))
    database.executemany("INSERT INTO tags VALUES ('arn', ?, ?)", [(str(n), canary) for n in range(2000)])
    database.commit()
    database.execute("DELETE FROM tags WHERE resource_arn = 'arn'")
    database.commit()
    database.close()
    assert find_in_files(server, canary) == [str(server.data_dir / "headwater.db")]

    server.start()

    assert find_in_files(server, canary) == []
    assert variables_of(server, agent.id) == {"API_KEY": canary}
    assert variables_of(server, bare.id) is None
    assert server.ask(agent, {}) == {"length": len(canary)}
    server.stop()
    assert find_in_files(server, canary) == []


@effort.long
def test_keys_are_changed_by_naming_both_and_a_wrong_one_starts_nothing(tmp_path, canary):
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    key = "HEADWATER_CONTROL__ENCRYPTION_KEY"
    with running_server(tmp_path, {key: old}) as server:
        agent = server.deploy(AGENT, environment={"API_KEY": canary})
        server.stop()

        def restart(keys):
            server._overrides[key] = keys
            server.start()

        for wrong, text in ((new, "not encrypted with the key from the setting"), ("short", "no Fernet key")):
            with pytest.raises(AssertionError, match=text):
                restart(wrong)
        del server._overrides[key]
        with pytest.raises(AssertionError, match="their key is missing: put back"):
            server.start()
        assert not (server.data_dir / "encryption.key").exists()
        for keys in (old, f"{new},{old}", new):
            restart(keys)
            assert variables_of(server, agent.id) == {"API_KEY": canary}
            server.stop()
        with pytest.raises(AssertionError, match="start with the key they were encrypted with"):
            restart(old)
        assert old not in server.log_text()
        assert new not in server.log_text()
        assert find_in_files(server, new) == find_in_files(server, old) == []
        restart(new)


def test_the_key_that_was_made_is_its_owners_alone(server, tmp_path):
    path = server.data_dir / "encryption.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    server.stop()
    path.chmod(0o640)
    with pytest.raises(AssertionError, match=r"mode 640\); close it with: chmod 600"):
        server.start()
    path.chmod(0o600)
    shutil.copy(path, tmp_path / "elsewhere")
    path.unlink()
    server._overrides["HEADWATER_CONTROL__ENCRYPTION_KEY_FILE"] = str(tmp_path / "elsewhere")
    server.start()
    assert not path.exists()
