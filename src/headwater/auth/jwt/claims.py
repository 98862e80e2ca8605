"""What a verified token says of its bearer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from headwater.core.principals import quote_owner

#: The claims, in this order, that say whom a token stands for that has no subject: clients' own tokens.
_CLIENT_CLAIMS = ("client_id", "azp", "cid")
MAX_SUBJECT_LENGTH = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """A token that was verified: who issued it, whom it stands for, and all that it claims."""

    issuer: str
    subject: str
    raw: Mapping[str, Any] = field(repr=False)  # Any: JSON

    @property
    def owner(self) -> str:
        """Whose sessions its bearer's are.

        No two bearers have the same: a slash in a subject is no step down to somebody's user, and a client
        without a subject is no subject of the client's name.
        """
        named = quote_owner(self.subject)
        return f"jwt:{self.issuer}|{named if 'sub' in self.raw else f'client={named}'}"


def find_subject(raw: Mapping[str, Any]) -> str | None:  # Any: JSON
    """Whom a token stands for; None where nothing usable says so."""
    if "sub" in raw:
        return _usable(raw["sub"])
    return next((name for name in (_usable(raw.get(claim)) for claim in _CLIENT_CLAIMS) if name), None)


def _usable(value: object) -> str | None:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_SUBJECT_LENGTH or not value.isprintable():
        return None
    return value
