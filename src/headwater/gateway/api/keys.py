"""Access keys."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from headwater.gateway.api.schemas import Time

_POLICY = "An IAM policy: what whoever signs with the key may do."


class AccessKey(TypedDict):
    """A key, without its secret."""

    accessKeyId: str
    name: Annotated[str, "Whose it is: sessions belong to this name."]
    policy: Annotated[dict[str, object], _POLICY]
    createdAt: Time
    expiresAt: Time | None


class NewAccessKey(AccessKey):
    """A key with its secret, which is shown this once."""

    secretAccessKey: str


class AccessKeys(TypedDict):
    """All keys, expired ones too."""

    keys: list[AccessKey]


class KeyWish(TypedDict):
    """A key to make."""

    name: Annotated[str, "1 to 64 letters, digits and _.@-"]
    policy: NotRequired[
        Annotated[dict[str, object] | None, _POLICY + " Absent: all but managing keys and others' sessions."]
    ]
    expiresAt: NotRequired[Time | None]
