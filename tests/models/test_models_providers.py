"""The providers of Strands that need no further package, and the message for those that do."""

import asyncio
import importlib.util
import sys
import threading
import types

import pytest

from headwater.models.base import ModelError
from headwater.models.providers import build_model
from headwater.models.registry import ModelRegistry
from headwater.models.settings import ModelsSettings, ProviderSettings


@pytest.fixture(autouse=True)
def aws_environment(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")


async def test_bedrock_keeps_the_id_that_was_asked_for(tmp_path):
    settings = ModelsSettings(cache_dir=tmp_path, default="bedrock")

    async with ModelRegistry(settings) as registry:
        model, info = await registry.resolve("anthropic.claude-opus-4")
        other, _ = await registry.resolve("amazon.nova-lite")

    assert model.config["model_id"] == "anthropic.claude-opus-4"
    assert other.config["model_id"] == "amazon.nova-lite"
    assert info.true_name == "anthropic.claude-opus-4"


async def test_a_spec_can_fix_the_model(tmp_path):
    settings = ModelsSettings(
        cache_dir=tmp_path,
        default="scripted",
        map={"*haiku*": "server:qwen"},
        providers={"server": ProviderSettings(kind="llamacpp", options={"base_url": "http://127.0.0.1:1"})},
    )

    async with ModelRegistry(settings) as registry:
        model, info = await registry.resolve("global.anthropic.claude-haiku-4-5")

    assert (model.base_url, model.config["model_id"]) == ("http://127.0.0.1:1", "qwen")
    assert (info.provider, info.kind, info.true_name) == ("server", "llamacpp", "qwen")


@pytest.mark.parametrize("kind", ["anthropic", "openai", "ollama", "litellm"])
def test_a_missing_package_is_told_with_its_command(kind):
    if importlib.util.find_spec(kind) is not None:
        pytest.skip(f"{kind} is installed here")

    with pytest.raises(ModelError, match=rf"pip install 'strands-agents\[{kind}\]'"):
        build_model("mine", ProviderSettings(kind=kind), "some-model")


def test_options_that_are_refused_are_told():
    options = {"target": "headwater.models.scripted:ScriptedModel", "unknown": 1}

    with pytest.raises(ModelError, match="refuses its options"):
        build_model("mine", ProviderSettings(kind="import", options=options), None)


async def test_a_request_chains_through_a_real_bedrock_provider(tmp_path, scripted, endpoint_of, model_id):
    """Our endpoint, whose provider is Strands' BedrockModel, whose service is our endpoint again."""
    options = {"endpoint_url": scripted.url, "model_id": "inner"}
    settings = ModelsSettings(
        cache_dir=tmp_path, default="up", providers={"up": ProviderSettings(kind="bedrock", options=options)}
    )
    with endpoint_of(settings) as endpoint:
        client = endpoint.client()
        answer = client.converse(
            modelId=model_id,
            messages=[{"role": "user", "content": [{"text": "hi"}]}],
            inferenceConfig={"maxTokens": 7},
        )
        with pytest.raises(client.exceptions.ModelErrorException, match="as it was told to"):
            client.converse(
                modelId=model_id, messages=[{"role": "user", "content": [{"text": "scripted: fail"}]}]
            )

    assert answer["output"]["message"]["content"][0]["text"].endswith("You said: hi")


class GatedModel:
    """Says one word and waits at the gate before the next."""

    def __init__(self, gate):
        self._gate = gate

    async def stream(self, *args, **kwargs):
        yield {"messageStart": {"role": "assistant"}}
        yield {"contentBlockDelta": {"delta": {"text": "first"}}}
        await asyncio.to_thread(self._gate.wait)
        yield {"contentBlockDelta": {"delta": {"text": "second"}}}
        yield {"contentBlockStop": {}}
        yield {"messageStop": {"stopReason": "end_turn"}}


def test_a_word_arrives_before_the_next_one_is_said(tmp_path, endpoint_of, model_id, monkeypatch):
    gate = threading.Event()
    module = types.ModuleType("gated")
    module.make = lambda: GatedModel(gate)
    monkeypatch.setitem(sys.modules, "gated", module)
    providers = {"gated": ProviderSettings(kind="import", options={"target": "gated:make"})}
    seen = []

    with endpoint_of(ModelsSettings(cache_dir=tmp_path, default="gated", providers=providers)) as endpoint:
        call = {"modelId": model_id, "messages": [{"role": "user", "content": [{"text": "hi"}]}]}
        for event in endpoint.client().converse_stream(**call)["stream"]:
            seen.append(event.get("contentBlockDelta", {}).get("delta", {}).get("text"))
            if seen[-1] == "first":
                gate.set()  # a buffering endpoint would never get here

    assert [text for text in seen if text] == ["first", "second"]
