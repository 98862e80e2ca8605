"""The memory that code which reads its variable is given when it is deployed, on a real server."""

import uuid

import pytest

from headwater.client import RequestFailed
from headwater.client.own_memory import (
    ID_VARIABLE,
    NAME_VARIABLE,
    MemoryWish,
    build_memory_name,
    get_or_create_memory,
)

SOURCE = """
import os
from headwater import App
app = App()

@app.entrypoint
def answer(payload):
    return {name: value for name, value in os.environ.items() if name in
            ("BEDROCK_AGENTCORE_MEMORY_ID", "BEDROCK_AGENTCORE_MEMORY_NAME", "SHADE")}

app.run()
"""


@pytest.fixture
def name():
    return f"m{uuid.uuid4().hex[:12]}"


@pytest.fixture
def deploy(client, name, tmp_path):
    """`deploy(**options)`: the variables that the deployed agent sees."""

    def deploy(source=SOURCE, **options):
        (tmp_path / "agent.py").write_text(source)
        client.deploy(tmp_path, name, **options)
        with client.invoke(name, {}) as invocation:
            return invocation.result

    return deploy


def count_memories(client, name):
    found = client.request("POST", "/memories/", json={"maxResults": 100})["memories"]
    return sum(memory["id"].startswith(f"{name}_memory-") for memory in found)


def test_code_that_reads_the_variable_gets_a_memory_and_keeps_it(client, name, deploy):
    first = deploy()
    second = deploy(SOURCE + "\n# saved again")
    third = deploy(environment={"SHADE": "blue"})

    assert first[NAME_VARIABLE] == f"{name}_memory"
    assert first[ID_VARIABLE].startswith(f"{name}_memory-")
    assert second == first
    assert third == {**first, "SHADE": "blue"}
    assert count_memories(client, name) == 1


def test_code_that_does_not_read_it_gets_none(client, name, deploy):
    assert deploy(SOURCE.replace("BEDROCK_AGENTCORE_MEMORY", "OTHER")) == {}
    assert count_memories(client, name) == 0


def test_a_memory_that_somebody_chose_stands(client, name, deploy):
    chosen = {ID_VARIABLE: "notes-0123456789"}

    assert deploy(environment=chosen) == chosen
    assert count_memories(client, name) == 0


def test_a_memory_that_is_gone_is_replaced_with_the_next_version(client, deploy):
    first = deploy()
    client.request("DELETE", f"/memories/{first[ID_VARIABLE]}/delete")

    assert deploy()[ID_VARIABLE] != first[ID_VARIABLE]


def test_a_name_that_begins_like_another_is_not_confused_with_it(client, name):
    longer = get_or_create_memory(client, MemoryWish(name=f"{name}_x"))

    made = get_or_create_memory(client, MemoryWish(name=name))
    found = get_or_create_memory(client, MemoryWish(name=name))

    assert longer.id != made.id
    assert made == found


def test_what_the_server_refuses_is_said(client):
    with pytest.raises(RequestFailed, match="name"):
        get_or_create_memory(client, MemoryWish(name="1st"))


@pytest.mark.parametrize("length", [1, 41, 42, 48])
def test_every_agent_name_makes_a_memory_name_of_its_own(length):
    name, other = "a" * length, "a" * (length - 1) + "b"

    assert len(build_memory_name(name)) <= 48
    assert build_memory_name(name) != build_memory_name(other)
