"""Session ids at a front door: the client's own, and the one that the target gets to see.

Who is known has sessions of his own: the target's id is a hash of door, principal and the client's id, so
that an id which another principal uses too, or has found out, is another session. Where nobody is known, an
id is passed on as it is: whoever knows it may use it, so it has to be one that cannot be guessed.
"""

from __future__ import annotations

import hashlib
import uuid

from headwater.core.principals import Principal
from headwater.edge.base import Refusal

#: Of ids that the edge makes. Clients may not bring such: one door would lead to what is another's.
_OWN_PREFIX = "edge-"
_CONVERSATION_PREFIX = "chat-"
#: Characters of a conversation's name that can hardly be guessed; the AI SDK's own names have as many.
_UNGUESSABLE_LENGTH = 16


def choose_session_id(
    door: str, principal: Principal, session_id: str | None, conversation_id: str | None
) -> str:
    """The id that the client knows its session by: its own, one of its conversation's name, or a new one.

    Raises:
        Refusal: it may not be used.
    """
    if session_id is not None:
        if session_id.startswith(_OWN_PREFIX):
            raise Refusal(400, "invalid_request", f"a session id may not begin with {_OWN_PREFIX}")
        return session_id
    if conversation_id is None:
        return str(uuid.uuid4())
    if principal.owner is None and len(conversation_id) < _UNGUESSABLE_LENGTH:
        raise Refusal(
            400,
            "invalid_request",
            f"others could guess this id: at least {_UNGUESSABLE_LENGTH} characters are needed here",
        )
    return _CONVERSATION_PREFIX + _digest(door, conversation_id)[:48]


def derive_target_id(door: str, principal: Principal, session_id: str) -> str:
    """The target's id for a client's."""
    if principal.owner is None:
        return session_id
    return _OWN_PREFIX + _digest(door, principal.owner, session_id)


def _digest(*parts: str) -> str:
    text = "\0".join(parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
