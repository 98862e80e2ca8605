"""All authorizers of a process: one for each set of rules, and one view of each issuer for all of them."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeVar
from urllib.parse import urlsplit

import httpx

from headwater.auth.jwt.authorizer import JwtAuthorizer
from headwater.auth.jwt.issuer import Issuer
from headwater.auth.jwt.refusals import RefusalLog
from headwater.auth.jwt.settings import JwtSettings
from headwater.background import BackgroundWork
from headwater.core.addresses import is_loopback
from headwater.core.authorizers import JwtRules

#: Far above what is deployed; what was not used for longest is forgotten, and with an issuer its keys.
_MAX_COUNT = 1000

K = TypeVar("K")
V = TypeVar("V")


class JwtAuthorizers:
    """Authorizers by their rules. Used from one event loop."""

    def __init__(
        self,
        settings: JwtSettings,
        *,
        outside: httpx.AsyncClient,
        inside: httpx.AsyncClient,
        work: BackgroundWork,
        now_s: Callable[[], float],
    ) -> None:
        """`outside` reaches issuers on other machines, perhaps by a proxy; `inside` those on this one."""
        self._settings = settings
        self._outside = outside
        self._inside = inside
        self._work = work
        self._now_s = now_s
        self._refusals = RefusalLog(now_s)
        self._authorizers: OrderedDict[JwtRules, JwtAuthorizer] = OrderedDict()
        self._issuers: OrderedDict[str, Issuer] = OrderedDict()

    def of(self, rules: JwtRules) -> JwtAuthorizer:
        """The authorizer of these rules."""
        return _get(self._authorizers, rules, self._make)

    def _make(self, rules: JwtRules) -> JwtAuthorizer:
        issuer = _get(self._issuers, rules.discovery_url, self._make_issuer)
        return JwtAuthorizer(rules, issuer, leeway_s=self._settings.leeway_s, refusals=self._refusals)

    def _make_issuer(self, discovery_url: str) -> Issuer:
        client = self._inside if is_loopback(urlsplit(discovery_url).hostname or "") else self._outside
        return Issuer(discovery_url, self._settings, client=client, work=self._work, now_s=self._now_s)


@asynccontextmanager
async def open_authorizers(
    settings: JwtSettings, now_s: Callable[[], float] = time.monotonic
) -> AsyncIterator[JwtAuthorizers]:
    """Authorizers that fetch keys while this is open."""
    # Reading the certificate authorities takes tens of milliseconds.
    context = await asyncio.to_thread(httpx.create_ssl_context)
    async with AsyncExitStack() as stack:
        outside = await stack.enter_async_context(_build_client(settings, context, trust_env=True))
        inside = await stack.enter_async_context(_build_client(settings, context, trust_env=False))
        work = BackgroundWork()
        stack.push_async_callback(work.close)
        yield JwtAuthorizers(settings, outside=outside, inside=inside, work=work, now_s=now_s)


def _build_client(settings: JwtSettings, context: ssl.SSLContext, *, trust_env: bool) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=context,
        timeout=settings.timeout_s,
        # A redirect would take the choice of the address away from whoever configured it.
        follow_redirects=False,
        trust_env=trust_env,
        headers={"accept": "application/json", "accept-encoding": "identity", "user-agent": "headwater"},
    )


def _get(table: OrderedDict[K, V], key: K, make: Callable[[K], V]) -> V:
    found = table.get(key)
    if found is None:
        found = table[key] = make(key)
        if len(table) > _MAX_COUNT:
            table.popitem(last=False)
    else:
        table.move_to_end(key)
    return found
