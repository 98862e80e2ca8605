"""Memory records over the wire: boto3, the official SDK's session manager, and the embedded vectors."""

import uuid
import warnings
from datetime import UTC, datetime
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from headwater.models.embedding_weights import find_embedding_weights
from headwater.models.settings import ModelsSettings, default_cache_dir
from servers import Server

FACTS = {
    "food": "Her favourite dish is mushroom risotto.",
    "work": "She repairs violins in a workshop in Cremona.",
    "pets": "A parrot called Otto lives with her.",
}


@pytest.fixture(scope="module")
def memory_server(tmp_path_factory):
    """A server whose vectors are hashed words: they need no weights."""
    environment = {"HEADWATER_MODELS__EMBEDDINGS": "hashed", "HEADWATER_MODELS__DEFAULT": "scripted"}
    server = Server(tmp_path_factory.mktemp("records") / "data", environment)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def memory_id(memory_server):
    return make_memory(memory_server, indexedKeys=[{"key": "topic", "type": "STRING"}])


def make_memory(server, **members):
    name = f"records_{uuid.uuid4().hex[:12]}"
    return server.control.create_memory(name=name, eventExpiryDuration=30, **members)["memory"]["id"]


def write(server, memory_id, namespace="/users/ada/"):
    items = [
        {
            "requestIdentifier": topic,
            "namespaces": [namespace],
            "content": {"text": text},
            "timestamp": datetime(2026, 3, 4, tzinfo=UTC),
            "metadata": {"topic": {"stringValue": topic}},
        }
        for topic, text in FACTS.items()
    ]
    answer = server.data.batch_create_memory_records(memoryId=memory_id, records=items)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert answer["failedRecords"] == []
    return {entry["requestIdentifier"]: entry["memoryRecordId"] for entry in answer["successfulRecords"]}


def retrieve(server, memory_id, query, **members):
    criteria = {"searchQuery": query} | members.pop("criteria", {})
    answer = server.data.retrieve_memory_records(memoryId=memory_id, searchCriteria=criteria, **members)
    return answer["memoryRecordSummaries"]


def test_a_record_lives_through_all_operations(memory_server, memory_id):
    data = memory_server.data
    ids = write(memory_server, memory_id)

    got = data.get_memory_record(memoryId=memory_id, memoryRecordId=ids["food"])["memoryRecord"]
    assert got["content"] == {"text": FACTS["food"]}
    assert got["timestamp"] == datetime(2026, 3, 4, tzinfo=UTC)
    assert got["metadata"] == {"topic": {"stringValue": "food"}}
    changed = data.batch_update_memory_records(
        memoryId=memory_id,
        records=[
            {
                "memoryRecordId": ids["food"],
                "timestamp": datetime(2026, 3, 5, tzinfo=UTC),
                "content": {"text": "She now prefers ravioli."},
            }
        ],
    )
    assert [entry["status"] for entry in changed["successfulRecords"]] == ["SUCCEEDED"]
    assert (
        retrieve(memory_server, memory_id, "ravioli", namespace="/users/ada/")[0]["memoryRecordId"]
        == ids["food"]
    )
    assert (
        data.delete_memory_record(memoryId=memory_id, memoryRecordId=ids["pets"])["memoryRecordId"]
        == ids["pets"]
    )
    answer = data.batch_delete_memory_records(
        memoryId=memory_id, records=[{"memoryRecordId": ids["pets"]}, {"memoryRecordId": ids["work"]}]
    )
    assert [entry["memoryRecordId"] for entry in answer["successfulRecords"]] == [ids["work"]]
    assert [entry["errorCode"] for entry in answer["failedRecords"]] == [404]
    with pytest.raises(ClientError) as gone:
        data.get_memory_record(memoryId=memory_id, memoryRecordId=ids["pets"])
    assert gone.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_filters_over_the_wire(memory_server, memory_id):
    write(memory_server, memory_id)
    only_work = {
        "left": {"metadataKey": "topic"},
        "operator": "EQUALS_TO",
        "right": {"metadataValue": {"stringValue": "work"}},
    }

    found = retrieve(
        memory_server, memory_id, "parrot", namespacePath="/users", criteria={"metadataFilters": [only_work]}
    )
    listed = memory_server.data.list_memory_records(
        memoryId=memory_id, namespacePath="/users", metadataFilters=[only_work]
    )

    assert [entry["content"]["text"] for entry in found] == [FACTS["work"]]
    assert [entry["content"]["text"] for entry in listed["memoryRecordSummaries"]] == [FACTS["work"]]
    with pytest.raises(ClientError) as refused:
        retrieve(
            memory_server,
            memory_id,
            "x",
            namespace="/users/ada/",
            criteria={"metadataFilters": [only_work | {"left": {"metadataKey": "colour"}}]},
        )
    error = refused.value.response["Error"]
    assert error["Code"] == "ValidationException"
    assert "'colour' is not an indexed key of this memory (it has topic)" in error["Message"]


