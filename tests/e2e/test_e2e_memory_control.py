"""The official SDK's `MemoryControlPlaneClient`, unmodified: every method of it."""

import uuid
import warnings

import pytest
from botocore.exceptions import ClientError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the SDK is written for an older pydantic
    from bedrock_agentcore.memory.controlplane import MemoryControlPlaneClient

WAIT = {"max_wait": 30, "poll_interval": 0.05}


@pytest.fixture
def client(sdk_environment):
    client = MemoryControlPlaneClient(region_name="us-west-2")
    yield client
    client.client.close()


def test_a_memorys_whole_life_by_the_sdks_helpers(client):
    made = client.create_memory(
        f"cp_{uuid.uuid4().hex[:10]}",
        event_expiry_days=30,
        description="of tests",
        strategies=[{"semanticMemoryStrategy": {"name": "facts"}}],
        wait_for_active=True,
        **WAIT,
    )
    memory_id = made["id"]
    assert (made["status"], made["eventExpiryDuration"]) == ("ACTIVE", 30)
    assert memory_id in [memory["id"] for memory in client.list_memories()]
    found = client.get_memory(memory_id)
    assert [strategy["name"] for strategy in found["strategies"]] == ["facts"]
    assert client.get_memory(memory_id, include_strategies=False)["strategyCount"] == 1

    client.add_strategy(memory_id, {"summaryMemoryStrategy": {"name": "short"}}, wait_for_active=True, **WAIT)
    strategies = {
        strategy["name"]: strategy["strategyId"] for strategy in client.get_memory(memory_id)["strategies"]
    }
    strategy = client.get_strategy(memory_id, strategies["short"])
    assert (strategy["type"], strategy["status"]) == ("SUMMARIZATION", "ACTIVE")
    client.update_strategy(
        memory_id, strategies["short"], description="shorter", namespace_templates=["/x/{sessionId}/"],
        wait_for_active=True, **WAIT,
    )  # fmt: skip
    strategy = client.get_strategy(memory_id, strategies["short"])
    assert (strategy["description"], strategy["namespaces"]) == ("shorter", ["/x/{sessionId}/"])
    client.remove_strategy(memory_id, strategies["facts"], wait_for_active=True, **WAIT)
    with pytest.raises(ValueError, match="not found"):
        client.get_strategy(memory_id, strategies["facts"])
    changed = client.update_memory(
        memory_id,
        description="changed",
        event_expiry_days=60,
        add_strategies=[{"userPreferenceMemoryStrategy": {"name": "likes"}}],
        modify_strategies=[{"memoryStrategyId": strategies["short"], "description": "shortest"}],
        wait_for_active=True,
        **WAIT,
    )
    assert (changed["description"], changed["eventExpiryDuration"]) == ("changed", 60)
    assert {strategy["name"] for strategy in changed["strategies"]} == {"short", "likes"}

    client.delete_memory(memory_id, wait_for_deletion=True, wait_for_strategies=True, **WAIT)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client.get_memory(memory_id)
