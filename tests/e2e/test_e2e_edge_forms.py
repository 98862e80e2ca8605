"""The forms that a front door answers in, read by those they are for: curl, OpenAI's clients, the AI SDK."""

import http.client
import json
import shutil
import subprocess
from pathlib import Path

import openai
import pytest
from strands import Agent
from strands.models.openai import OpenAIModel

import effort
from edges import running_edge
from node import run_node
from servers import AGENTS

SESSION_ID = "a-session-of-thirty-three-characters-or-more"
RULE = "\n----------\n"
METADATA = '{"usage":{"inputTokens":8,"outputTokens":30,"totalTokens":38},"metrics":{"latencyMs":909}}'
CUT_TEXT = 'こんにちは、世界! 👩‍👩‍👧 naïve \r\n"quoted\\" data: 👋🏽\n\nend.'
AI_SDK_CLIENT = Path(__file__).with_name("ai_sdk_client.mjs")
#: With the OpenAI client made for it, which shares no code with OpenAI's own.
AI_SDK = ("ai@6.0.325", "@ai-sdk/openai-compatible@2.0.92", "zod@4.6.7")

CONFIG = """
[[door]]
name = "helper"
path = "/"
forms = ["transformed", "openai", "ai-sdk"]
show_agent_errors = true

[[door]]
name = "quiet"
path = "/quiet"
forms = ["transformed", "openai", "ai-sdk"]

[[door]]
name = "own"
path = "/own"
form = "forms_of_mine:write_rows"

[[door]]
name = "broken"
path = "/broken"
form = "forms_of_mine:break_down"
"""
#: Beside the configuration.
OWN_FORMS = """
from headwater.edge.forms.events import Metadata, TextDelta

async def write_rows(events, context):
    yield f"session,{context.session_id}\\n"
    async for event in events:
        if isinstance(event, TextDelta):
            yield f"text,{event.text}\\n"
        elif isinstance(event, Metadata):
            yield b"tokens,%d\\n" % event.usage["totalTokens"]

write_rows.content_type = "text/csv"
write_rows.headers = {"x-form": "rows"}

async def break_down(events, context):
    yield "so far"
    raise ValueError("a secret of the form's")
"""


@pytest.fixture(scope="module")
def edge(server, tmp_path_factory):
    arguments = ("--target", server.deploy(AGENTS / "shaped.py").arn, "--endpoint-url", server.url)
    folder = tmp_path_factory.mktemp("edge")
    (folder / "forms_of_mine.py").write_text(OWN_FORMS)
    with running_edge(folder, CONFIG, *arguments) as edge:
        yield edge


@pytest.fixture
def client(edge):
    with openai.OpenAI(base_url=f"{edge.url}/v1", api_key="none", max_retries=0) as client:
        yield client


def ask(prompt):
    return {"model": "helper", "messages": [{"role": "user", "content": prompt}]}


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_gets_both_forms(edge):
    def curl(body):
        command = ["curl", "-sS", "-X", "POST", f"{edge.url}/", "-d", json.dumps(body)]
        return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()

    original = curl({"prompt": "hello world!", "runtimeSessionId": SESSION_ID})
    transformed = curl({"prompt": "hello world!", "response": "transformed", "runtimeSessionId": SESSION_ID})

    events = [json.loads(frame.removeprefix("data: ")) for frame in original.strip().split("\n\n")]
    assert [next(iter(event["event"])) for event in events] == [
        "messageStart",
        "contentBlockDelta",
        "contentBlockDelta",
        "contentBlockStop",
        "messageStop",
        "metadata",
    ]
    assert transformed == f'hello world! {RULE}{METADATA}\n{{"runtimeSessionId":"{SESSION_ID}"}}'


def test_the_text_is_whole_wherever_the_agents_bytes_are_cut(edge):
    for seed in range(effort.count(25, 1000)):
        body = {"prompt": f"cut {seed}", "response": "transformed", "runtimeSessionId": SESSION_ID}
        shown = edge.post(body).body.decode()
        assert shown == f'{CUT_TEXT}{RULE}{METADATA}\n{{"runtimeSessionId":"{SESSION_ID}"}}', f"seed {seed}"


def test_an_error_in_the_stream_is_a_line_before_the_trailer(edge):
    reply = edge.post({"prompt": "fail", "response": "transformed", "runtimeSessionId": SESSION_ID})

    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.body.decode() == (
        f'So far\nError: no more in [removed]\n{RULE}{{"runtimeSessionId":"{SESSION_ID}"}}'
    )


