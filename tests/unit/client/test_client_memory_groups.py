"""Which lines of an export go together; what makes a strategy like another."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.client.memory.groups import MAX_BYTES, MAX_COUNT, group_lines
from headwater.client.memory.lines import Counts, DamagedExport, Line, encode_line, read_lines
from headwater.client.memory.strategies import read_strategy, rebuild_strategy
from headwater.core.errors import InvalidRequest


def event(at_s, *, session="s", size_bytes=100, is_root=False, **members):
    value = {
        "kind": "event",
        "event": {"actorId": "a", "sessionId": session, "eventTimestamp": at_s, **members},
    }
    return Line(0, "event", value | ({"isRoot": True} if is_root else {}), size_bytes)


RECORD = Line(0, "record", {"kind": "record", "record": {}}, 100)
END = Line(0, "end", {"kind": "end"}, 10)


@pytest.mark.parametrize(
    ("lines", "sizes"),
    [
        ([], []),
        ([event(1), event(2), event(3)], [3]),
        ([event(1), event(1), event(2)], [1, 2]),
        ([event(2), event(1)], [1, 1]),
        ([event(1), event(2, session="t")], [1, 1]),
        ([event(1), event(2, is_root=True), event(3), event(4)], [1, 1, 2]),
        ([event(1), event(2, branch={"name": "b"}), event(3)], [1, 1, 1]),
        ([event(1), event(None), event("x")], [1, 1, 1]),
        ([event(1), RECORD, RECORD, END], [1, 2, 1]),
        ([event(at) for at in range(MAX_COUNT + 1)], [MAX_COUNT, 1]),
        ([event(at, size_bytes=MAX_BYTES // 2) for at in range(3)], [2, 1]),
    ],
)
def test_what_goes_together(lines, sizes):
    groups = [*group_lines(lines)]

    assert [len(group) for group in groups] == sizes
    assert [line for group in groups for line in group] == lines


def test_what_came_before_a_damaged_line_is_given_out_first():
    def lines():
        yield event(1)
        yield event(2)
        raise DamagedExport("line 3 is damaged")

    groups = group_lines(lines())

    assert len(next(groups)) == 2
    with pytest.raises(DamagedExport):
        next(groups)


@given(
    st.lists(
        st.dictionaries(
            st.text(),
            st.recursive(st.none() | st.text() | st.floats(allow_nan=False), st.lists, max_leaves=8),
        )
    )
)
def test_lines_are_read_as_they_were_written(values):
    data = b"".join(encode_line("event", event=value) for value in values)
    counts = Counts()

    lines = [*read_lines(io.BytesIO(data), counts)]

    assert [line.value["event"] for line in lines] == values
    assert [line.number for line in lines] == [*range(1, len(values) + 1)]
    assert counts.size_bytes == len(data)


@given(st.binary())
def test_any_bytes_are_lines_or_damage(data):
    with contextlib.suppress(DamagedExport):
        for line in read_lines(io.BytesIO(data), Counts()):
            assert line.kind in ("memory", "event", "record", "end")


def test_a_strategy_of_the_command_line():
    assert read_strategy("user-preference") == {"userPreferenceMemoryStrategy": {"name": "user_preference"}}
    assert read_strategy("semantic=/f/{actorId}/") == {
        "semanticMemoryStrategy": {"name": "semantic", "namespaceTemplates": ["/f/{actorId}/"]}
    }
    with pytest.raises(InvalidRequest, match="'custom'"):
        read_strategy("custom")


@pytest.mark.parametrize(
    ("described", "members"),
    [
        ({"type": "SEMANTIC", "recordExpiryDurationDays": 40}, {
            "semanticMemoryStrategy": {"recordExpirySpecification": {"recordExpiryDurationDays": 40}}}),
        ({"type": "EPISODIC", "configuration": {
            "reflection": {"episodicReflectionConfiguration": {"namespaceTemplates": ["/r/"]}}}}, {
            "episodicMemoryStrategy": {"reflectionConfiguration": {"namespaceTemplates": ["/r/"]}}}),
        ({"type": "CUSTOM", "configuration": {
            "type": "SELF_MANAGED", "selfManagedConfiguration": {"x": 1}}}, {
            "customMemoryStrategy": {"configuration": {"selfManagedConfiguration": {"x": 1}}}}),
        ({"type": "CUSTOM", "configuration": {"type": "SUMMARY_OVERRIDE", "consolidation": {
            "customConsolidationConfiguration": {"summaryConsolidationOverride": {"modelId": "m"}}}}}, {
            "customMemoryStrategy": {
                "configuration": {"summaryOverride": {"consolidation": {"modelId": "m"}}}}}),
    ],
)  # fmt: skip
def test_a_strategy_is_made_like_one_that_was_described(described, members):
    ((kind, expected),) = members.items()

    made = rebuild_strategy({"name": "n", "namespaces": ["/n/"], **described})

    assert made == {kind: {"name": "n", "namespaceTemplates": ["/n/"], **expected}}
