"""What policies' conditions see of operations on memories."""

import json
from datetime import UTC, datetime

import botocore.session
import pytest

from headwater.core.errors import NotFound
from headwater.core.policies import Ask, parse_policy
from headwater.core.principals import CallerKind, Principal
from headwater.memory.facts import KNOWN, find_facts
from headwater.memory.plane import FOR_AGENTS

MODEL = botocore.session.get_session().get_service_model("bedrock-agentcore")
OPERATIONS = sorted(
    name
    for name in MODEL.operation_names
    if MODEL.operation_model(name).http["requestUri"].startswith("/memories")
)
#: Members that conditions can look at -> the key.
KEYS = {
    "actorId": "actorId",
    "sessionId": "sessionId",
    "strategyId": "strategyId",
    "memoryStrategyId": "strategyId",
    "namespace": "namespace",
    "namespacePath": "namespace",
    "namespaces": "namespace",
    "sourceNamespaces": "namespace",
}


def build(shape, path, told):
    """A value for a shape of the service model; what conditions can look at goes into `told` too."""
    name = path[-1] if path else ""
    if name in KEYS:
        value = "/".join(path)
        told.append((f"bedrock-agentcore:{KEYS[name]}", value))
        return [value] if shape.type_name == "list" else value
    if shape.type_name == "structure":
        return {key: build(member, (*path, key), told) for key, member in shape.members.items()}
    if shape.type_name == "list":
        return [build(shape.member, (*path, str(number)), told) for number in range(2)]
    return "x"


def allowed(operation, values, condition, operator="StringLike"):
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {operator: condition}}
    policy = parse_policy(json.dumps({"Statement": statement}))
    caller = Principal(kind=CallerKind.KEY, name="k", owner="key:k", policy=policy)
    return all(caller.may(Ask(action="x", facts=facts)) for facts in find_facts(operation, values))


def namespaces(*patterns):
    return {"bedrock-agentcore:namespace": list(patterns)}


def test_every_operation_of_the_service_model_is_known():
    assert set(OPERATIONS) == KNOWN
    assert FOR_AGENTS - {"GetMemory"} <= KNOWN


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_member_that_conditions_can_look_at_is_told(operation):
    told = []
    values = build(MODEL.operation_model(operation).input_shape, (), told)

    found = find_facts(operation, values)

    assert found
    assert {fact for facts in found for fact in facts.items()} >= set(told)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_is_not_said_is_no_fact(operation):
    values = {"memoryId": "m", "records": [{"memoryRecordId": "mem-1"}, {"memoryRecordId": "mem-2"}]}
    assert find_facts(operation, values) == [{}]


def test_other_operations_have_no_facts():
    assert find_facts("InvokeAgentRuntime", {"namespace": "/a/"}) == [{}]
    assert find_facts("GetMemory", {"memoryId": "m"}) == [{}]


def test_each_namespace_of_a_batch_must_be_allowed():
    def batch(*names):
        return {"records": [{"namespaces": [name] if name else []} for name in names]}

    for names, expected in (
        (["/a/x", "/a/y"], True),
        (["/a/x", "/b/y"], False),
        (["/a/x", None], False),
    ):
        condition = namespaces("/a/*")
        assert allowed("BatchCreateMemoryRecords", batch(*names), condition) is expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"sourceNamespaces": ["/a/x"], "namespaces": ["/a/y"]}, True),
        ({"sourceNamespaces": ["/a/x"]}, True),
        ({"sourceNamespaces": ["/b/x"], "namespaces": ["/a/y"]}, False),
        ({"sourceNamespaces": ["/a/x"], "namespaces": ["/b/y"]}, False),
        ({"sourceNamespaces": ["/a/x"], "namespaces": []}, False),
        ({"namespaces": ["/a/y"]}, False),  # to where it may go, from nobody knows where
        ({}, False),
    ],
)
def test_a_record_is_changed_where_it_was_and_where_it_will_be(item, expected):
    assert allowed("BatchUpdateMemoryRecords", {"records": [item]}, namespaces("/a/*")) is expected


