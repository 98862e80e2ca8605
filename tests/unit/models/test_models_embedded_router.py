"""The embedded model's router: prompt, schema, reading; and its other prompts."""

import json
from pathlib import Path

import pytest

from headwater.models import embedded_router as router
from headwater.models.embedded_prompts import answer_messages, result_messages
from headwater.models.settings import ModelsSettings

CALCULATOR = {
    "name": "calculator",
    "description": "Calculator powered by SymPy.\nMore.",
    "inputSchema": {
        "json": {
            "properties": {"expression": {"type": "string"}, "mode": {"type": "string"}},
            "required": ["expression"],
        }
    },
}
WEATHER = {"name": "weather", "description": "Get weather"}
BOOK = {
    "name": "book_table",
    "description": "Book a table. Long story.",
    "inputSchema": {
        "json": {
            "properties": {"people": {"type": "integer", "default": 2}, "note": {"type": "string"}},
            "required": ["people"],
        }
    },
}
SETTINGS = ModelsSettings(cache_dir=Path("/cache"), context_tokens=1000, answer_tokens_max=100)


def choices(tool_specs, **kwargs):
    schemas = router.build_schema(tool_specs, **kwargs)["anyOf"]
    return {s["properties"]["tool"]["const"]: s["properties"].get("input") for s in schemas}


def test_the_prompt_differs_only_in_its_last_message():
    first = router.build_messages("one", [CALCULATOR, WEATHER])
    second = router.build_messages("two", [WEATHER, CALCULATOR])

    assert first[:-1] == second[:-1]
    assert first[-1] == {"role": "user", "content": "one"}


def test_every_example_obeys_the_schema():
    specs = [CALCULATOR, WEATHER, BOOK]
    allowed = choices(specs)

    answers = [
        json.loads(m["content"]) for m in router.build_messages("x", specs) if m["role"] == "assistant"
    ]

    assert {answer["tool"] for answer in answers} == set(allowed)
    for answer in answers:
        wanted = set((allowed[answer["tool"]] or {"properties": {}})["properties"])
        assert set(answer.get("input", {})) == wanted


def test_only_required_input_is_asked_for():
    assert list(choices([CALCULATOR])["calculator"]["properties"]) == ["expression"]
    assert list(choices([BOOK])["book_table"]["properties"]) == ["people"]
    assert choices([WEATHER]) == {"none": None, "weather": None}


def test_a_forced_call_has_no_way_out():
    assert "none" not in choices([WEATHER], must_call=True)


def test_a_weather_tool_that_needs_input_gets_no_example_without_it():
    spec = {
        "name": "weather",
        "inputSchema": {"json": {"properties": {"city": {"type": "string"}}, "required": ["city"]}},
    }

    answers = [m["content"] for m in router.build_messages("x", [spec]) if m["role"] == "assistant"]

    assert all("weather" not in answer for answer in answers)


@pytest.mark.parametrize(
    ("reply", "text", "name"),
    [
        ('{"tool":"calculator","input":{"expression":"2+1"}}', "How much is 2+1", "calculator"),
        ('{"tool":"calculator","input":{"expression":"1+1"}}', "How are you?", None),
        ('{"tool":"calculator","input":{"expression":"2+1"}}', "２たす１は？", "calculator"),
        ('{"tool":"none"}', "hi", None),
        ('{"tool":"unknown"}', "hi", None),
        ('{"tool":"weath', "hi", None),
        ("[]", "hi", None),
    ],
)
def test_reading_a_reply(reply, text, name):
    call = router.parse_choice(reply, text, [CALCULATOR, WEATHER])

    assert (call.name if call else None) == name


def test_a_result_is_answered_from_question_and_result_alone():
    _, user = result_messages("How much is 2+1?", "Result: 3", SETTINGS)

    assert user["content"] == "Question: How much is 2+1?\nResult: Result: 3"


def test_a_long_history_loses_its_oldest_turns():
    turns = [
        {"role": r, "content": [{"text": f"{i} " + "x" * 600}]}
        for i in range(9)
        for r in ("user", "assistant")
    ]
    question = {"role": "user", "content": [{"text": "last"}]}

    system, *kept = answer_messages([*turns, question], "Be kind.", SETTINGS)

    assert system == {"role": "system", "content": "Be kind."}
    assert kept[-1] == {"role": "user", "content": "last"}
    assert 1 < len(kept) < 8
    assert kept[0]["content"].startswith(("7", "8"))


def test_neighbours_of_one_role_become_one_message():
    use = {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t", "name": "n", "input": {}}}]}
    history = [
        {"role": "user", "content": [{"text": "a"}]},
        use,
        {"role": "user", "content": [{"text": "b"}]},
    ]

    assert answer_messages(history, None, SETTINGS)[1:] == [{"role": "user", "content": "a\nb"}]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Subtract 2 from that.", "Subtract 2 from 50."),
        ("Now add 2 to the last result", "Now add 2 to 50"),
        ("Divide it by 4", "Divide 50 by 4"),
        ("Multiply that result by 3", "Multiply 50 by 3"),
        ("Take 3 from the result of 4*5", "Take 3 from the result of 4*5"),
        ("What is the result of 10*5?", "What is the result of 10*5?"),
        ("Reply to that in 5 words", "Reply to that in 5 words"),
        ("Add it to the list", "Add it to the list"),
    ],
)
def test_the_router_sees_the_latest_result_where_a_calculation_means_it(text, seen):
    assert router.carry_result(text, ["7", "50"]) == seen
    assert router.carry_result(text, []) == text
