"""The models' patterns, as we run them: all of them compile, and none of them can be made to run for long."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_samples import texts_matching

import effort
from headwater.wire.restjson.model import SERVICES, read_operations
from headwater.wire.restjson.patterns import compile_pattern

JWT_PATTERN = "[A-Za-z0-9-_=]+.[A-Za-z0-9-_=]+.[A-Za-z0-9-_=]+"


def string_shapes() -> list[dict[str, Any]]:
    models = [next(iter(read_operations(service)))._service_model for service in SERVICES]
    shapes = [model._service_description["shapes"] for model in models]
    return [shape for of_service in shapes for shape in of_service.values() if "pattern" in shape]


SHAPES = {(shape["pattern"], shape.get("min", 0), shape.get("max", 20_000)) for shape in string_shapes()}


def test_every_pattern_of_the_models_compiles():
    assert len(SHAPES) > 200
    for pattern, _, _ in SHAPES:
        compile_pattern(pattern)


def test_no_pattern_takes_long_to_refuse():
    # The time is bounded by the timeout of the test: a pattern that backtracks would take hours.
    for pattern, low, high in SHAPES:
        compiled = compile_pattern(pattern)
        sample = max(texts_matching(pattern, low, min(high, 300)), key=len)
        for unit in (
            "a",
            "1",
            "a-",
            "a/",
            ":a",
            sample[:1],
            sample[-1],
            sample[-2:],
            sample[len(sample) // 2],
        ):
            long = (sample + unit * high)[: high - 1]
            assert compiled.fullmatch(long + "\n\x00") is None or "\\s" in pattern or "^" in pattern


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        ("[1-9][0-9]{0,4}", ["1", "99999"], ["", "0", "v1", "1\n", "١"]),
        ("https://[^\\p{C}]*", ["https://日本/🌊 x"], ["https://a\u200bb", "https://\x07", "https://\ue000"]),
        ("$|^[.\\-_/#A-Za-z0-9]+", ["", "a/b"], [" ", "a b"]),
        ("\\d{12}", ["0" * 12], ["٠" * 12]),
    ],
)
def test_a_pattern_must_match_all_of_a_value(pattern: str, good: list[str], bad: list[str]):
    compiled = compile_pattern(pattern)

    assert all(compiled.fullmatch(text) for text in good)
    assert not any(compiled.fullmatch(text) for text in bad)


@given(st.text(alphabet="ab.-=!\n é", max_size=9))
@settings(max_examples=effort.count(100, 500))
def test_the_token_pattern_in_linear_time_matches_the_same_texts(text: str):
    assert JWT_PATTERN in {pattern for pattern, _, _ in SHAPES}
    ours = compile_pattern(JWT_PATTERN)

    assert ours.pattern != JWT_PATTERN
    assert bool(ours.fullmatch(text)) == bool(re.fullmatch(JWT_PATTERN, text))
