"""Failed attempts are counted, by address and by name; too many, and more are refused without a look.

A request without any credentials is not an attempt.
"""

from __future__ import annotations

from collections.abc import Callable

from headwater.core.principals import Principal
from headwater.edge.base import Authenticator, Request, Unauthenticated
from headwater.edge.guards.rates import RateBook, key_of, parse_rates

_BY_ADDRESS = "failures_per_address"
_BY_NAME = "failures_per_name"


class Attempts:
    """The failed attempts at one door."""

    def __init__(
        self,
        door: str,
        rates: RateBook,
        *,
        per_address: tuple[str, ...],
        per_name: tuple[str, ...],
        find_name: Callable[[Request], str | None],
    ) -> None:
        """`find_name` says who a request claims to be of, where that can be said."""
        self._door = door
        self._rates = rates
        self._per_address = parse_rates(per_address)
        self._per_name = parse_rates(per_name)
        self._find_name = find_name

    def check(self, request: Request) -> None:
        """Refusal (429) if too many have failed."""
        self._rates.check(self._per_address, _BY_ADDRESS, self._door, key_of(request.address))
        name = self._find_name(request)
        if name is not None:
            self._rates.check(self._per_name, _BY_NAME, self._door, name)

    def count(self, request: Request) -> None:
        """One more has failed."""
        self._rates.count(self._per_address, _BY_ADDRESS, self._door, key_of(request.address))
        name = self._find_name(request)
        if name is not None:
            self._rates.count(self._per_name, _BY_NAME, self._door, name)


class Throttled:
    """An authenticator whose failed attempts count."""

    def __init__(self, inner: Authenticator, attempts: Attempts) -> None:
        self._inner = inner
        self._attempts = attempts

    @property
    def needs_body(self) -> bool:
        return self._inner.needs_body

    async def authenticate(self, request: Request) -> Principal:
        self._attempts.check(request)
        try:
            return await self._inner.authenticate(request)
        except Unauthenticated as exc:
            if exc.was_tried:
                self._attempts.count(request)
            raise
