"""The scripted model: rules, commands, streaming."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import Throttled
from headwater.models.base import ModelError
from headwater.models.scripted import LABEL, ScriptedModel, split_words
from headwater.models.scripted_recall import find_carried_expression
from headwater.models.scripted_rules import choose_tool, find_expression

CALCULATOR = {"name": "calculator", "inputSchema": {"json": {"properties": {"expression": {}}}}}
TOOLS = [CALCULATOR, {"name": "weather"}, {"name": "get_time"}]


def user(text):
    return {"role": "user", "content": [{"text": text}]}


async def collect(messages, tool_specs=None, **kwargs):
    return [event async for event in ScriptedModel().stream(messages, tool_specs, **kwargs)]


async def _exhaust(stream):
    async for _ in stream:
        pass


def said(events):
    deltas = [e["contentBlockDelta"]["delta"] for e in events if "contentBlockDelta" in e]
    return "".join(delta.get("text", "") for delta in deltas)


@pytest.mark.parametrize(
    ("prompt", "tool", "tool_input"),
    [
        ("what the weather is like?", "weather", {}),
        ("今日の天気は？", "weather", {}),
        ("What time is it?", "get_time", {}),
        ("今何時ですか", "get_time", {}),
        ("How much is 2+1", "calculator", {"expression": "2+1"}),
        ("10*5", "calculator", {"expression": "10*5"}),
        ("What is (3 - 4) * 5?", "calculator", {"expression": "(3 - 4) * 5"}),
        ("2^10はいくつ", "calculator", {"expression": "2**10"}),
    ],
)
async def test_keywords_choose_the_tool(prompt, tool, tool_input):
    call = choose_tool(prompt, TOOLS)

    assert (call.name, call.input) == (tool, tool_input)


@pytest.mark.parametrize("prompt", ["hello", "I am 30 years old", "on time-honoured trains", ""])
def test_other_prompts_choose_none(prompt):
    assert choose_tool(prompt, [CALCULATOR, {"name": "weather"}]) is None


def test_a_tool_that_is_not_offered_is_not_called():
    assert choose_tool("what the weather is like?", [CALCULATOR]) is None


def test_the_expression_goes_into_the_member_the_schema_names():
    spec = {"name": "my_calc", "inputSchema": {"json": {"properties": {"q": {}}, "required": ["q"]}}}

    assert choose_tool("2+1", [spec]).input == {"q": "2+1"}


@pytest.mark.parametrize(
    ("text", "expression"), [("(2+3", "2+3"), ("(see 2+3)", "2+3"), ("((1+2)*3)", "((1+2)*3)"), ("no", None)]
)
def test_brackets_of_an_expression_are_balanced(text, expression):
    assert find_expression(text) == expression


async def test_a_tool_call_is_a_block_of_its_own():
    events = await collect([user("How much is 2+1")], TOOLS)

    start = next(e["contentBlockStart"]["start"]["toolUse"] for e in events if "toolUse" in str(e))
    assert start["name"] == "calculator"
    assert events[-2] == {"messageStop": {"stopReason": "tool_use"}}
    assert said(events) == f"{LABEL} Calling calculator."


async def test_a_tool_result_is_answered_with_exactly_that():
    use = {"toolUse": {"toolUseId": "t", "name": "calculator", "input": {"expression": "2+1"}}}
    result = {"toolResult": {"toolUseId": "t", "status": "success", "content": [{"text": "Result: 3"}]}}
    history = [
        user("How much is 2+1"),
        {"role": "assistant", "content": [use]},
        {"role": "user", "content": [result]},
    ]

    events = await collect(history, TOOLS)

    assert said(events) == f"{LABEL} Result: 3"
    assert events[-2] == {"messageStop": {"stopReason": "end_turn"}}


async def test_it_remembers_the_name_it_was_told():
    history = [user("Hi, my name is Ada."), {"role": "assistant", "content": [{"text": "Hello"}]}]

    assert said(await collect([*history, user("What is my name?")])) == f"{LABEL} Your name is Ada."
    assert "花子" in said(await collect([user("私の名前は花子です"), user("私の名前は何？")]))


async def test_other_prompts_are_echoed():
    assert said(await collect([user("元気？ ok\n")])) == f"{LABEL} You said: 元気？ ok\n"


async def test_repeat_streams_each_word_in_an_event_of_its_own():
    events = await collect([user("scripted: repeat 300 あ")], TOOLS)

    deltas = [e["contentBlockDelta"]["delta"]["text"] for e in events if "contentBlockDelta" in e]
    assert deltas == ["あ"] * 300


@pytest.mark.parametrize(("command", "error"), [("fail", ModelError), ("throttle", Throttled)])
async def test_failures_come_before_the_first_event(command, error):
    stream = ScriptedModel().stream([user(f"scripted: {command}")])

    with pytest.raises(error):
        await anext(stream)


async def test_a_late_failure_comes_after_words():
    stream = ScriptedModel().stream([user("scripted: fail late")])
    events = [await anext(stream) for _ in range(4)]

    assert "[scripted" in said(events)
    with pytest.raises(ModelError):
        await _exhaust(stream)


async def test_structured_output_is_refused_in_plain_words():
    with pytest.raises(ModelError, match="structured output"):
        await collect([user("hi")], TOOLS, tool_choice={"tool": {"name": "Person"}})


@given(st.text())
def test_words_joined_are_the_text(text):
    assert "".join(split_words(text)) == text


@given(st.text(alphabet="0123456789+-*/(). ^x", max_size=30))
def test_any_expression_found_has_balanced_ends(text):
    expression = find_expression(text)

    if expression is not None:
        assert any(c.isdigit() for c in expression)


def result(text):
    return {"role": "user", "content": [{"toolResult": {"toolUseId": "t", "content": [{"text": text}]}}]}


CALCULATED = [user("10*5"), result("Result: 50"), user("7+1"), result("8")]


@pytest.mark.parametrize(
    ("prompt", "expression"),
    [
        ("Subtract 2 from that.", "8 - 2"),
        ("now add 3.5 to the last result", "8 + 3.5"),
        ("multiply it by 4", "8 * 4"),
        ("Divide the result by 2", "8 / 2"),
        ("subtract 2 from the bill", None),
        ("what was that?", None),
    ],
)
def test_a_calculation_carries_on_from_the_latest_result(prompt, expression):
    assert find_carried_expression(prompt, [*CALCULATED, user(prompt)]) == expression
    assert find_carried_expression(prompt, [user(prompt)]) is None


async def test_a_carried_calculation_calls_the_calculator():
    (start,) = [
        e["contentBlockDelta"]["delta"]["toolUse"]
        for e in await collect([*CALCULATED, user("Subtract 2 from that.")], TOOLS)
        if "toolUse" in e.get("contentBlockDelta", {}).get("delta", {})
    ]

    assert start["input"] == '{"expression": "8 - 2"}'


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        ("What was the first result?", "The first result was 50."),
        ("What was the result of my first calculation?", "The first result was 50."),
        ("And the previous answer?", "The previous result was 8."),
    ],
)
async def test_an_earlier_result_comes_from_the_conversation_alone(prompt, answer):
    assert said(await collect([*CALCULATED, user(prompt)], TOOLS)) == f"{LABEL} {answer}"
    assert "no result before" in said(await collect([user(prompt)], TOOLS))


async def test_the_model_recites_what_it_was_given():
    recited = said(await collect([*CALCULATED, user("scripted: recite")], TOOLS, system_prompt="Be kind."))

    assert recited.splitlines()[:3] == [LABEL, "system: Be kind.", "user: 10*5"]
    assert '"Result: 50"' in recited
    assert "recite" not in recited
    assert said(await collect([user("scripted: recite")])) == f"{LABEL}\nI was given nothing."
