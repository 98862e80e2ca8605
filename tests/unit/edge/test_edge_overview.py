"""What is told of doors: what is in force and what came, and never a secret."""

import json

import pytest

from headwater.edge.app import EdgeApp
from headwater.edge.config import Overrides, load
from headwater.edge.opening import open_doors, open_resources

HASH = "sha256:" + "0123456789abcdef" * 4
CONFIG = f"""
[listen]
trusted_proxies = ["10.0.0.0/8"]

[[door]]
name = "chat"
path = "/chat"
forms = ["openai"]
target.agent = "bot"
request.extra = {{token = "s3cret-extra"}}
auth = {{kind = "api-key", keys = {{ada = "{HASH}"}}}}
cors.origins = ["https://chat.example.com"]
[door.guards]
address_rate = ["5/second"]
principal_concurrency = 2
[[door.guards.rule]]
name = "no-tricks"
part = "body"
pattern = "s3cret-pattern"

[[door]]
name = "signed"
path = "/signed"
target.agent = "bot"
target.qualifier = "staging"
auth = {{kind = "sigv4", keys = {{AKIDEXAMPLE = {{name = "bob", secret = "s3cret-key"}}}}}}
"""


@pytest.fixture
async def app(tmp_path):
    path = tmp_path / "edge.toml"
    path.write_text(CONFIG)
    config = load(path, Overrides(is_inside_server=True))
    async with open_resources(tmp_path, object()) as resources:
        yield EdgeApp(await open_doors(config, resources))


async def ask(app, path, method="GET", **headers):
    """The status of an answer, and what the door counted while it was made."""
    running = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        running.append(app.describe()["doors"][0]["running"])
        statuses.append(message.get("status"))

    statuses = []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"x"), *((k.encode(), v.encode()) for k, v in headers.items())],
        "client": ("192.0.2.1", 1),
    }
    await app(scope, receive, send)
    return statuses[0], max(running)


async def test_what_is_in_force_is_told_and_no_secret(app):
    found = app.describe()

    chat, signed = found["doors"]
    assert found["trustedProxies"] == ["10.0.0.0/8"]
    assert {one["path"]: one["form"] for one in chat["paths"]} == {
        "/chat": "original",
        "/chat/v1/chat/completions": "openai",
        "/chat/v1/models": None,
    }
    assert (chat["authentication"]["kind"], chat["authentication"]["callerCount"]) == ("api-key", 1)
    assert (chat["guards"]["addressRate"], chat["guards"]["principalConcurrency"]) == (["5/second"], 2)
    assert chat["guards"]["rules"][0]["name"] == "no-tricks"
    assert (signed["target"]["agent"], signed["target"]["qualifier"]) == ("bot", "staging")
    text = json.dumps(found)
    assert not [secret for secret in ("s3cret", HASH[10:], "AKIDEXAMPLE", "ada") if secret in text]


async def test_what_comes_is_counted_and_what_is_refused_by_its_rule(app):
    assert await ask(app, "/chat", "OPTIONS") == (204, 1)
    assert (await ask(app, "/chat", "POST"))[0] == 401
    assert (await ask(app, "/chat", "POST"))[0] == 401
    assert (await ask(app, "/nowhere"))[0] == 404

    found = app.describe()
    chat = found["doors"][0]
    assert (chat["requests"], chat["running"]) == (3, 0)
    assert [(one["rule"], one["count"]) for one in chat["refusals"]] == [("authentication", 2)]
    assert chat["refusals"][0]["lastAt"] >= chat["lastRequestAt"]
    assert found["doors"][1]["requests"] == 0
    assert [one["rule"] for one in found["elsewhere"]["refusals"]] == ["not_found"]


async def test_counts_outlive_a_change_of_the_doors_and_go_with_a_door(app, tmp_path):
    await ask(app, "/chat", "OPTIONS")
    await ask(app, "/signed", "OPTIONS")
    path = tmp_path / "edge.toml"
    path.write_text(CONFIG.partition('[[door]]\nname = "signed"')[0])
    async with open_resources(tmp_path, object()) as resources:
        app.replace(await open_doors(load(path, Overrides(is_inside_server=True)), resources))

    assert [(one["name"], one["requests"]) for one in app.describe()["doors"]] == [("chat", 1)]
    assert "signed" not in app.counts._doors
