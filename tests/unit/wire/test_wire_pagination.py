"""Tokens of listings: come back as they were, and nothing made up gets through."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import InvalidRequest
from headwater.wire.pagination import _digest, decode_token, encode_token


def forge(body):
    return base64.urlsafe_b64encode(_digest(body) + body).decode()


@given(st.text(), st.one_of(st.text(), st.integers()))
def test_a_token_comes_back_as_it_was(listing, last):
    assert decode_token(listing, encode_token(listing, last)) == last


@pytest.mark.parametrize(
    "made_up", [1, None, [], ["x"], ["x", 1, 2], {"a": 1, "b": 2}, ["x", None], ["x", [1]]]
)
def test_what_is_made_up_is_refused(made_up):
    with pytest.raises(InvalidRequest, match="nextToken"):
        decode_token("x", forge(json.dumps(made_up).encode()))


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(body):
    with pytest.raises(InvalidRequest, match="nextToken"):
        decode_token("x", forge(body))


@given(st.text(max_size=40))
def test_any_text_is_a_token_or_refused(text):
    with pytest.raises(InvalidRequest):
        decode_token("x", text)
