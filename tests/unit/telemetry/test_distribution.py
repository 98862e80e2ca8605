"""Distributions: the error that is promised, limits that are exact, and parts that add up."""

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from headwater.telemetry.distribution import (
    RELATIVE_ERROR,
    Distribution,
    difference,
    index_of,
    limit_of,
    merge,
    quantile,
)
from headwater.telemetry.metric import SECONDS


@given(st.floats(min_value=0.00016, max_value=5000))
def test_a_quantile_is_as_near_as_promised(value_s):
    seen = Distribution()
    seen.observe(value_s)

    read = quantile(difference(seen.counts, [0] * len(seen.counts)), 0.5)

    assert abs(read / value_s - 1) <= RELATIVE_ERROR * 1.0001


def test_quantiles_of_many_are_those_of_the_sorted_list():
    choose = random.Random(7)
    values = sorted(choose.lognormvariate(-2, 2) for _ in range(2000))
    seen = Distribution()
    for value in values:
        seen.observe(value)
    counts = difference(seen.counts, [0] * len(seen.counts))

    for share in (0.01, 0.5, 0.95, 0.99, 1.0):
        exact = values[math.ceil(share * len(values)) - 1]
        assert abs(quantile(counts, share) / exact - 1) <= RELATIVE_ERROR * 1.0001


def test_limits_that_are_shown_are_limits_of_buckets():
    for limit_s in SECONDS:
        assert math.isclose(limit_of(index_of(limit_s)), limit_s, rel_tol=1e-9)
        assert index_of(limit_s * 1.0001) == index_of(limit_s) + 1


def test_what_is_shown_adds_up():
    seen = Distribution()
    for value in (0.0, 0.01, 0.011, 0.02, 3000.0, 1e9):
        seen.observe(value)

    counts = dict(zip([*SECONDS, math.inf], seen.cumulative(SECONDS), strict=True))

    assert counts[0.01] == 2
    assert counts[0.02] == 4
    assert counts[SECONDS[-1]] == 4
    assert counts[math.inf] == 6


@given(st.lists(st.floats(min_value=0, max_value=1e6), max_size=30), st.integers(0, 30))
def test_merged_parts_are_the_whole(values, cut):
    parts = []
    for some in (values[:cut], values[cut:], values):
        seen = Distribution()
        for value in some:
            seen.observe(value)
        parts.append(difference(seen.counts, [0] * len(seen.counts)))

    assert merge(parts[:2]) == parts[2]


def test_nothing_has_no_quantile():
    assert quantile({}, 0.5) is None
