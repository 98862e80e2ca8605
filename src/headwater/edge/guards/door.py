"""All guards of one door, in the order in which a request meets them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from headwater.core.principals import Principal
from headwater.edge.base import Refusal, Request, TargetAnswer
from headwater.edge.clients import is_within, parse_networks
from headwater.edge.guards.metering import MeteredAnswer
from headwater.edge.guards.quotas import Quota, QuotaBook
from headwater.edge.guards.rates import RateBook, key_of, parse_rates
from headwater.edge.guards.rules import Rules
from headwater.edge.guards.settings import GuardSettings


class DoorGuards:
    """The guards of one door. What they count outlives it: `rates` and `quotas` are all doors'."""

    def __init__(self, door: str, settings: GuardSettings, rates: RateBook, quotas: QuotaBook | None) -> None:
        self._door = door
        self._settings = settings
        self._rates = rates
        self._quotas = quotas if settings.has_quota else None
        self._allow = parse_networks(settings.allow)
        self._deny = parse_networks(settings.deny)
        self._address_rates = parse_rates(settings.address_rate)
        self._principal_rates = parse_rates(settings.principal_rate)
        self._rules = Rules(settings.rules)
        self._quota = Quota(requests_max=settings.requests_per_day, tokens_max=settings.tokens_per_day)

    def check_head(self, request: Request) -> None:
        """Before it is known who asks, and before the body is read.

        Raises:
            Refusal: a rule is against it.
        """
        if is_within(request.address, self._deny):
            raise Refusal(403, "refused", "this request was refused", rule="deny")
        if self._allow and not is_within(request.address, self._allow):
            raise Refusal(403, "refused", "this request was refused", rule="allow")
        if request.method != "OPTIONS":  # a browser's question before a request is not one more
            self._rates.hit(self._address_rates, "address_rate", self._door, key_of(request.address))
        self._rules.check_head(request)

    def check_body(self, body: bytes) -> None:
        """Refusal if a rule is against the body."""
        self._rules.check_body(body)

    def check_prompt(self, prompt: str | None) -> None:
        """Refusal if the prompt is too long. What is passed whole has no prompt."""
        limit = self._settings.prompt_max_chars
        if limit is not None and prompt is not None and len(prompt) > limit:
            message = f"the prompt has more than {limit} characters"
            raise Refusal(413, "too_large", message, rule="prompt_max_chars")

    @asynccontextmanager
    async def running(self, request: Request, principal: Principal) -> AsyncIterator[None]:
        """One invocation of a known caller.

        Raises:
            Refusal: he has had his share.
        """
        address, who = key_of(request.address), self._key_of(request, principal)
        self._rates.hit(self._principal_rates, "principal_rate", self._door, who)
        settings = self._settings
        with (
            self._rates.running(settings.address_concurrency, "address_concurrency", self._door, address),
            self._rates.running(settings.principal_concurrency, "principal_concurrency", self._door, who),
        ):
            if self._quotas is not None:
                await self._quotas.begin(self._quota, self._door, who)
            yield

    @asynccontextmanager
    async def metering(
        self, request: Request, principal: Principal, answer: TargetAnswer, prompt_chars: int
    ) -> AsyncIterator[TargetAnswer]:
        """`answer`, its tokens counted where there is a quota of them, however it ends."""
        if self._quotas is None or self._quota.tokens_max is None:
            yield answer
            return
        metered = MeteredAnswer(answer, prompt_chars)
        try:
            yield metered
        finally:
            await self._quotas.add_tokens(
                self._door, self._key_of(request, principal), metered.count_tokens()
            )

    def _key_of(self, request: Request, principal: Principal) -> str:
        """Whom to count a request to: where nobody is known, the address."""
        return principal.owner or f"address:{key_of(request.address)}"
