"""Session ids at a front door: the client's own, and the one that the target gets to see."""

from __future__ import annotations

import hashlib
import re
import uuid

from headwater.core.principals import Principal
from headwater.edge.base import Refusal

_MIN_LENGTH, _MAX_LENGTH = 33, 256
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def choose_session_id(asked: str | None) -> str:
    """The client's session id, or a new one.

    Raises:
        Refusal: the client's is none.
    """
    if asked is None or asked == "":
        return str(uuid.uuid4())
    if not _MIN_LENGTH <= len(asked) <= _MAX_LENGTH or _ID.fullmatch(asked) is None:
        raise Refusal(
            400,
            "invalid_request",
            f"a session id has {_MIN_LENGTH} to {_MAX_LENGTH} characters: letters, digits, - and _",
        )
    return asked


def derive_target_id(door: str, principal: Principal, session_id: str) -> str:
    """The target's id for a client's.

    Who is known has sessions of his own: an id that another principal uses too, or tries to guess, is another
    session. Where nobody is known, whoever knows an id may use it, and it is passed on as it is.
    """
    if principal.owner is None:
        return session_id
    text = "\0".join((door, principal.owner, session_id))
    return f"edge-{hashlib.sha256(text.encode()).hexdigest()}"