def test_a_form_of_ones_own(edge):
    reply = edge.post({"prompt": "hello there", "runtimeSessionId": SESSION_ID}, "/own")

    assert (reply.headers["content-type"], reply.headers["x-form"]) == ("text/csv", "rows")
    assert reply.body.decode() == f"session,{SESSION_ID}\ntext,hello \ntext,there \ntokens,38\n"


def test_a_form_of_ones_own_that_fails_breaks_the_answer_off(edge):
    connection, reply = edge.open({"prompt": "hello"}, "/broken")
    with pytest.raises(http.client.IncompleteRead) as caught:
        reply.read()
    connection.close()

    assert caught.value.partial == b"so far"
    edge.wait_logged("a secret of the form's")


def test_openais_client_streams(client):
    stream = client.chat.completions.create(
        **ask("cut 1"), stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)

    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks[:-1]) == CUT_TEXT
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert {chunk.model for chunk in chunks} == {"helper"}
    assert chunks[-1].usage.total_tokens == 38


def test_openais_client_gets_a_whole_answer(client):
    answer = client.chat.completions.with_raw_response.create(
        **ask("hello"), extra_headers={"x-session-id": SESSION_ID}
    )

    assert answer.headers["x-session-id"] == SESSION_ID
    completion = answer.parse()
    assert completion.choices[0].message.content == "hello "
    assert (completion.usage.prompt_tokens, completion.usage.completion_tokens) == (8, 30)
    assert client.chat.completions.create(**ask("whole")).choices[0].message.content == "all at once"
    assert [model.id for model in client.models.list()] == ["helper"]


def test_openais_client_hears_of_failures(client):
    stream = client.chat.completions.create(**ask("fail"), stream=True)
    with pytest.raises(openai.APIError, match=r"no more in \[removed\]"):
        list(stream)
    with pytest.raises(openai.InternalServerError, match=r"no more in \[removed\]"):
        client.chat.completions.create(**ask("fail"))
    image = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
    with pytest.raises(openai.BadRequestError, match="this door takes text only"):
        client.chat.completions.create(model="helper", messages=[{"role": "user", "content": [image]}])


async def test_an_agent_can_have_an_agent_for_its_model(edge):
    arguments = {"base_url": f"{edge.url}/v1", "api_key": "none"}
    agent = Agent(model=OpenAIModel(client_args=arguments, model_id="helper"), callback_handler=None)

    result = await agent.invoke_async("hello there")

    assert str(result).strip() == "hello there"
    assert result.metrics.accumulated_usage["totalTokens"] == 38


def test_the_ai_sdk_reads_a_message(edge):
    read = run_node(AI_SDK_CLIENT, "ui", f"{edge.url}/api/chat", "tool", packages=AI_SDK)

    message = read["message"]
    assert read["errors"] == []
    assert [part["type"] for part in message["parts"]] == [
        "step-start",
        "text",
        "dynamic-tool",
        "step-start",
        "text",
    ]
    assert [part["text"] for part in message["parts"] if part["type"] == "text"] == [
        "Let me see. ",
        "It is 42.",
    ]
    tool = message["parts"][2]
    assert (tool["state"], tool["input"], tool["output"]) == ("output-available", {"a": 1}, [{"text": "42"}])
    assert message["metadata"]["usage"]["totalTokens"] == 38
    assert len(message["metadata"]["runtimeSessionId"]) >= 33
    assert read["versions"] > 4


def test_the_ai_sdk_reads_an_error(edge):
    read = run_node(AI_SDK_CLIENT, "ui", f"{edge.url}/api/chat", "fail", packages=AI_SDK)

    assert read["errors"] == ["Error: no more in [removed]"]
    assert read["message"]["parts"][-1]["text"] == "So far"


def test_another_client_of_openais_api_streams_and_does_not(edge):
    read = run_node(AI_SDK_CLIENT, "openai", f"{edge.url}/v1", "cut 2", packages=AI_SDK)

    assert "".join(read["deltas"]) == read["text"] == CUT_TEXT
    assert (read["finish"], read["errors"]) == ("stop", [])
    assert read["used"]["totalTokens"] == read["wholeUsed"]["totalTokens"] == 38


def test_an_agents_own_words_for_its_errors_are_its_makers(edge):
    """Unless the door says that they are the client's too."""
    chat = {"messages": [{"role": "user", "content": "fail"}], "stream": True}
    answers = (
        edge.post({"prompt": "fail", "response": "transformed"}, "/quiet").body,
        edge.post(chat, "/quiet/v1/chat/completions").body,
        edge.post(chat, "/quiet/api/chat").body,
    )
    for answer in answers:
        assert b"the agent failed to complete its answer" in answer
        assert b"no more" not in answer
