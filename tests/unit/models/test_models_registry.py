"""The registry: which model answers, the fallback, and what status says."""

import sys
import types

import pytest

from headwater.core.errors import InvalidRequest
from headwater.models.base import ModelError
from headwater.models.registry import ModelRegistry
from headwater.models.scripted import ScriptedModel
from headwater.models.settings import ModelsSettings, ProviderSettings


@pytest.fixture
def settings(tmp_path):
    return lambda **members: ModelsSettings(cache_dir=tmp_path, **members)


async def test_without_weights_the_scripted_model_answers_and_status_says_so(settings):
    async with ModelRegistry(settings()) as registry:
        model, info = await registry.resolve("global.anthropic.claude-haiku-4-5")
        described = registry.describe()

    assert isinstance(model, ScriptedModel)
    assert (info.kind, info.true_name) == ("scripted", "scripted")
    assert described["default"] == "scripted"
    assert "headwater models pull" in described["note"]


async def test_the_first_pattern_that_matches_wins(settings):
    providers = {name: ProviderSettings(kind="scripted") for name in ("one", "two")}
    chosen = {"*.claude-haiku-*": "one", "*.claude-*": "two"}
    async with ModelRegistry(settings(default="scripted", map=chosen, providers=providers)) as registry:
        ids = ("global.anthropic.claude-haiku-4-5", "anthropic.claude-opus", "other")
        names = [(await registry.resolve(model_id))[1].provider for model_id in ids]

    assert names == ["one", "two", "scripted"]


async def test_a_model_object_is_made_once(settings):
    async with ModelRegistry(settings(default="scripted")) as registry:
        first, _ = await registry.resolve("a")
        second, _ = await registry.resolve("b")

    assert first is second


async def test_an_imported_factory_gets_its_options(settings, monkeypatch):
    module = types.ModuleType("somebodys_models")
    module.make = lambda delay_ms: ScriptedModel(delay_ms=delay_ms)
    monkeypatch.setitem(sys.modules, "somebodys_models", module)
    options = {"target": "somebodys_models:make", "delay_ms": 5}
    providers = {"mine": ProviderSettings(kind="import", options=options)}

    async with ModelRegistry(settings(default="mine", providers=providers)) as registry:
        model, info = await registry.resolve("x")

    assert isinstance(model, ScriptedModel)
    assert info.kind == "import"


@pytest.mark.parametrize("target", ["no.such.module:x", "headwater.models.scripted:Missing"])
async def test_a_target_that_cannot_be_imported_is_told(settings, target):
    providers = {"mine": ProviderSettings(kind="import", options={"target": target})}

    async with ModelRegistry(settings(default="mine", providers=providers)) as registry:
        with pytest.raises(ModelError, match="cannot import"):
            await registry.resolve("x")


def test_settings_with_problems_are_refused(settings):
    with pytest.raises(InvalidRequest, match="nobody"):
        ModelRegistry(settings(default="nobody"))
