"""Model settings: what they refuse, and what a provider spec means."""

from pathlib import Path

import pytest

from headwater.models.settings import (
    ModelsSettings,
    ProviderSettings,
    default_cache_dir,
    problems,
    provider_of,
)


def settings(**members):
    return ModelsSettings(cache_dir=Path("/cache"), **members)


def test_the_defaults_can_be_used():
    assert problems(settings()) == ()


def test_all_problems_are_told_at_once():
    found = problems(
        settings(
            default="nobody",
            map={"*haiku*": "cluade"},
            providers={"mine": ProviderSettings(kind="import", options={"target": "no_colon"})},
            embedded_model="gpt",
            slots_count=0,
        )
    )

    assert [line.split(":")[0] for line in found] == [
        "models.default",
        "models.map['*haiku*']",
        "models.providers.mine",
        "models.embedded_model",
        "models.slots_count",
    ]


@pytest.mark.parametrize(
    ("spec", "kind", "model_id"),
    [
        ("scripted", "scripted", None),
        ("anthropic:claude-haiku-4-5", "anthropic", "claude-haiku-4-5"),
        ("ollama:llama3.2:3b", "ollama", "llama3.2:3b"),
        ("local:q", "openai", "q"),
    ],
)
def test_a_spec_names_a_provider_and_perhaps_a_model(spec, kind, model_id):
    local = ProviderSettings(kind="openai", options={"client_args": {"base_url": "http://127.0.0.1:1/v1"}})

    name, provider, fixed = provider_of(spec, settings(providers={"local": local}))

    assert (name, provider.kind, fixed) == (spec.partition(":")[0], kind, model_id)


def test_the_cache_is_in_the_home_it_is_given():
    assert default_cache_dir(Path("/home/ada")) == Path("/home/ada/.cache/headwater/models")
