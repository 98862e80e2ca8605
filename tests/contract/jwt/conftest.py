"""An issuer of each test's own, and an authorizer that trusts it."""

from contextlib import AsyncExitStack

import httpx
import pytest

from headwater.auth.jwt import InvalidToken, JwtSettings, open_authorizers, parse_jwt_rules
from issuers import running_issuer


@pytest.fixture
def issuer():
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def certificates():
    return httpx.create_ssl_context()


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self):
        self.now_s = 1000.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def make_authorizer(issuer, clock, certificates, monkeypatch):
    """`make_authorizer(settings..., rules={...})`: an authorizer for the issuer's tokens."""
    monkeypatch.setattr(httpx, "create_ssl_context", lambda: certificates)  # slow, and the same every time
    async with AsyncExitStack() as stack:

        async def make(rules=None, **settings):
            opened = open_authorizers(JwtSettings(**settings), clock)
            authorizers = await stack.enter_async_context(opened)
            return authorizers.of(parse_jwt_rules({"discoveryUrl": issuer.discovery_url, **(rules or {})}))

        yield make


@pytest.fixture
async def authorizer(make_authorizer):
    return await make_authorizer()


@pytest.fixture
def accepts():
    """`await accepts(authorizer, token)`: whether it is; a refusal says no reason, and is the only error."""

    async def ask(authorizer, token):
        try:
            await authorizer.verify(token)
        except InvalidToken as exc:
            return exc.message != "The bearer token is not valid."
        return True

    return ask