def test_boto3_pages_through_everything_once(memory_server, memory_id):
    items = [
        {
            "requestIdentifier": str(number),
            "namespaces": [f"/u/{number % 3}/"],
            "content": {"text": f"fact {number}"},
            "timestamp": datetime(2026, 3, 4, tzinfo=UTC),
        }
        for number in range(100)
    ]
    memory_server.data.batch_create_memory_records(memoryId=memory_id, records=items)

    for name, members in (
        ("list_memory_records", {"namespacePath": "/u"}),
        (
            "retrieve_memory_records",
            {"namespacePath": "/u", "searchCriteria": {"searchQuery": "fact", "topK": 100}},
        ),
    ):
        pages = memory_server.data.get_paginator(name).paginate(
            memoryId=memory_id, PaginationConfig={"PageSize": 7}, **members
        )
        texts = [entry["content"]["text"] for page in pages for entry in page["memoryRecordSummaries"]]
        assert sorted(texts) == sorted(f"fact {number}" for number in range(100))


def test_a_user_never_sees_anothers_records(memory_server, memory_id):
    write(memory_server, memory_id, "/users/ada")
    for namespace in ("/users/ad", "/users/adam", "/users/ada/x", "/users/ADA", "users/ada"):
        assert retrieve(memory_server, memory_id, "risotto", namespace=namespace) == []
        assert retrieve(memory_server, memory_id, "risotto", namespacePath=namespace) == []


def test_the_sdk_finds_memories(memory_server, memory_id):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the SDK's own making
        from bedrock_agentcore.memory import MemoryClient
    write(memory_server, memory_id)
    client = MemoryClient(region_name="us-west-2")
    client.gmdp_client, client.gmcp_client = memory_server.data, memory_server.control

    found = client.retrieve_memories(
        memory_id=memory_id, namespace="/users/ada/", query="mushroom risotto", top_k=2
    )

    assert found[0]["content"]["text"] == FACTS["food"]
    assert len(found) == 2
    assert 1 >= found[0]["score"] > found[1]["score"] >= 0


def test_records_outlive_the_server(tmp_path):
    environment = {"HEADWATER_MODELS__EMBEDDINGS": "none", "HEADWATER_MODELS__DEFAULT": "scripted"}
    server = Server(tmp_path / "data", environment).start()
    memory_id = make_memory(server)
    write(server, memory_id)

    server.kill()
    server.start()

    assert (
        retrieve(server, memory_id, "violins", namespace="/users/ada/")[0]["content"]["text"] == FACTS["work"]
    )
    assert "searched by their words" in server.get_json("status")["models"]["embeddings"]["note"]
    server.stop()


@pytest.mark.embedded
def test_the_embedded_model_finds_what_is_meant(tmp_path):
    if find_embedding_weights(ModelsSettings(cache_dir=default_cache_dir(Path.home()))) is None:
        pytest.skip("the embeddings' weights are not in the cache: headwater models pull")
    server = Server(tmp_path / "data", {"HEADWATER_MODELS__DEFAULT": "scripted"}).start()
    memory_id = make_memory(server)
    write(server, memory_id)

    for question, topic in (
        ("What does she eat?", "food"),
        ("her job", "work"),
        ("Has she got animals?", "pets"),
    ):
        found = retrieve(server, memory_id, question, namespace="/users/ada/")
        assert found[0]["content"]["text"] == FACTS[topic]

    assert server.stop() == 0
