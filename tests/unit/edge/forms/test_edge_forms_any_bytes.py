"""Whatever an agent sends, every form stays what its clients can read."""

from __future__ import annotations

import json

import pytest
from contexts import build_context
from hypothesis import given
from hypothesis import strategies as st

from headwater.edge.forms import FORMS
from headwater.edge.forms.safe import shown_error

_NAMES = """
    event data message result error delta text contentBlockDelta contentBlockStart contentBlockStop start
    toolUse toolUseId name input metadata usage metrics messageStop stopReason toolResult content role status
    reasoningContent inputTokens outputTokens latencyMs
"""
_KEYS = st.sampled_from(_NAMES.split())
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["assistant", "user", "\ud83d", "\ude00", "tool_use", "{'a'}", "t1"])
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)
_FRAMES = _VALUES.map(lambda value: b"data: %b\n\n" % json.dumps(value).encode()) | st.binary(max_size=30)
_TYPES = st.sampled_from(["text/event-stream", "application/json", "text/plain", "", "image/png"])


@given(
    frames=st.lists(_FRAMES, max_size=8), content_type=_TYPES, fails=st.booleans(), size=st.integers(1, 50)
)
@pytest.mark.parametrize(("name", "is_streaming"), [(name, True) for name in FORMS] + [("openai", False)])
def test_any_answer_is_shaped_without_an_error(name, is_streaming, frames, content_type, fails, size):
    data = b"".join(frames)
    context = build_context(target_content_type=content_type, is_streaming=is_streaming, includes_usage=True)
    form = FORMS[name](context)

    shown = b"".join(form.feed(data[at : at + size]) for at in range(0, len(data), size))
    shown += (form.fail("gone") if fails else b"") + form.end()

    _CHECKS[name if is_streaming else "whole"](shown)


def _check_frames(shown):
    frames = shown.decode().split("\n\n")
    assert frames[-2:] == ["data: [DONE]", ""]
    for frame in frames[:-2]:
        json.loads(frame.removeprefix("data: "), parse_constant=_refuse)


def _check_trailer(shown):
    _, rule, trailer = shown.decode().rpartition("\n----------\n")
    assert rule
    for line in trailer.split("\n"):
        json.loads(line, parse_constant=_refuse)


def _check_whole(shown):
    assert json.loads(shown, parse_constant=_refuse).keys() & {"choices", "error"}


def _refuse(name):
    raise AssertionError(f"{name} is no JSON")


_CHECKS = {
    "original": lambda shown: None,
    "transformed": _check_trailer,
    "openai": _check_frames,
    "ai-sdk": _check_frames,
    "whole": _check_whole,
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    "frame",
    [
        b'data: {"event": {"metadata": {"usage": {"inputTokens": 1e999, "outputTokens": NaN}}}}\n\n',
        b'data: {"event": {"metadata": {"usage": {"inputTokens": %b}}}}\n\n' % (b"9" * 4300) * 2,
        b"data: " + b'{"result":' * 900 + b"1" + b"}" * 900 + b"\n\n",
        b"data: " + b'{"event":' * 900 + b"1" + b"}" * 900 + b"\n\n",
        b'data: {"contentBlockStart":{"start":{"toolUse":{"toolUseId":"t","name":"n"}}}}\n\n'
        b'data: {"message":{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":'
        + b"[" * 900
        + b"1e999"
        + b"]" * 900
        + b"}}]}}\n\n",
    ],
)
def test_numbers_and_nesting_beyond_sense(run_form, name, frame):
    _CHECKS[name](run_form(name, frame, includes_usage=True).encode())


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("AKIAIOSFODNN7EXAMPLE is no key", "[removed] is no key"),
        ("no such file: '/var/lib/agent/x.db'", "no such file: '[removed]'"),
        ("refused by 10.0.0.5:5432", "refused by [removed]"),
        ("token eyJhbGciOi.eyJzdWIi.c2ln is bad", "token [removed] is bad"),
        ("and/or 3/4 of 1.2.3 on 2026-11-26 (0x7f)", "and/or 3/4 of 1.2.3 on 2026-11-26 (0x7f)"),
        ("see https://example.com/a/b", "see https://example.com/a/b"),
        ("a\n  b\tc", "a b c"),
        ('Traceback (most recent call last):\n  File "/a/b.py", line 1\nValueError: no\n', "ValueError: no"),
        ("x" * 600, "x" * 499 + "…"),
    ],
)
def test_what_is_shown_of_an_error(message, shown):
    assert shown_error(message) == shown
