"""The official SDK's `MemoryClient`, unmodified: every method of it that works on memories and events."""

import uuid
import warnings
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the SDK is written for an older pydantic
    from bedrock_agentcore.memory import MemoryClient
    from bedrock_agentcore.memory.constants import StrategyType

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SESSION = {"actor_id": "ann", "session_id": "s-1"}
PROMPTS = {"prompt": "Be brief", "modelId": "any.model"}


@pytest.fixture
def client(sdk_environment):
    client = MemoryClient(region_name="us-west-2")
    yield client
    client.gmcp_client.close()
    client.gmdp_client.close()


@pytest.fixture
def new_name():
    return f"sdk_{uuid.uuid4().hex[:12]}"


def say(client, memory_id, number, role="USER", **more):
    return client.create_event(
        memory_id=memory_id,
        **SESSION,
        messages=[(f"m{number}", role)],
        event_timestamp=START + timedelta(seconds=number),
        **more,
    )


def texts(events):
    return [item["conversational"]["content"]["text"] for event in events for item in event["payload"]]


def test_a_memory_is_made_found_again_and_deleted(client, new_name):
    made = client.create_or_get_memory(name=new_name, description="of tests", event_expiry_days=30)
    again = client.create_or_get_memory(name=new_name)

    assert again["id"] == made["id"] == made["memoryId"]
    assert (made["status"], made["eventExpiryDuration"]) == ("ACTIVE", 30)
    assert client.get_memory_status(made["id"]) == "ACTIVE"
    assert made["id"] in [memory["memoryId"] for memory in client.list_memories()]
    deleted = client.delete_memory_and_wait(made["id"], poll_interval=0.05)
    assert deleted["status"] == "DELETING"
    with pytest.raises(ClientError) as caught:
        client.get_memory(memoryId=made["id"])
    assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_a_name_that_begins_anothers_still_finds_its_own_memory(client, new_name):
    """The SDK takes the first memory whose id begins with the name."""
    longer = client.create_memory(name=f"{new_name}_more")
    shorter = client.create_memory(name=new_name)

    assert client.create_or_get_memory(name=new_name)["id"] == shorter["id"]
    assert client.create_or_get_memory(name=f"{new_name}_more")["id"] == longer["id"]
    client.delete_memory(shorter["id"])
    reborn = client.create_or_get_memory(name=new_name)
    assert reborn["id"] != shorter["id"]
    assert client.create_or_get_memory(name=new_name)["id"] == reborn["id"]


def test_events_are_listed_newest_first_and_grouped_into_turns(client, memory_id):
    for number in range(12):
        say(client, memory_id, number, "USER" if number % 2 == 0 else "ASSISTANT")

    events = client.list_events(memory_id, **SESSION)
    assert texts(events) == [f"m{n}" for n in range(11, -1, -1)]
    assert len(client.list_events(memory_id, **SESSION, max_results=5)) == 5
    bare = client.list_events(memory_id, **SESSION, include_payload=False)
    assert [event["payload"] for event in bare] == [[]] * 12
    turns = client.get_last_k_turns(memory_id, **SESSION, k=3)
    # Turns begin where a user speaks, and the SDK reads from the newest event on.
    assert [[message["content"]["text"] for message in turn] for turn in turns] == [
        ["m11"],
        ["m10", "m9"],
        ["m8", "m7"],
    ]


def test_many_pages_are_read_to_the_end(client, memory_id):
    for number in range(230):
        say(client, memory_id, number)

    assert texts(client.list_events(memory_id, **SESSION, max_results=1000)) == [
        f"m{n}" for n in range(229, -1, -1)
    ]
    (main,) = client.list_branches(memory_id, **SESSION)
    assert (main["name"], main["eventCount"]) == ("main", 230)
    assert len(client.list_branch_events(memory_id, **SESSION, max_results=230)) == 230


