"""Signing in with a browser."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from headwater.gateway.api.schemas import Time


class SignInWish(TypedDict):
    """The key to sign in with."""

    accessKeyId: str
    secretAccessKey: str


class SignedIn(TypedDict):
    """Who is signed in."""

    name: Annotated[str, "Whose key it is."]
    accessKeyId: str
    since: Time
    endsAt: Annotated[Time, "When it ends if it goes unused from now on."]


class SignInState(TypedDict):
    """Whether callers are identified here, and who is signed in by the request's cookie."""

    authentication: Literal["open", "keys"]
    signedIn: SignedIn | None
    csrfToken: NotRequired[
        Annotated[
            str,
            "To be sent in `x-headwater-csrf` with everything but GET and HEAD. In the answer of POST alone.",
        ]
    ]
