"""The memory API over boto3 and plain HTTP: answers, errors, paginators, exact payloads."""

import json
import uuid
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from headwater.core.identifiers import LOCAL_ACCOUNT_ID

START = datetime(2026, 3, 1, 12, 0, 0, 123000, UTC)
SESSION = {"actorId": "ann", "sessionId": "s-1"}


def create_event(server, memory_id, payload, **more):
    members = {"memoryId": memory_id, **SESSION, "eventTimestamp": START, "payload": payload}
    return server.data.create_event(**members | more)["event"]


def post_event(server, memory_id, raw=None, **members):
    """CreateEvent as plain HTTP. `raw` is the body as it stands."""
    body = {"actorId": "ann", "sessionId": "s-1", "eventTimestamp": 1_772_366_400.5, "payload": []}
    text = json.dumps(body | members, ensure_ascii=False) if raw is None else raw
    return server.http("POST", f"/memories/{memory_id}/events", text.encode())


def error_of(call, *args, **kwargs):
    with pytest.raises(ClientError) as caught:
        call(*args, **kwargs)
    return caught.value.response


def check_error(response, code, status, text=""):
    assert response["Error"]["Code"] == code
    assert response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert text in response["Error"]["Message"]


def test_statuses_of_every_answer(server):
    name = f"st_{uuid.uuid4().hex[:10]}"
    made = server.control.create_memory(name=name, eventExpiryDuration=3, tags={"a": "b"})
    memory = made["memory"]
    memory_id, arn = memory["id"], memory["arn"]
    assert (memory["status"], memory["name"]) == ("CREATING", name)
    assert memory["createdAt"].tzinfo is not None
    server.control.get_waiter("memory_created").wait(memoryId=memory_id)
    updated = server.control.update_memory(memoryId=memory_id, description="d")
    assert server.control.list_tags_for_resource(resourceArn=arn)["tags"] == {"a": "b"}
    server.control.tag_resource(resourceArn=arn, tags={"c": "d"})
    server.control.untag_resource(resourceArn=arn, tagKeys=["a"])
    assert server.control.list_tags_for_resource(resourceArn=arn)["tags"] == {"c": "d"}
    event = server.data.create_event(memoryId=memory_id, **SESSION, eventTimestamp=START, payload=[])
    where = {"memoryId": memory_id, **SESSION}
    one = where | {"eventId": event["event"]["eventId"]}
    answers = [
        (made, 202),
        (server.control.get_memory(memoryId=memory_id, view="full"), 200),
        (updated, 202),
        (server.control.list_memories(), 200),
        (event, 201),
        (server.data.get_event(**one), 200),
        (server.data.list_events(**where), 200),
        (server.data.list_sessions(memoryId=memory_id, actorId="ann"), 200),
        (server.data.list_actors(memoryId=memory_id), 200),
        (server.data.delete_event(**one), 200),
        (server.control.delete_memory(memoryId=memory_id), 202),
    ]
    for answer, status in answers:
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == status


def test_a_name_that_is_taken(server, memory_id):
    name = server.control.get_memory(memoryId=memory_id)["memory"]["name"]
    response = error_of(server.control.create_memory, name=name, eventExpiryDuration=3)
    check_error(response, "ValidationException", 400, f"Memory with name {name} already exists")


def test_what_does_not_exist(server, memory_id):
    nothing, no_event = "none-0123456789", "0000001752235548000#97f30a6b"
    event = create_event(server, memory_id, [])
    for call, members in [
        (server.control.get_memory, {"memoryId": nothing}),
        (server.control.update_memory, {"memoryId": nothing}),
        (server.control.delete_memory, {"memoryId": nothing}),
        (server.data.create_event, {"memoryId": nothing, **SESSION, "eventTimestamp": START, "payload": []}),
        (server.data.list_events, {"memoryId": nothing, **SESSION}),
        (server.data.list_actors, {"memoryId": nothing}),
        (server.data.list_sessions, {"memoryId": nothing, "actorId": "ann"}),
        (server.data.get_event, {"memoryId": memory_id, **SESSION, "eventId": no_event}),
        (server.data.delete_event, {"memoryId": memory_id, **SESSION, "eventId": no_event}),
        (
            server.data.get_event,
            {"memoryId": memory_id, "actorId": "bob", "sessionId": "s-1", "eventId": event["eventId"]},
        ),
    ]:
        check_error(error_of(call, **members), "ResourceNotFoundException", 404, "was not found")
    unknown = {"memoryId": memory_id, "actorId": "nobody"}
    assert server.data.list_events(**unknown, sessionId="none")["events"] == []
    assert server.data.list_sessions(**unknown)["sessionSummaries"] == []


