"""Questions that the server itself asks of the model map."""

import json

import pytest

from headwater.core.errors import HeadwaterError
from headwater.memory.extraction import prompts
from headwater.models.asking import ask
from headwater.models.registry import ModelRegistry
from headwater.models.settings import ModelsSettings

TALK = "USER: My name is Ada. What is the time? I love tea.\nASSISTANT: I am a machine.\n"


@pytest.fixture
async def models(tmp_path):
    settings = ModelsSettings(cache_dir=tmp_path, default="scripted")
    async with ModelRegistry(settings) as registry:
        yield registry


async def answer_to(models, task, **options):
    prompt = prompts.build_prompt(task, TALK, **options)
    return await ask(models, "any", system=prompt.system, text=prompt.text)


async def test_the_scripted_model_knows_the_tasks_of_long_term_memory(models):
    facts = prompts.read_memories(await answer_to(models, "facts"))
    assert facts == ["My name is Ada.", "I love tea."]
    (preference,) = prompts.read_memories(await answer_to(models, "preferences"))
    assert json.loads(preference)["preference"] == "I love tea."
    summary = prompts.read_summary(await answer_to(models, "summary", summary="Before."))
    assert summary == "Before. My name is Ada. What is the time? I love tea."
    assert prompts.read_memories(await answer_to(models, "episode")) == []


async def test_changes_of_the_scripted_model_add_what_is_new(models):
    prompt = prompts.build_consolidation(["I love tea."], ["I love green tea."])
    answer = await ask(models, "any", system=prompt.system, text=prompt.text)
    (change,) = prompts.read_changes(answer, existing_count=1, new_count=1)
    assert (change.new, change.existing) == (0, None)


async def test_a_model_that_fails_is_an_error(models):
    with pytest.raises(HeadwaterError, match="failed"):
        await ask(models, "any", system="", text="scripted: fail late")
