"""How often, and how often at once. The algorithms are the `limits` library's.

One process counts in memory, in sliding windows. Several (`--workers`) count together in a file, in fixed
windows. How many requests run at once each process counts for itself.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, RateLimiter, SlidingWindowCounterRateLimiter

from headwater.edge.base import Refusal
from headwater.edge.guards.counters import SharedCounters

_MESSAGE = "too many requests; try again later"
#: What one customer of an IPv6 provider has at least.
_IPV6_PREFIX = 64


def parse_rates(texts: Sequence[str]) -> list[RateLimitItem]:
    """Rates such as `5/second` and `100 per 2 hours`; ValueError for what is none."""
    found = []
    for text in texts:
        try:
            found += parse_many(text)
        except ValueError:
            raise ValueError(f"{text!r} is not a rate such as 5/second or 100/hour") from None
    return found


@lru_cache(4096)
def key_of(address: str) -> str:
    """What counts as one address: of IPv6, a network of one customer."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, _IPV6_PREFIX), strict=False))


class RateBook:
    """Counts of all doors. They outlive a change of the configuration."""

    def __init__(self, shared: Path | None = None) -> None:
        """`shared` is the file in which several processes count together."""
        self._limiter: RateLimiter = (
            SlidingWindowCounterRateLimiter(MemoryStorage())
            if shared is None
            else FixedWindowRateLimiter(SharedCounters(shared))
        )
        self._running: Counter[tuple[str, ...]] = Counter()

    def hit(self, rates: Sequence[RateLimitItem], rule: str, *key: str) -> None:
        """Count one; Refusal (429) if that is too many."""
        for rate in rates:
            if not self._limiter.hit(rate, rule, *key):
                raise self._too_many(rate, rule, key)

    def check(self, rates: Sequence[RateLimitItem], rule: str, *key: str) -> None:
        """Refusal (429) if one more would be too many; nothing is counted."""
        for rate in rates:
            if not self._limiter.test(rate, rule, *key):
                raise self._too_many(rate, rule, key)

    def count(self, rates: Sequence[RateLimitItem], rule: str, *key: str) -> None:
        """Count one, which may be too many already."""
        for rate in rates:
            self._limiter.hit(rate, rule, *key)

    @contextmanager
    def running(self, limit: int | None, rule: str, *key: str) -> Iterator[None]:
        """One at the same time, while open; Refusal (429) if there are `limit` already."""
        counted = (rule, *key)
        if limit is not None and self._running[counted] >= limit:
            raise Refusal(429, "busy", _MESSAGE, rule=rule, headers={"retry-after": "1"})
        self._running[counted] += 1
        try:
            yield
        finally:
            self._running[counted] -= 1
            if not self._running[counted]:
                del self._running[counted]

    def _too_many(self, rate: RateLimitItem, rule: str, key: tuple[str, ...]) -> Refusal:
        reset_at = self._limiter.get_window_stats(rate, rule, *key).reset_time
        wait_s = max(1, math.ceil(reset_at - time.time()))
        return Refusal(429, "rate_limited", _MESSAGE, rule=rule, headers={"retry-after": str(wait_s)})