@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({"actorId": "ünï"}, "actorId"),
        ({"actorId": "a" * 256}, "at most 255"),
        ({"actorId": ""}, "actorId"),
        ({"actorId": "a\n"}, "actorId"),
        ({"actorId": "/a"}, "actorId"),
        ({"sessionId": "s" * 101}, "at most 100"),
        ({"sessionId": "a/b"}, "sessionId"),
        ({"payload": [{"blob": 1, "json": {"content": 1}}]}, "exactly one of"),
        ({"payload": [{}]}, "exactly one of"),
        ({"payload": [{"blob": 1}] * 101}, "at most 100"),
        ({"payload": [{"conversational": {"content": {"text": "x" * 100_001}, "role": "USER"}}]}, "100000"),
        ({"payload": [{"conversational": {"content": {"text": "x"}, "role": "KING"}}]}, "USER"),
        ({"payload": [{"json": {"content": "x" * 102_399}}]}, "102401 bytes"),
        ({"metadata": {f"k{n}": {"stringValue": ""} for n in range(16)}}, "at most 15"),
        ({"metadata": {"k": {"stringValue": "x" * 257}}}, "at most 256"),
        ({"metadata": {"k!": {"stringValue": "x"}}}, "metadata"),
        ({"metadata": {"k": {"numberValue": 1}}}, "metadata"),
        ({"branch": {"name": "new"}}, "does not exist yet"),
        ({"branch": {"name": "b", "rootEventId": "x"}}, "rootEventId"),
        ({"eventTimestamp": -0.001}, "between 1970 and 9999"),
        ({"eventTimestamp": 1e12}, "eventTimestamp"),
        ({"eventTimestamp": "2026-01-01T00:00:00Z"}, "seconds since 1970"),
        ({"eventTimestamp": None}, "eventTimestamp"),
        ({"payload": None}, "payload"),
        ({"extractionMode": "MAYBE"}, "SKIP"),
    ],
)
def test_bad_events_are_named(server, memory_id, members, text):
    reply = post_event(server, memory_id, **members)

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (400, "ValidationException"), reply.body
    assert text in reply.json()["message"]
    assert reply.json()["fieldList"]
    assert server.data.list_actors(memoryId=memory_id)["actorSummaries"] == []


@pytest.mark.parametrize(
    "blob",
    ["NaN", "1e400", "-Infinity", r'"\ud800"', "[" * 200 + "]" * 200, '"\x01"', "{'a': 1}", "1" * 5000],
)
def test_what_is_no_json_is_refused(server, memory_id, blob):
    body = f'{{"actorId":"ann","sessionId":"s","eventTimestamp":1,"payload":[{{"blob":{blob}}}]}}'
    reply = post_event(server, memory_id, raw=body)

    assert reply.status == 400, reply.body
    assert reply.json()["reason"] == "CannotParse"


@pytest.mark.parametrize(
    "blob",
    [
        "123456789012345678901234567890", "-0", "1.0", "1e2", "0.1", "1.7976931348623157e308", "true",
        r'"\u0000\ud83d\ude00\u2028"', '"é\U0010ffff"', "[null, {}, [], \"\"]", '{"": {"\\u0000": 1}}',
        "1" * 4000,
    ],
)  # fmt: skip
def test_json_comes_back_with_the_types_it_had(server, memory_id, blob):
    payload = f'[{{"blob":{blob}}},{{"json":{{"content":{blob}}}}}]'
    body = f'{{"actorId":"ann","sessionId":"s-1","eventTimestamp":1,"payload":{payload}}}'
    assert post_event(server, memory_id, raw=body).status == 201

    listed = server.http("POST", f"/memories/{memory_id}/actor/ann/sessions/s-1", b"{}").json()
    assert repr(listed["events"][0]["payload"]) == repr(json.loads(payload))
    (event,) = server.data.list_events(memoryId=memory_id, **SESSION)["events"]
    assert repr(event["payload"]) == repr(json.loads(payload))


