"""Vectors as bytes: 4-byte floats, little endian, of length 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from struct import pack


def to_unit_vector(numbers: Sequence[float]) -> bytes:
    """The numbers as a vector of length 1; one of zeros stays what it is."""
    length = math.sqrt(math.fsum(number * number for number in numbers)) or 1.0
    return pack(f"<{len(numbers)}f", *(number / length for number in numbers))
