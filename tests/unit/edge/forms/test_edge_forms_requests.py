"""What clients may send, and what they hear of what they may not."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import InvalidRequest
from headwater.edge.forms.requests import MAX_JSON_BYTES, DoorRequest, parse_request

SESSION_ID = "afa31b91-a767-41f1-a7bc-d9cbf8c4cfd3"
BOTH = ("original", "transformed")


def parse(body=b"", *, method="POST", query=b"", headers=None, form="original", **more) -> DoorRequest:
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    return parse_request(method, query, headers or {}, body, form=form, **more)


def test_a_prompt_alone():
    assert parse({"prompt": "hello world!", "extra": 1}) == DoorRequest(
        prompt="hello world!",
        payload=b'{"prompt": "hello world!"}',
        payload_content_type="application/json",
        form="original",
    )


def test_session_and_response_are_the_clients_to_choose():
    body = {"prompt": "日本", "runtimeSessionId": SESSION_ID, "response": "transformed"}

    request = parse(body, choices=BOTH)

    assert (request.session_id, request.form) == (SESSION_ID, "transformed")
    assert json.loads(request.payload) == {"prompt": "日本"}


def test_a_get_has_the_same_in_its_query():
    query = f"prompt=%E6%97%A5+a%26b&response=transformed&runtimeSessionId={SESSION_ID}".encode()

    request = parse(method="GET", query=query, choices=BOTH)

    assert (request.prompt, request.form, request.session_id) == ("日 a&b", "transformed", SESSION_ID)


def test_a_conversations_id_has_an_end():
    with pytest.raises(InvalidRequest, match="has 1025 characters"):
        parse({"id": "x" * 1025, "prompt": "a"}, form="ai-sdk")


def test_a_payload_passed_whole_is_not_looked_at():
    request = parse(b"\xff\x00{", headers={"content-type": "image/png"}, shape="payload")

    assert (request.payload, request.payload_content_type, request.prompt) == (
        b"\xff\x00{",
        "image/png",
        None,
    )


def test_a_byte_order_mark_is_no_matter():
    assert parse(b'\xef\xbb\xbf{"prompt": "a"}').prompt == "a"


def test_half_a_character_does_not_reach_the_agent():
    assert parse(b'{"prompt": "a\\ud83d"}').prompt == "a\ufffd"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The body is not JSON"),
        (b"{", "The body is not JSON"),
        (b'{"prompt": "\xff"}', "not UTF-8: byte 12 is 0xff"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"prompt": "' + b"a" * MAX_JSON_BYTES + b'"}', f"at most {MAX_JSON_BYTES}"),
        (b"[1]", "JSON [1]; an object"),
        ({}, '"prompt" is missing'),
        ({"prompt": 5}, '"prompt" is 5; a string'),
        ({"prompt": {"a": "b" * 100}}, "…; a string"),
        ({"prompt": " \n"}, "prompt is empty"),
        (
            {"prompt": "a", "response": "openai"},
            'is "openai"; this door answers as "original" or "transformed"',
        ),
        ({"prompt": "a", "response": 1}, '"response" is 1; a string'),
        ({"prompt": "a", "runtimeSessionId": "short"}, '"runtimeSessionId" is "short"; a session id has 33'),
        ({"prompt": "a", "runtimeSessionId": "a" * 40 + "\n"}, "a session id has 33"),
        ({"prompt": "a", "runtimeSessionId": []}, '"runtimeSessionId" is []; a string'),
    ],
)
def test_what_is_wrong_is_said_with_its_value(body, message):
    with pytest.raises(InvalidRequest) as caught:
        parse(body, choices=BOTH)

    assert message in caught.value.message
    assert len(caught.value.message) < 300


@pytest.mark.parametrize(
    "query",
    [b"prompt=%ff", b"prompt=\xff", b"&".join([b"a%d=b" % n for n in range(101)]), b"prompt=a&prompt=b", b""],
)
def test_a_query_that_makes_no_sense_is_refused(query):
    with pytest.raises(InvalidRequest):
        parse(method="GET", query=query)


@given(
    body=st.binary(max_size=200)
    | st.recursive(st.none() | st.text(), st.lists).map(lambda v: json.dumps(v).encode())
)
@pytest.mark.parametrize("form", ["original", "openai", "ai-sdk"])
def test_any_bytes_are_a_request_or_an_error_for_its_sender(body, form):
    with contextlib.suppress(InvalidRequest):
        parse(body, form=form)


def test_an_openai_chat_is_a_prompt_and_what_was_said_before():
    body = {
        "model": "helper",
        "messages": [
            {"role": "system", "content": "be brief"},
            {"role": "user", "content": [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]},
            {"role": "assistant", "content": None, "tool_calls": []},
            {"role": "assistant", "content": "three"},
            {"role": "user", "content": "four"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "user": "ann",
        "metadata": {"session_id": SESSION_ID},
        "temperature": 0.5,
    }

    request = parse(body, form="openai")

    assert (request.prompt, request.user, request.is_streaming, request.includes_usage) == (
        "four",
        "ann",
        True,
        True,
    )
    assert (request.session_id, request.conversation_id) == (SESSION_ID, None)
    assert json.loads(request.payload) == {
        "prompt": "four",
        "system": "be brief",
        "messages": [
            {"role": "user", "content": [{"text": "one\ntwo"}]},
            {"role": "assistant", "content": [{"text": "three"}]},
        ],
    }


def test_an_openai_chat_does_not_stream_unless_asked_and_may_name_its_session_in_a_header():
    body = {"messages": [{"role": "user", "content": "hi"}], "metadata": {"session_id": "other"}}

    request = parse(body, form="openai", headers={"x-session-id": "my chat"})

    assert (request.is_streaming, request.session_id, request.conversation_id) == (False, None, "my chat")
    assert request.payload == b'{"prompt": "hi"}'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, '"messages" is null; a list'),
        ({"messages": []}, '"messages" is []; a list'),
        ({"messages": ["a"]}, 'messages[0] is "a"; an object'),
        ({"messages": [{"content": "a"}]}, 'messages[0]."role" is missing'),
        ({"messages": [{"role": "user", "content": 5}]}, 'messages[0]."content" is 5; text or a list'),
        ({"messages": [{"role": "user", "content": ["a"]}]}, 'messages[0].content[0] is "a"; an object'),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url"}]}]},
            '"image_url"; this door takes text',
        ),
        ({"messages": [{"role": "assistant", "content": "a"}]}, 'is by "assistant"; it must be the user'),
        ({"messages": [{"role": "user", "content": "a"}], "n": 2}, '"n" is 2'),
        (
            {"messages": [{"role": "user", "content": "a"}], "stream": "yes"},
            '"stream" is "yes"; true or false',
        ),
        ({"messages": [{"role": "user", "content": "a"}], "stream_options": []}, '"stream_options" is []'),
        ({"messages": [{"role": "user", "content": ""}]}, "prompt is empty"),
        ({"messages": [{"role": "user", "content": "a"}] * 10_001}, "has 10001 members"),
    ],
)
def test_what_is_wrong_in_a_chat_is_said_with_its_place(body, message):
    with pytest.raises(InvalidRequest) as caught:
        parse(body, form="openai")

    assert message in caught.value.message


def test_what_use_chat_sends():
    body = {
        "id": "chat16characters",
        "trigger": "submit-message",
        "messages": [
            {"id": "1", "role": "user", "parts": [{"type": "text", "text": "hi"}]},
            {
                "id": "2",
                "role": "assistant",
                "parts": [
                    {"type": "step-start"},
                    {"type": "dynamic-tool", "toolName": "add", "state": "output-available"},
                    {"type": "text", "text": "hello", "state": "done"},
                ],
            },
            {"id": "3", "role": "user", "parts": [{"type": "text", "text": "more"}]},
        ],
    }

    request = parse(body, form="ai-sdk")

    assert (request.prompt, request.conversation_id, request.is_streaming) == (
        "more",
        "chat16characters",
        True,
    )
    assert json.loads(request.payload)["messages"] == [
        {"role": "user", "content": [{"text": "hi"}]},
        {"role": "assistant", "content": [{"text": "hello"}]},
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"id": "x", "message": {"role": "user", "parts": [{"type": "text", "text": "hi"}]}},
        {"prompt": "hi"},
        {"messages": [{"role": "user", "content": "hi"}]},
    ],
)
def test_what_users_of_the_ai_sdk_make_of_it(body):
    assert parse(body, form="ai-sdk").payload == b'{"prompt": "hi"}'


def test_use_chat_may_name_a_session():
    body = {"messages": [{"role": "user", "content": "hi"}], "id": "x", "runtimeSessionId": SESSION_ID}

    assert parse(body, form="ai-sdk").session_id == SESSION_ID
