"""The examples do what they say: the four use cases of a front door, all at one edge."""

import base64
import json
import os
import subprocess
import sys

import pytest
from example_doors import EXAMPLES, PASS_SECRET, PASSWORD

CHAT = {"model": "agent", "stream": True, "messages": [{"role": "user", "content": "ねこ"}]}


def basic(password):
    return "Basic " + base64.b64encode(f"ada:{password}".encode()).decode()


def make_pass(name, secret=PASS_SECRET, good_for_s=60):
    code = f"import passes; print(passes.make_pass({name!r}, {good_for_s}))"
    environment = {**os.environ, "PASS_SECRET": secret}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=EXAMPLES, env=environment, capture_output=True, text=True, check=True)
    return f"Pass {done.stdout.strip()}"


def test_nothing_tells_the_account(edge, gated):
    account = gated.arn.split(":")[4]
    replies = [
        edge.post(CHAT, "/hide_account/agent/v1/chat/completions"),
        edge.post({"prompt": "!fail"}, "/function_url"),
        edge.post(b"{", "/hide_account/agent"),
    ]

    for reply in replies:
        seen = reply.body.decode() + str(reply.headers)
        for secret in (gated.arn, account, gated.name, gated.id):
            assert secret not in seen


def test_one_agent_in_many_forms(edge):
    original = edge.post({"prompt": "ねこ"}, "/reshape")
    transformed = edge.post({"prompt": "ねこ", "response": "transformed"}, "/reshape").body.decode()
    openai = edge.post(CHAT, "/reshape/v1/chat/completions").body.decode()
    lines = edge.post({"prompt": "ねこ"}, "/reshape/lines")

    assert b"contentBlockDelta" in original.body
    assert transformed.startswith("1: ねこ\n----------\n")
    assert openai.endswith("data: [DONE]\n\n")
    assert lines.headers["content-type"] == "application/jsonl; charset=utf-8"
    found = [json.loads(line) for line in lines.body.splitlines()]
    assert found[:-1] == [{"text": "1: "}, {"text": "ね"}, {"text": "こ"}]
    assert found[-1] == {"session": lines.headers["x-session-id"], "tokens": 38}


FIREWALL = [
    ({"prompt": "hello, ねこ"}, {}, 200),
    ({"prompt": "x' OR '1'='1"}, {}, 403),
    ({"prompt": "1 union all select password"}, {}, 403),
    (b'{"prompt": "\\u003cscript>"}', {}, 403),
    ({"prompt": "hello"}, {"user_agent": "sqlmap/1.7"}, 403),
    ({"prompt": "hello"}, {"x_forwarded_for": "192.0.2.7"}, 403),
    ({"prompt": "x" * 8_001}, {}, 413),
    ({"prompt": "x" * 70_000}, {}, 413),
]


@pytest.mark.parametrize(("number", "case"), list(enumerate(FIREWALL)))
def test_the_firewall(edge, number, case):
    """Each from an address of its own, as the tests' are a trusted proxy's: rates are counted by address."""
    body, headers, status = case
    headers = {"x_forwarded_for": f"198.51.100.{number}", **headers}

    assert edge.post(body, "/firewall", **headers).status == status


def test_the_firewall_counts(edge):
    """More than the 100 of an hour, as how many come in a second is the machine's matter."""
    statuses = [edge.post(b"no agent is asked", "/firewall").status for _ in range(110)]

    assert statuses[0] == 400
    assert statuses[-1] == 429


def test_passwords(edge):
    path = "/passwords/agent/v1/chat/completions"

    assert edge.post(CHAT, path).status == 401
    assert edge.post(CHAT, path, Authorization=basic("wrong")).status == 401
    assert edge.post(CHAT, path, Authorization=basic(PASSWORD)).status == 200
    crossing = {"Authorization": basic(PASSWORD), "Sec_Fetch_Site": "cross-site"}
    assert edge.post(CHAT, path, **crossing).status == 403


def test_an_authentication_of_ones_own(edge):
    def status(authorization):
        return edge.post({"prompt": "hi"}, "/own_authentication", Authorization=authorization).status

    good = make_pass("ada")
    assert status(good) == 200
    assert status(make_pass("ada", good_for_s=-1)) == 401
    assert status(make_pass("ada", secret="f" * 32)) == 401
    assert status(good.replace("ada", "eve")) == 401
    assert status("Pass ada") == 401
    assert edge.post({"prompt": "hi"}, "/own_authentication").status == 401
