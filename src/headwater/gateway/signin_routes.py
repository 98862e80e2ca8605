"""Our own routes to signing in: from a key to a cookie, who has one, and its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Literal

from headwater.auth.attempts import KeyAttempts
from headwater.auth.keys import AccessKey
from headwater.auth.signins import SignIn, SignIns
from headwater.core.errors import InvalidRequest
from headwater.gateway.api.signin import SignedIn, SignInState, SignInWish
from headwater.gateway.browsers import (
    Browsers,
    check_same_origin,
    drop_cookie,
    find_address,
    read_token,
    set_cookie,
)
from headwater.gateway.call import Call
from headwater.gateway.routes import Route
from headwater.http.asgi import find_header

_log = logging.getLogger("headwater.auth")
#: Bytes; a key's id and secret have 60 characters.
_MAX_BODY_BYTES = 4096
#: Seconds for a body to come.
_BODY_TIMEOUT_S = 10.0
_UNSTORED = (b"cache-control", b"no-store")


class SignInRoutes:
    """One method a route."""

    def __init__(
        self, mode: Literal["open", "keys"], *, signins: SignIns, browsers: Browsers, attempts: KeyAttempts
    ) -> None:
        self._mode = mode
        self._signins = signins
        self._browsers = browsers
        self._attempts = attempts

    def routes(self) -> Sequence[Route]:
        return (
            Route(
                "GET",
                "signin",
                self.get,
                None,
                "Whether callers are identified here, and who is signed in",
                is_public=True,
                answer=SignInState,
            ),
            Route(
                "POST",
                "signin",
                self.begin,
                None,
                "Sign a browser in with an access key: the answer sets a cookie that stands for it",
                is_public=True,
                body=SignInWish,
                answer=SignInState,
                description=_ABOUT,
            ),
            Route(
                "DELETE",
                "signin",
                self.end,
                None,
                "Sign out",
                is_public=True,
                answer=SignInState,
            ),
        )

    async def get(self, call: Call) -> None:
        check_same_origin(call.scope)
        found = self._browsers.find(call.scope)
        await call.answer(self._describe(found), headers=[_UNSTORED])

    async def begin(self, call: Call) -> None:
        check_same_origin(call.scope, needs_proof=False)
        if self._mode == "open":
            raise InvalidRequest("the server is in open mode: nobody has to sign in")
        kind = (find_header(call.scope, b"content-type") or b"").partition(b";")[0].strip().lower()
        if kind != b"application/json":  # what a form of another site's page cannot send
            raise InvalidRequest(f"the content type must be application/json, not {kind.decode('latin-1')!r}")
        access_key_id, secret = _parse(await _read(call))
        address = find_address(call.scope)
        key = self._attempts.verify(access_key_id, secret, address)
        self._end(call)
        new = self._signins.begin(key)
        _log.info("%s signed in with %s, from %s", key.name, key.access_key_id, address)
        cookie = set_cookie(call.scope, new, round(self._signins.lifetime.total_seconds()))
        state = self._describe(self._signins.find(new.token))
        await call.answer({**state, "csrfToken": new.csrf_token}, headers=[cookie, _UNSTORED])

    async def end(self, call: Call) -> None:
        check_same_origin(call.scope)
        self._end(call)
        await call.answer(self._describe(None), headers=[drop_cookie(call.scope), _UNSTORED])

    def _end(self, call: Call) -> None:
        token = read_token(call.scope)
        if token is not None:
            self._signins.end(token)

    def _describe(self, found: tuple[SignIn, AccessKey] | None) -> SignInState:
        return {
            "authentication": self._mode,
            "signedIn": None if found is None else self._describe_one(*found),
        }

    def _describe_one(self, signin: SignIn, key: AccessKey) -> SignedIn:
        return {
            "name": key.name,
            "accessKeyId": key.access_key_id,
            "since": signin.began_at.isoformat(),
            "endsAt": self._signins.ends_at(signin, key).isoformat(),
        }


async def _read(call: Call) -> dict[str, object]:
    """The body, of somebody who has not shown yet who he is: he does not keep a connection open with it."""
    try:
        async with asyncio.timeout(_BODY_TIMEOUT_S):
            return await call.read_object(_MAX_BODY_BYTES)
    except TimeoutError:
        raise InvalidRequest(f"the body did not come within {_BODY_TIMEOUT_S:g} s") from None


def _parse(wanted: dict[str, object]) -> tuple[str, str]:
    access_key_id, secret = wanted.get("accessKeyId"), wanted.get("secretAccessKey")
    if not isinstance(access_key_id, str) or not isinstance(secret, str):
        raise InvalidRequest('the body is {"accessKeyId": "…", "secretAccessKey": "…"}, both strings')
    return access_key_id, secret


_ABOUT = """\
The cookie is HttpOnly and SameSite=Strict, and stands for the key on all of this server's routes and AWS
operations: it may what the key's policy says. It ends with the key, when it is not used for
`auth.signin_idle_s`, after `auth.signin_max_s`, by DELETE, and with the server. Everything but GET and HEAD
needs `csrfToken` in the header `x-headwater-csrf` beside it, and requests must come from this server's own
pages (Sec-Fetch-Site, Origin). Too many failed attempts from an address or at a key are answered with 429."""
