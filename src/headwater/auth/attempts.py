"""Access keys shown with their secrets, instead of signing: checked in constant time, and not for ever.

Failed attempts are counted by address and by key. Whoever fails too often from one address is refused without
a look. A key at which too many fail is refused to those addresses alone that have failed themselves, so that
nobody can keep its owner out by guessing.
"""

from __future__ import annotations

import ipaddress
import logging
import time
from collections import OrderedDict
from collections.abc import Callable

from headwater.auth.keys import AccessKey, KeyBook
from headwater.core.errors import Throttled, Unauthenticated

_log = logging.getLogger("headwater.auth")

#: Failures within `_WINDOW_S` seconds after which no more are looked at.
PER_ADDRESS_COUNT = 10
PER_KEY_COUNT = 30
_WINDOW_S = 300.0
#: Addresses and keys that are remembered; beyond it the one that was not heard of for longest is forgotten.
_REMEMBERED_COUNT = 10_000
#: Enough to recognise a key by; more is nobody's.
_SHOWN_CHARS = 24


class KeyAttempts:
    """Checks keys for one way to show them, `what`, as the log calls it."""

    def __init__(
        self,
        keys: KeyBook,
        what: str,
        *,
        challenge: str | None = None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`challenge` is the WWW-Authenticate of refusals."""
        self._keys = keys
        self._what = what
        self._challenge = challenge
        self._addresses = _Failures(now_s)
        self._ids = _Failures(now_s)

    def verify(self, access_key_id: str, secret: str, address: str) -> AccessKey:
        """The key, if the secret is its own.

        Raises:
            Throttled: too many attempts have failed.
            Unauthenticated: there is no such key, or it has another secret; which of them, nobody is told.
        """
        network = group_of(address)
        self._check_rate(access_key_id, network)
        key = self._keys.verify(access_key_id, secret)
        if key is not None:
            return key
        shown = access_key_id[:_SHOWN_CHARS]
        _log.warning("%s with the key %r failed, from %s", self._what, shown, address)
        self._addresses.note(network)
        if self._keys.find(access_key_id) is not None:
            self._ids.note(access_key_id)
        raise Unauthenticated(
            "the access key's id or its secret is wrong, or the key was revoked or has expired",
            challenge=self._challenge,
        )

    def _check_rate(self, access_key_id: str, network: str) -> None:
        failed_count = self._addresses.count(network)
        if failed_count >= PER_ADDRESS_COUNT or (
            failed_count and self._ids.count(access_key_id) >= PER_KEY_COUNT
        ):
            raise Throttled(
                f"too many attempts failed; try again in {_WINDOW_S / 60:g} minutes, or from another address"
            )


class _Failures:
    """How often each of many failed within a window, which begins with the first failure."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._seen: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def count(self, name: str) -> int:
        since_s, count = self._seen.get(name, (0.0, 0))
        return count if count and self._now_s() - since_s < _WINDOW_S else 0

    def note(self, name: str) -> None:
        count = self.count(name)
        since_s = self._seen[name][0] if count else self._now_s()
        self._seen[name] = (since_s, count + 1)
        self._seen.move_to_end(name)
        if len(self._seen) > _REMEMBERED_COUNT:
            self._seen.popitem(last=False)


def group_of(address: str) -> str:
    """What one party is likely to have: an IPv4 address, or the /64 network of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
