"""[auth]: who may call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthSettings:
    """[auth]: who may call."""

    #: `keys`: requests are signed (SigV4) with a key of `headwater keys create`. `open`: whoever can connect
    #: may do anything; on loopback only. `auto`: open on loopback, keys elsewhere. A runtime with a JWT
    #: authorizer wants its tokens in any mode.
    mode: Literal["auto", "open", "keys"] = "auto"
    #: How far the clocks of caller and server may be apart, in seconds.
    clock_skew_s: float = 300.0
    #: A session's id belongs to who used it first, and nobody else may use it; nor may anybody else read in
    #: memories what is kept of it. Off is AWS's laxer rule: whoever may call the runtime and knows the id.
    bind_sessions: bool = True
    #: Days for which a session's id is remembered as somebody's, after its last start.
    owners_keep_days: float = 365.0
    #: Seconds after which a browser's sign-in ends if it is not used.
    signin_idle_s: float = 12 * 3600.0
    #: Seconds after which it ends whatever is done with it.
    signin_max_s: float = 7 * 86400.0
    #: Agents have to sign what they ask of this server with the credentials of their own session.
    check_agents: bool = True
    #: Pages that may call agents from a browser (CORS), such as https://chat.example.com; `*` for all, where
    #: callers have to say who they are. Default: none. Their requests are signed, or bear tokens, as all are.
    cors_origins: tuple[str, ...] = ()


def check_origins(origins: Sequence[str]) -> list[str]:
    """What is wrong with origins of pages; empty if nothing is."""
    return [
        f"{origin!r} is not an origin such as https://chat.example.com, and not *"
        for origin in origins
        if origin != "*" and re.fullmatch(r"[a-z][a-z0-9+.-]*://[^/\s?#@,]+", origin) is None
    ]