def test_boto3_refuses_bytes_and_keeps_milliseconds(server, memory_id):
    with pytest.raises(ParamValidationError):
        create_event(server, memory_id, [{"blob": b"raw"}])
    reply = post_event(server, memory_id, eventTimestamp=1_772_366_400.1239)
    assert reply.json()["event"]["eventTimestamp"] == 1_772_366_400.123
    assert reply.json()["event"]["eventId"].startswith("0000001772366400123#")


def test_an_event_of_ten_megabytes_passes_and_a_larger_one_does_not(server, memory_id):
    text = "é\n" * 2_600_000  # 10.4 million bytes as kept, twice as many as boto3 sends
    event = create_event(server, memory_id, [{"blob": text}])
    read = server.data.get_event(memoryId=memory_id, **SESSION, eventId=event["eventId"])["event"]
    assert read["payload"] == [{"blob": text}]
    response = error_of(create_event, server, memory_id, [{"blob": "x" * 10_485_760}])
    check_error(response, "ValidationException", 400, "an event can have 10485760")
    response = error_of(create_event, server, memory_id, [{"blob": "x" * 34_000_000}])
    check_error(response, "ValidationException", 400, "larger than")


def test_paginators_go_to_the_end(server, memory_id, make_memory):
    for number in range(23):
        where = {"actorId": f"a{number:02}", "sessionId": "s"}
        create_event(server, memory_id, [{"blob": number}], **where)
        create_event(server, memory_id, [{"blob": number}], sessionId=f"s{number}")
        create_event(server, memory_id, [{"blob": number}])
    others = {make_memory() for _ in range(3)}

    def collect(client, operation, member, **members):
        pages = client.get_paginator(operation).paginate(**members, PaginationConfig={"PageSize": 5})
        found = [page[member] for page in pages]
        assert all(found)
        return [row for page in found for row in page]

    one = {"memoryId": memory_id}
    events = collect(server.data, "list_events", "events", **one, **SESSION)
    assert [event["payload"][0]["blob"] for event in events] == list(range(22, -1, -1))
    actors = collect(server.data, "list_actors", "actorSummaries", **one)
    assert [actor["actorId"] for actor in actors] == [*(f"a{n:02}" for n in range(23)), "ann"]
    assert len(collect(server.data, "list_sessions", "sessionSummaries", **one, actorId="ann")) == 24
    memories = collect(server.control, "list_memories", "memories")
    assert {memory_id, *others} <= {memory["id"] for memory in memories}
    assert len(server.control.list_memories(maxResults=100)["memories"]) >= 4


def test_a_memorys_arn_stands_for_its_id(server, memory_id):
    arn = server.control.get_memory(memoryId=memory_id)["memory"]["arn"]
    assert arn.endswith(f":{LOCAL_ACCOUNT_ID}:memory/{memory_id}")
    event = create_event(server, arn, [{"blob": 1}])
    where = {"memoryId": arn, **SESSION}
    assert server.data.get_event(**where, eventId=event["eventId"])["event"]["payload"] == [{"blob": 1}]
    assert len(server.data.list_events(**where)["events"]) == 1
    bare = server.http("POST", f"/memories/{arn}/actors", b"{}")
    assert bare.json()["actorSummaries"] == [{"actorId": "ann"}]
    reply = server.http("GET", f"/memories/{quote(arn, safe='')}/details")
    assert reply.status == 400  # the control plane takes ids alone


def test_tokens_survive_a_killed_server(make_server):
    server = make_server()
    made = server.control.create_memory(name="m", eventExpiryDuration=3, clientToken="a" * 33)["memory"]
    event = create_event(server, made["id"], [{"blob": 1}], clientToken="t")
    server.kill()
    server.start()
    again = server.control.create_memory(name="m", eventExpiryDuration=3, clientToken="a" * 33)["memory"]
    assert again["id"] == made["id"]
    assert create_event(server, made["id"], [{"blob": 1}], clientToken="t") == event
    response = error_of(create_event, server, made["id"], [{"blob": 2}], clientToken="t")
    check_error(response, "ValidationException", 400, "used before with other parameters")
    assert len(server.data.list_events(memoryId=made["id"], **SESSION)["events"]) == 1
