"""Parsing Converse requests."""

import base64
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import InvalidRequest
from headwater.models.converse import parse_request


def parse(document):
    return parse_request("some.model", json.dumps(document).encode())


def user(*content):
    return {"role": "user", "content": list(content)}


def test_a_plain_question():
    request = parse({"messages": [user({"text": "天気は？"})]})

    assert request.messages == [user({"text": "天気は？"})]
    assert request.tool_specs is None
    assert request.tool_choice is None
    assert request.system_prompt is None


@pytest.mark.parametrize("media", ["image", "document", "video", "audio"])
def test_blobs_of_media_are_decoded_also_inside_tool_results(media):
    blob = base64.b64encode(b"\x00\xffpicture").decode()
    block = {media: {"format": "x", "source": {"bytes": blob}}}
    result = {"toolResult": {"toolUseId": "t", "content": [block]}}

    request = parse({"messages": [user(block, result)]})

    direct, nested = request.messages[0]["content"]
    assert direct[media]["source"]["bytes"] == b"\x00\xffpicture"
    assert nested["toolResult"]["content"][0][media]["source"]["bytes"] == b"\x00\xffpicture"
    assert nested["toolResult"]["status"] == "success"


def test_a_tools_own_member_named_bytes_is_left_alone():
    use = {"toolUse": {"toolUseId": "t", "name": "n", "input": {"source": {"bytes": "not base64!"}}}}

    request = parse({"messages": [{"role": "assistant", "content": [use]}]})

    assert request.messages[0]["content"] == [use]


def test_redacted_reasoning_is_decoded():
    block = {"reasoningContent": {"redactedContent": base64.b64encode(b"secret").decode()}}

    request = parse({"messages": [{"role": "assistant", "content": [block]}]})

    assert request.messages[0]["content"][0]["reasoningContent"]["redactedContent"] == b"secret"


def test_cache_points_are_dropped_everywhere():
    point = {"cachePoint": {"type": "default"}}
    spec = {"name": "weather", "inputSchema": {"json": {}}}

    request = parse(
        {
            "messages": [user({"text": "hi"}, point)],
            "system": [{"text": "Be kind."}, point, {"text": "Be brief."}],
            "toolConfig": {"tools": [{"toolSpec": spec}, point]},
        }
    )

    assert request.messages == [user({"text": "hi"})]
    assert request.system_prompt == "Be kind.\nBe brief."
    assert request.system_prompt_content == [{"text": "Be kind."}, {"text": "Be brief."}]
    assert request.tool_specs == [spec]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [({"auto": {}}, None), ({"any": {}}, {"any": {}}), ({"tool": {"name": "x"}}, {"tool": {"name": "x"}})],
)
def test_only_a_real_tool_choice_is_passed_on(choice, expected):
    tools = [{"toolSpec": {"name": "x"}}]

    request = parse(
        {"messages": [user({"text": "hi"})], "toolConfig": {"tools": tools, "toolChoice": choice}}
    )

    assert request.tool_choice == expected


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": "hi"}, "messages"),
        ({"messages": [1]}, "messages.0"),
        ({"messages": [{"role": "robot", "content": []}]}, "messages.0.role"),
        ({"messages": [user({"text": 1})]}, "messages.0.content.0.text"),
        (
            {"messages": [user({"image": {"source": {"bytes": "?"}}})]},
            "messages.0.content.0.image.source.bytes",
        ),
        ({"messages": [user({"text": "x"})], "toolConfig": []}, "toolConfig"),
        (
            {"messages": [user({"text": "x"})], "toolConfig": {"tools": [{"toolSpec": {}}]}},
            "toolConfig.tools.0.toolSpec.name",
        ),
    ],
)
def test_a_wrong_member_is_refused_by_its_path(document, path):
    with pytest.raises(InvalidRequest) as refused:
        parse(document)

    assert refused.value.fields[0].name == path


@given(st.binary(max_size=200))
def test_any_bytes_give_a_request_or_a_refusal(body):
    with pytest.raises(InvalidRequest):
        parse_request("m", body)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "image", "source", "bytes", "toolResult", "content", "guardContent"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(_JSON)
def test_any_content_gives_a_request_or_a_refusal(content):
    with suppress(InvalidRequest):
        parse({"messages": [{"role": "user", "content": content}], "system": content})
