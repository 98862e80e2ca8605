"""Keeps as many sessions of each agent ready as `headwater warm` was told, of the version DEFAULT serves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from headwater.core.errors import HeadwaterError
from headwater.core.runtimes import RuntimeVersion

_log = logging.getLogger(__name__)

#: How late a new DEFAULT, or a spare that died, is noticed.
_LOOK_EVERY_S = 0.5
#: A version that could not be loaded is tried again after this; its callers try at once.
_RETRY_AFTER_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmWish:
    """What is wanted of one runtime: `count` sessions ready of `version`; none can be while that is None.

    `in_use` are the numbers of the versions that its endpoints serve.
    """

    count: int
    version: RuntimeVersion | None
    in_use: frozenset[int]


def choose_count(wish: WarmWish | None, number: int, spare_count: int) -> int | None:
    """How many spares a version is to have; None for as many as the server's settings say.

    The one that DEFAULT serves has all that are wanted, one that only other endpoints serve no more than any
    version has, and one that nobody can reach any more has none.
    """
    if wish is None:
        return None
    if wish.version is not None and wish.version.number == number:
        return wish.count
    if wish.version is not None and number < wish.version.number and number not in wish.in_use:
        return 0
    return min(wish.count, spare_count)


class SpareSource(Protocol):
    """What makes spares and ends them; see `source.TemplateSource`."""

    async def prepare(self, version: RuntimeVersion) -> None: ...

    def loaded(self) -> list[tuple[str, int]]: ...

    def keep_spares(self, runtime_id: str, number: int, count: int | None) -> None: ...

    def can_start(self, runtime_id: str, number: int) -> bool: ...


class WarmKeeper:
    """Applies the wishes that `read_wishes` gives, by runtime id."""

    def __init__(
        self, source: SpareSource, read_wishes: Callable[[], Mapping[str, WarmWish]], spare_count: int
    ) -> None:
        self._source = source
        self._read_wishes = read_wishes
        self._spare_count = spare_count
        #: Versions that could not be loaded, and when that is tried again.
        self._retry_at_s: dict[tuple[str, int], float] = {}

    async def run(self) -> None:
        """Look again and again; ends by cancellation only."""
        while True:
            for version in self.apply():
                await self._load(version)
            await asyncio.sleep(_LOOK_EVERY_S)

    def apply(self) -> list[RuntimeVersion]:
        """Order and end spares as wished; gives the versions that have to be loaded first."""
        wishes = self._read_wishes()
        for runtime_id, number in self._source.loaded():
            count = choose_count(wishes.get(runtime_id), number, self._spare_count)
            self._source.keep_spares(runtime_id, number, count)
        return [
            wish.version
            for wish in wishes.values()
            if wish.version is not None and wish.count > 0 and not self._source.can_start(*wish.version.key)
        ]

    async def _load(self, version: RuntimeVersion) -> None:
        now_s = asyncio.get_running_loop().time()
        if now_s < self._retry_at_s.get(version.key, 0.0):
            return
        try:
            await self._source.prepare(version)
        except HeadwaterError as exc:
            self._retry_at_s[version.key] = now_s + _RETRY_AFTER_S
            _log.warning("no session of %s can be kept ready: %s", version.runtime_name, exc)
        else:
            self._retry_at_s.pop(version.key, None)
            self.apply()
