"""boto3's own `bedrock-runtime` client against the endpoint: botocore checks every frame and shape."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError, EventStreamError

LABEL = "[scripted demo model, not an LLM]"
WEATHER = {"toolSpec": {"name": "weather", "description": "Get weather", "inputSchema": {"json": {}}}}
ONCE = {"retries": {"total_max_attempts": 1}}


def ask(text):
    return [{"role": "user", "content": [{"text": text}]}]


def text_of(events):
    return "".join(
        e["contentBlockDelta"]["delta"].get("text", "") for e in events if "contentBlockDelta" in e
    )


@pytest.mark.parametrize(
    "model_id",
    [
        "global.anthropic.claude-haiku-4-5-20251001-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0",
    ],
)
def test_text_streams_in_both_scripts_for_any_model_id(scripted, model_id):
    answer = scripted.client().converse_stream(modelId=model_id, messages=ask("Say こんにちは 🙂"))

    events = list(answer["stream"])

    assert text_of(events) == f"{LABEL} You said: Say こんにちは 🙂"
    assert events[0] == {"messageStart": {"role": "assistant"}}
    assert events[-2] == {"messageStop": {"stopReason": "end_turn"}}
    assert events[-1]["metadata"]["usage"]["totalTokens"] > 0
    assert answer["ResponseMetadata"]["HTTPHeaders"]["x-headwater-model"] == "scripted"


def test_a_tool_call_and_its_result(scripted, model_id):
    client = scripted.client()
    messages = ask("what the weather is like?")
    first = client.converse(modelId=model_id, messages=messages, toolConfig={"tools": [WEATHER]})
    use = next(b["toolUse"] for b in first["output"]["message"]["content"] if "toolUse" in b)
    result = {"toolResult": {"toolUseId": use["toolUseId"], "content": [{"text": "sunny"}]}}

    second = client.converse(
        modelId=model_id,
        messages=[*messages, first["output"]["message"], {"role": "user", "content": [result]}],
        toolConfig={"tools": [WEATHER]},
    )

    assert (first["stopReason"], use["name"], use["input"]) == ("tool_use", "weather", {})
    assert second["output"]["message"]["content"] == [{"text": f"{LABEL} sunny"}]
    assert second["stopReason"] == "end_turn"


def test_converse_is_converse_stream_folded(scripted, model_id):
    client = scripted.client()
    call = {"modelId": model_id, "messages": ask("same?"), "system": [{"text": "Be kind."}]}

    streamed = text_of(client.converse_stream(**call)["stream"])
    whole = client.converse(**call)

    assert whole["output"]["message"]["content"] == [{"text": streamed}]
    assert whole["usage"]["outputTokens"] > 0


def test_a_picture_and_parameters_are_taken(scripted, model_id):
    picture = {"image": {"format": "png", "source": {"bytes": b"\x89PNG\x00\xff"}}}
    messages = [{"role": "user", "content": [{"text": "look"}, picture]}]

    answer = scripted.client().converse(
        modelId=model_id, messages=messages, inferenceConfig={"maxTokens": 5, "temperature": 0.5}
    )

    assert answer["output"]["message"]["content"][0]["text"].endswith("You said: look")


@pytest.mark.parametrize("operation", ["converse", "converse_stream"])
@pytest.mark.parametrize(
    ("prompt", "status", "code"),
    [("scripted: fail", 424, "ModelErrorException"), ("scripted: throttle", 429, "ThrottlingException")],
)
def test_a_failure_before_the_first_event_is_a_modelled_error(
    scripted, model_id, operation, prompt, status, code
):
    client = scripted.client(**ONCE)

    with pytest.raises(ClientError) as failed:
        getattr(client, operation)(modelId=model_id, messages=ask(prompt))

    assert isinstance(failed.value, getattr(client.exceptions, code))
    assert failed.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert "as it was told to" in failed.value.response["Error"]["Message"]


def test_a_failure_after_words_is_an_exception_in_the_stream(scripted, model_id):
    stream = scripted.client().converse_stream(modelId=model_id, messages=ask("scripted: fail late"))[
        "stream"
    ]
    seen = []

    with pytest.raises(EventStreamError, match="modelStreamErrorException"):
        seen.extend(stream)
    stream.close()

    assert seen == [] or text_of(seen).startswith("[scripted")


def test_a_request_the_model_cannot_read_is_a_validation_error(scripted, model_id):
    client = scripted.client()

    with pytest.raises(client.exceptions.ValidationException, match="at least one message"):
        client.converse(modelId=model_id, messages=[])


def test_other_operations_say_what_is_served(scripted, model_id):
    with pytest.raises(ClientError, match="ConverseStream") as refused:
        scripted.client(**ONCE).invoke_model(modelId=model_id, body=b"{}")

    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501


def test_many_words_come_in_order_and_none_is_lost(scripted, model_id):
    stream = scripted.client().converse_stream(modelId=model_id, messages=ask("scripted: repeat 3000 語"))[
        "stream"
    ]

    assert text_of(stream) == "語" * 3000


def test_eight_calls_at_once_are_answered_apart(scripted, model_id):
    client = scripted.client(max_pool_connections=8)

    def talk(number):
        return text_of(client.converse_stream(modelId=model_id, messages=ask(f"I am {number}"))["stream"])

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(talk, range(8)))

    assert answers == [f"{LABEL} You said: I am {number}" for number in range(8)]
