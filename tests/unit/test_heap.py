"""Memory that is free, given back to the system."""

import pytest

from headwater import heap

MIB = 1024 * 1024
_BLOCK_BYTES, _COUNT = 100_000, 300


def fill():
    """Make much and keep the last of it, so that the heap cannot end before it."""
    blocks = [bytes(_BLOCK_BYTES) for _ in range(_COUNT)]
    return blocks[-1]


def test_who_has_grown_gives_back_and_then_ever_more_rarely_where_it_does_not_help():
    plan, grown = heap.TrimPlan(50 * MIB), 100 * MIB
    assert not plan.is_due(51 * MIB)
    assert plan.is_due(grown)
    looks = []
    for _ in range(4):
        plan.note(grown, grown)
        looks.append(next(n for n in range(1, 100) if plan.is_due(grown)))
    assert looks == [2, 4, 8, 16]
    plan.note(grown, 52 * MIB)
    assert not any(plan.is_due(53 * MIB) for _ in range(200))


@pytest.mark.skipif(heap.find_trim() is None, reason="the C library cannot do it")
def test_what_was_freed_goes_back_to_the_system():
    heap.give_back()
    last = fill()
    full_bytes = heap.read_resident_bytes()
    heap.give_back()
    assert heap.read_resident_bytes() < full_bytes - _BLOCK_BYTES * _COUNT // 2
    assert len(last) == _BLOCK_BYTES