def test_branches_fork_continue_and_merge(client, memory_id):
    events = [say(client, memory_id, number) for number in range(4)]
    root = events[1]["eventId"]
    forked = client.fork_conversation(
        memory_id, **SESSION, root_event_id=root, branch_name="b", new_messages=[("b0", "USER")],
        event_timestamp=START + timedelta(seconds=10),
    )  # fmt: skip
    say(client, memory_id, 11, branch={"name": "b"})

    assert forked["branch"] == {"name": "b", "rootEventId": root}
    branches = {branch["name"]: branch for branch in client.list_branches(memory_id, **SESSION)}
    assert {name: branch["eventCount"] for name, branch in branches.items()} == {"main": 4, "b": 2}
    assert branches["b"]["rootEventId"] == root
    assert texts(client.list_branch_events(memory_id, **SESSION)) == ["m3", "m2", "m1", "m0"]
    assert texts(client.list_branch_events(memory_id, **SESSION, branch_name="b")) == ["m11", "b0"]
    merged = client.merge_branch_context(memory_id, **SESSION, branch_name="b")
    assert [(m["content"], m["branch"]) for m in merged] == [
        ("m0", "main"), ("m1", "main"), ("b0", "b"), ("m11", "b"),
    ]  # fmt: skip
    turns = client.get_last_k_turns(memory_id, **SESSION, k=9, branch_name="b", include_branches=True)
    assert [turn[0]["content"]["text"] for turn in turns] == ["m11", "b0", "m1", "m0"]
    tree = client.get_conversation_tree(memory_id, **SESSION)["main_branch"]
    assert [event["messages"][0]["text"] for event in tree["events"]] == ["m3...", "m2...", "m1...", "m0..."]
    assert tree["branches"]["b"]["root_event_id"] == root
    assert len(tree["branches"]["b"]["events"]) == 2


def test_blobs_metadata_and_what_the_client_passes_on(client, memory_id):
    blob = {"n": 10**30, "f": 1.0, "deep": [None, True, {"é": "\x00"}], "text": "{}"}
    kept = client.create_blob_event(
        memory_id, **SESSION, blob_data=blob, metadata={"place": {"stringValue": "NYC"}}
    )
    say(client, memory_id, 1, metadata={"place": {"stringValue": "Bern"}}, extraction_mode="SKIP")

    def filtered(operator, **right):
        condition = {"left": {"metadataKey": "place"}, "operator": operator, **right}
        return client.list_events(memory_id, **SESSION, event_metadata=[condition])

    (found,) = filtered("EQUALS_TO", right={"metadataValue": {"stringValue": "NYC"}})
    assert found["payload"] == [{"blob": blob}]
    assert found["metadata"] == {"place": {"stringValue": "NYC"}}
    assert len(filtered("EXISTS")) == 2
    assert filtered("NOT_EXISTS") == []
    one = {"memoryId": memory_id, "actorId": "ann", "sessionId": "s-1", "eventId": kept["eventId"]}
    assert client.get_event(**one)["event"] == found
    assert client.delete_event(**one)["eventId"] == kept["eventId"]
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client.get_event(**one)
    assert (
        client.list_sessions(memory_id=memory_id, actor_id="ann")["sessionSummaries"][0]["sessionId"] == "s-1"
    )
    assert client.list_actors(memoryId=memory_id)["actorSummaries"] == [{"actorId": "ann"}]


def test_conversations_are_saved_and_turns_processed(client, memory_id):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        saved = client.save_conversation(memory_id, **SESSION, messages=[("hi", "USER"), ("yo", "TOOL")])
        memories, answer, event = client.process_turn_with_llm(
            memory_id=memory_id, **SESSION, user_input="what?", llm_callback=lambda text, found: f"<{text}>"
        )
    assert [item["conversational"]["role"] for item in saved["payload"]] == ["USER", "TOOL"]
    assert (memories, answer) == ([], "<what?>")
    assert texts([event]) == ["what?", "<what?>"]