@pytest.mark.parametrize("operation", ["ListMemoryRecords", "RetrieveMemoryRecords"])
@pytest.mark.parametrize(
    ("asked", "pattern", "expected"),
    [
        ({"namespace": "/a/b/"}, "/a/*", True),
        ({"namespace": "/a/b/"}, "/a/b/", True),
        ({"namespace": "/c/"}, "/a/*", False),
        ({"namespacePath": "/a/"}, "/a/*", True),
        ({"namespacePath": "/a/b/"}, "/a/*", True),
        ({"namespacePath": "/a/"}, "/a/", False),
        ({"namespacePath": "/a/"}, "/a/?*", False),
        ({"namespacePath": "/a/b/"}, "*/??", False),
        ({"namespacePath": "/a/"}, "*/", False),
        ({"namespacePath": "/"}, "/a/*", False),
        ({"namespacePath": "/"}, "/*", False),  # what begins with no slash is below it too
        ({"namespacePath": "/"}, "*", True),
        ({}, "*", False),
    ],
)
def test_a_path_counts_as_itself_and_all_below(operation, asked, pattern, expected):
    assert allowed(operation, asked, namespaces(pattern)) is expected


def test_a_strategy_that_is_not_named_is_not_allowed():
    condition = {"bedrock-agentcore:strategyId": "s-1"}
    named = {"namespace": "/a/", "searchCriteria": {"memoryStrategyId": "s-1"}}
    assert allowed("RetrieveMemoryRecords", named, condition)
    assert not allowed("RetrieveMemoryRecords", {"namespace": "/a/", "searchCriteria": {}}, condition)


def test_an_actor_of_ones_own():
    condition = {"bedrock-agentcore:actorId": "ada"}
    for operation in ("CreateEvent", "GetEvent", "ListEvents", "ListSessions", "DeleteEvent", "IngestData"):
        assert allowed(operation, {"actorId": "ada", "sessionId": "s"}, condition, "StringEquals")
        assert not allowed(operation, {"actorId": "eve", "sessionId": "s"}, condition, "StringEquals")
    assert not allowed("ListActors", {}, condition)


def test_a_large_batch_is_checked_once_for_each_namespace():
    items = [{"namespaces": [f"/a/{number % 2}"]} for number in range(100)]
    assert len(find_facts("BatchCreateMemoryRecords", {"records": items})) == 2


async def test_a_record_is_only_found_where_the_request_says_it_is(memories):
    """Or a permission for one namespace would be one for all."""
    memory_id = await memories.make()
    (record_id,) = await memories.write(memory_id, "/a/", "tea")
    where = {"memoryId": memory_id, "memoryRecordId": record_id}
    item = {"memoryRecordId": record_id}
    change = item | {"timestamp": datetime.now(UTC), "namespaces": ["/b/"]}

    got = await memories("GetMemoryRecord", **where, namespace="/a/")
    assert got["memoryRecord"]["content"] == {"text": "tea"}
    for operation in ("GetMemoryRecord", "DeleteMemoryRecord"):
        with pytest.raises(NotFound):
            await memories(operation, **where, namespace="/b/")
    for operation, entry in (
        ("BatchUpdateMemoryRecords", change | {"sourceNamespaces": ["/b/"]}),
        ("BatchUpdateMemoryRecords", change | {"sourceNamespaces": []}),
        ("BatchDeleteMemoryRecords", item | {"namespace": "/b/"}),
    ):
        answer = await memories(operation, memoryId=memory_id, records=[entry])
        assert answer["failedRecords"][0]["errorCode"] == 404
    assert await memories.texts(memory_id, namespace="/a/") == ["tea"]
    for operation, entry in (
        ("BatchUpdateMemoryRecords", change | {"sourceNamespaces": ["/a/"]}),
        ("BatchDeleteMemoryRecords", item | {"namespace": "/b/"}),
    ):
        answer = await memories(operation, memoryId=memory_id, records=[entry])
        assert len(answer["successfulRecords"]) == 1
