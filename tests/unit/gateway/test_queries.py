"""Members of a query: what they say comes out, and what they are not is said with name and value."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import InvalidRequest
from headwater.gateway.queries import find_number, find_time, is_yes


@given(st.text())
def test_any_text_is_a_number_within_bounds_or_refused(text):
    try:
        found = find_number({"n": text}, "n", minimum=3, maximum=500)
    except InvalidRequest:
        return
    assert found == int(text)
    assert 3 <= found <= 500


@given(st.integers(3, 500))
def test_a_number_is_that_number(number):
    assert find_number({"n": str(number)}, "n", minimum=3, maximum=500) == number


@pytest.mark.parametrize("text", ["", "2", "501", "-3", "+4", " 4", "4.0", "²", "٤", "9" * 10_000])
def test_what_is_no_such_number(text):
    with pytest.raises(InvalidRequest, match="is not a number from 3 to 500"):
        find_number({"n": text}, "n", minimum=3, maximum=500)


@given(st.datetimes(timezones=st.timezones()), st.sampled_from(["T", " "]))
def test_a_time_is_that_time_in_utc(at, separator):
    try:
        wanted = at.astimezone(UTC)
    except OverflowError:
        return
    if at.utcoffset().total_seconds() % 60:
        return  # older Pythons write what they do not read
    assert find_time({"t": at.isoformat(separator)}, "t") == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("yesterday", "is not a time like"),
        ("2026-01-31T12:00:00", "has no time zone"),
        ("9999-12-31T23:59:59-01:00", "is not a time like"),
        ("0001-01-01T00:00:00+01:00", "is not a time like"),
    ],
)
def test_what_is_no_time(text, words):
    with pytest.raises(InvalidRequest, match=words):
        find_time({"t": text}, "t")


def test_what_is_not_there_is_none():
    assert find_number({}, "n", minimum=0, maximum=1) is None
    assert find_time({}, "t") is None
    assert find_time({"t": ""}, "t") is None
    assert find_time({"t": "2026-01-31T12:00:00Z"}, "t") == datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "is_on"), [(None, False), ("", False), ("0", False), ("1", True), ("TRUE", True)]
)
def test_flags(text, is_on):
    assert is_yes(text) == is_on