def test_every_kind_of_strategy_is_added_modified_and_deleted(client, memory_id):
    client.add_semantic_strategy_and_wait(memory_id, "facts")
    client.add_summary_strategy_and_wait(memory_id, "summary", description="short")
    client.add_user_preference_strategy_and_wait(memory_id, "likes", namespace_templates=["/x/{actorId}/"])
    client.add_custom_semantic_strategy_and_wait(
        memory_id, "custom", extraction_config=PROMPTS, consolidation_config=PROMPTS
    )
    client.add_episodic_strategy_and_wait(
        memory_id, "episodes", reflection_namespace_templates=["/r/{actorId}/"]
    )
    client.add_custom_episodic_strategy_and_wait(
        memory_id, "own_episodes", PROMPTS, PROMPTS, PROMPTS | {"namespaceTemplates": ["/r/"]}
    )
    found = {strategy["name"]: strategy for strategy in client.get_memory_strategies(memory_id)}
    assert {name: strategy["memoryStrategyType"] for name, strategy in found.items()} == {
        "facts": "SEMANTIC", "summary": "SUMMARIZATION", "likes": "USER_PREFERENCE", "custom": "CUSTOM",
        "episodes": "EPISODIC", "own_episodes": "CUSTOM",
    }  # fmt: skip
    assert found["facts"]["namespaces"] == ["/strategies/{memoryStrategyId}/actors/{actorId}/"]
    assert found["likes"]["namespaceTemplates"] == found["likes"]["namespaces"] == ["/x/{actorId}/"]
    assert {strategy["status"] for strategy in found.values()} == {"ACTIVE"}
    with pytest.raises(ClientError, match="ServiceQuotaExceededException"):
        client.add_semantic_strategy(memory_id, "seventh")

    client.modify_strategy(memory_id, found["facts"]["strategyId"], description="new")
    changed = {"extraction": {"appendToPrompt": "Be long", "modelId": "other"}}
    client.modify_strategy(memory_id, found["custom"]["strategyId"], configuration=changed)
    client.delete_strategy(memory_id, found["likes"]["strategyId"])
    updated = client.update_memory_strategies_and_wait(
        memory_id,
        add_strategies=[{StrategyType.SEMANTIC.value: {"name": "again"}}],
        modify_strategies=[{"memoryStrategyId": found["summary"]["strategyId"], "description": "longer"}],
        delete_strategy_ids=[found["episodes"]["strategyId"]],
    )
    after = {strategy["name"]: strategy for strategy in updated["strategies"]}
    assert set(after) == {"facts", "summary", "custom", "own_episodes", "again"}
    assert (after["facts"]["description"], after["summary"]["description"]) == ("new", "longer")
    configuration = after["custom"]["configuration"]
    assert configuration["type"] == "SEMANTIC_OVERRIDE"
    extraction = configuration["extraction"]["customExtractionConfiguration"]["semanticExtractionOverride"]
    assert extraction == {"appendToPrompt": "Be long", "modelId": "other"}
    consolidation = configuration["consolidation"]["customConsolidationConfiguration"]
    assert consolidation["semanticConsolidationOverride"]["appendToPrompt"] == "Be brief"


def test_a_memory_is_made_with_strategies(client, new_name):
    made = client.create_memory_and_wait(
        name=new_name,
        strategies=[
            {StrategyType.SEMANTIC.value: {"name": "facts"}},
            {StrategyType.SUMMARY.value: {"name": "s"}},
        ],
        indexed_keys=[{"key": "priority", "type": "NUMBER"}],
        memory_execution_role_arn="arn:aws:iam::123456789012:role/memory",
    )
    assert [strategy["memoryStrategyType"] for strategy in made["strategies"]] == [
        "SEMANTIC",
        "SUMMARIZATION",
    ]
    assert made["strategies"][0]["memoryStrategyId"].startswith("facts-")
    assert made["indexedKeys"] == [{"key": "priority", "type": "NUMBER"}]
    client.delete_memory(made["id"])
