"""The table of statuses: every pair, and random walks that never leave it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.control.status import LEAVING, MOVES, PREPARING, IllegalMove, Move, is_allowed, next_status
from headwater.core.runtimes import ResourceStatus


@pytest.mark.parametrize(("status", "move"), list(itertools.product(ResourceStatus, Move)))
def test_every_pair_is_in_the_table_or_illegal(status, move):
    if is_allowed(status, move):
        assert next_status(status, move) is MOVES[status, move]
    else:
        with pytest.raises(IllegalMove):
            next_status(status, move)


@given(st.lists(st.sampled_from(Move), max_size=30))
def test_no_walk_comes_back_from_leaving(moves):
    status, has_left = ResourceStatus.CREATING, False
    for move in moves:
        if is_allowed(status, move):
            status = next_status(status, move)
        has_left = has_left or status in LEAVING
        assert not has_left or status in LEAVING


def test_preparation_settles_either_way():
    for status in PREPARING:
        assert next_status(status, Move.PREPARED) is ResourceStatus.READY
        assert next_status(status, Move.FAILED) not in PREPARING
        assert not is_allowed(status, Move.UPDATE)
