"""Ids of events: `{19 digits: milliseconds}#{hex}`, as AWS's look.

The hex is the event's key in the database, its low 32 bits turned about by a secret of that database: so
an id is unique, is found without an index, and does not say how many events there are.
"""

from __future__ import annotations

from dataclasses import dataclass

_BITS = 32
_MASK = (1 << _BITS) - 1
#: Any odd number turns 32 bits about one to one; this one (2^32 by the golden ratio) spreads neighbours.
_FACTOR = 0x9E3779B1
_INVERSE = pow(_FACTOR, -1, 1 << _BITS)
#: Python limits how long a text it reads as a number.
_MAX_CHARS = 40
#: Beyond this no database counts.
_MAX_NUMBER = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class EventIds:
    """Makes and reads the ids of one database's events."""

    salt: int

    def encode(self, timestamp_ms: int, event_key: int) -> str:
        low = ((event_key & _MASK) * _FACTOR & _MASK) ^ self.salt
        high = event_key >> _BITS
        return f"{timestamp_ms:019d}#{f'{high:x}' if high else ''}{low:08x}"

    def decode(self, event_id: str) -> tuple[int, int] | None:
        """(milliseconds, key) of an id of this form; None for one that is none of ours."""
        digits, _, code = event_id.partition("#")
        if len(code) < 8 or len(event_id) > _MAX_CHARS:
            return None
        try:
            low = (int(code[-8:], 16) ^ self.salt) * _INVERSE & _MASK
            high = int(code[:-8] or "0", 16)
            decoded = int(digits), high << _BITS | low
        except ValueError:
            return None
        if max(decoded) > _MAX_NUMBER:
            return None
        # There is one way to write each.
        return decoded if self.encode(*decoded) == event_id.lower() else None
