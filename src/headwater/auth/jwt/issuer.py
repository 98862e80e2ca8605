"""One issuer: its name and its keys, kept and fetched again.

Rule 1: at most one fetch is under way, and whoever needs it waits for that one.
Rule 2: between two attempts lie `refetch_interval_s`: tokens with made-up keys cost the issuer nothing.
Rule 3: keys that are past their lifetime are used only while newer ones cannot be had, and not for ever.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from jwt import PyJWK

from headwater.auth.jwt.fetching import IssuerUnavailable, fetch_object
from headwater.auth.jwt.keys import KeySet
from headwater.auth.jwt.settings import JwtSettings
from headwater.background import BackgroundWork

_log = logging.getLogger("headwater.jwt")

_MAX_ISSUER_LENGTH = 2048


@dataclass(frozen=True, slots=True)
class Published:
    """What an issuer says of itself."""

    issuer: str
    keys: KeySet


class Issuer:
    """The issuer whose document is at `discovery_url`. Used from one event loop."""

    def __init__(
        self,
        discovery_url: str,
        settings: JwtSettings,
        *,
        client: httpx.AsyncClient,
        work: BackgroundWork,
        now_s: Callable[[], float],
    ) -> None:
        self.discovery_url = discovery_url
        self._settings = settings
        self._client = client
        self._work = work
        self._now_s = now_s
        self._published: Published | None = None
        self._fetched_at_s = 0.0
        self._tried_at_s = float("-inf")
        self._is_failing = False
        self._fetch: asyncio.Task[None] | None = None

    async def find_keys(self, key_id: str | None, algorithm: str) -> tuple[str, list[PyJWK]]:
        """The issuer's name, and its keys that a token with this head may be signed with: maybe none.

        Raises:
            IssuerUnavailable: nothing usable is known of the issuer.
        """
        await self._freshen()
        known = self._usable()
        keys = known.keys.find(key_id, algorithm)
        if not keys and await self._refresh():
            known = self._usable()
            keys = known.keys.find(key_id, algorithm)
        return known.issuer, keys

    async def _freshen(self) -> None:
        """Fetch what is due. Nobody waits for an issuer that failed before while its old keys will do."""
        if self._is_usable() and self._age_s() <= self._settings.lifetime_s:
            return
        if self._is_failing and self._is_usable():
            self._begin_fetch()
        else:
            await self._refresh()

    def _is_usable(self) -> bool:
        return self._published is not None and self._age_s() <= self._settings.stale_max_s

    def _usable(self) -> Published:
        if self._published is None or not self._is_usable():
            raise IssuerUnavailable(f"the keys of {self.discovery_url} cannot be had at present")
        return self._published

    def _age_s(self) -> float:
        return self._now_s() - self._fetched_at_s

    async def _refresh(self) -> bool:
        """Fetch, or wait for the fetch under way. False: it is too early to ask again."""
        fetch = self._begin_fetch()
        if fetch is None:
            return False
        # Whoever leaves must not take the fetch away from the others, nor spend the attempt.
        await asyncio.shield(fetch)
        return True

    def _begin_fetch(self) -> asyncio.Task[None] | None:
        """The fetch under way, begun if it may be."""
        if self._fetch is None and self._now_s() - self._tried_at_s >= self._settings.refetch_interval_s:
            self._fetch = self._work.start(self._fetch_all(), name="jwt-keys")
        return self._fetch

    async def _fetch_all(self) -> None:
        try:
            async with asyncio.timeout(self._settings.timeout_s):
                self._published = await self._read()
            self._fetched_at_s, self._is_failing = self._now_s(), False
        except (TimeoutError, IssuerUnavailable) as exc:
            self._is_failing = True
            reason = str(exc) or f"no answer within {self._settings.timeout_s:g} s"
            _log.warning("the keys of the issuer at %s cannot be had: %s", self.discovery_url, reason)
        except Exception:
            self._is_failing = True
            _log.exception("the keys of the issuer at %s cannot be had", self.discovery_url)
        finally:
            self._tried_at_s, self._fetch = self._now_s(), None

    async def _read(self) -> Published:
        document = await fetch_object(self._client, self.discovery_url)
        issuer, keys_url = document.get("issuer"), document.get("jwks_uri")
        if not isinstance(issuer, str) or not _is_issuer_name(issuer):
            raise IssuerUnavailable(
                f"{self.discovery_url} names the issuer {issuer!r:.200}, which is not a URL"
            )
        if not isinstance(keys_url, str):
            raise IssuerUnavailable(f"{self.discovery_url} has no jwks_uri")
        keys = (await fetch_object(self._client, keys_url, named_by=self.discovery_url)).get("keys")
        if not isinstance(keys, list):
            raise IssuerUnavailable(f"{keys_url} holds no list of keys")
        return Published(issuer, KeySet(keys))


def _is_issuer_name(text: str) -> bool:
    """Whether it can stand in an owner's name, before a `|`."""
    is_plain = text.isascii() and text.isprintable() and not {"|", " "} & set(text)
    return 0 < len(text) <= _MAX_ISSUER_LENGTH and is_plain
