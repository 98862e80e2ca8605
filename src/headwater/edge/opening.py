"""From a configuration to doors that stand open."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from headwater.auth.jwt import JwtAuthorizers, JwtSettings, open_authorizers
from headwater.core.errors import HeadwaterError
from headwater.edge.authentication.keys import Anyone, ApiKeys
from headwater.edge.authentication.own import OwnAuthenticator
from headwater.edge.authentication.passwords import Passwords, find_user
from headwater.edge.authentication.settings import (
    AuthSettings,
    BasicAuth,
    JwtAuth,
    KeyAuth,
    OpenAuth,
    OwnAuth,
    SignatureAuth,
)
from headwater.edge.authentication.signatures import Signatures, find_access_key
from headwater.edge.authentication.throttle import Attempts, Throttled
from headwater.edge.authentication.tokens import Tokens, build_rules
from headwater.edge.base import Authenticator, Target
from headwater.edge.clients import parse_networks
from headwater.edge.config import DoorSettings, EdgeConfig, TargetSettings
from headwater.edge.doors import Door, DoorTable
from headwater.edge.forms import FORMS
from headwater.edge.guards.door import DoorGuards
from headwater.edge.guards.quotas import QuotaBook
from headwater.edge.guards.rates import RateBook
from headwater.edge.imports import import_form, import_function
from headwater.edge.pages import read_pages
from headwater.edge.targets.local import LocalRuntimes, LocalTarget
from headwater.edge.targets.remote import RemoteTarget, build_address
from headwater.edge.targets.signing import AwsAccount, open_account

_QUOTA_FILE = "quota.db"


class CannotOpen(HeadwaterError):
    """A door cannot be opened."""


@dataclass(slots=True, kw_only=True)
class Resources:
    """What doors share, and what outlives a change of their configuration."""

    #: Where the operator's own modules are looked for.
    folder: Path
    runtimes: LocalRuntimes | None
    authorizers: JwtAuthorizers
    rates: RateBook
    quotas: dict[Path, QuotaBook] = field(default_factory=dict)

    accounts: dict[tuple[str | None, ...], AwsAccount] = field(default_factory=dict)

    async def open_account(self, settings: TargetSettings) -> AwsAccount:
        """The credentials for a target; made once for all doors that use the same."""
        key = (settings.profile, settings.region, settings.endpoint_url)
        if key not in self.accounts:
            self.accounts[key] = await asyncio.to_thread(open_account, settings)
        return self.accounts[key]

    async def open_quotas(self, config: EdgeConfig) -> QuotaBook | None:
        """The book of quotas, if any door has one."""
        if not any(door.guards.has_quota for door in config.doors):
            return None
        path = config.state.folder / _QUOTA_FILE
        if path not in self.quotas:
            self.quotas[path] = await asyncio.to_thread(QuotaBook, path)
        return self.quotas[path]


@asynccontextmanager
async def open_resources(
    folder: Path,
    runtimes: LocalRuntimes | None,
    counters: Path | None = None,
    authorizers: JwtAuthorizers | None = None,
) -> AsyncIterator[Resources]:
    """Resources for doors whose configuration is in `folder`.

    Args:
        counters: the file in which several processes count rates together.
        authorizers: those of the server that the doors are part of, with its settings; keys are fetched once.
    """
    async with AsyncExitStack() as stack:
        if authorizers is None:
            authorizers = await stack.enter_async_context(open_authorizers(JwtSettings()))
        resources = Resources(
            folder=folder, runtimes=runtimes, authorizers=authorizers, rates=RateBook(counters)
        )
        try:
            yield resources
        finally:
            for book in resources.quotas.values():
                with contextlib.suppress(Exception):  # a last write may still hold it
                    book.close()


async def open_doors(config: EdgeConfig, resources: Resources) -> DoorTable:
    """Make all doors of a configuration.

    Raises:
        CannotOpen: with every door that cannot be made, and why.
    """
    quotas = await resources.open_quotas(config)
    doors, problems = [], []
    for settings in config.doors:
        try:
            doors.append(await _open_door(settings, resources, quotas))
        except HeadwaterError as exc:
            problems.append(f"door {settings.name}: {exc.message}")
    if problems:
        raise CannotOpen("front doors cannot be opened:\n  " + "\n  ".join(problems))
    return DoorTable(doors, parse_networks(config.listen.trusted_proxies))


async def _open_door(settings: DoorSettings, resources: Resources, quotas: QuotaBook | None) -> Door:
    own = [form for form in settings.allowed_forms if form not in FORMS]
    return Door(
        settings=settings,
        authenticator=_make_authenticator(settings.name, settings.auth, resources),
        guards=DoorGuards(settings.name, settings.guards, resources.rates, quotas),
        pages=await asyncio.to_thread(read_pages, settings.static, settings.path) if settings.static else {},
        own_forms={form: import_form(form, resources.folder) for form in own},
        target=None if settings.static else await _make_target(settings.target, resources),
        opened_s=int(time.time()),
    )


def _make_authenticator(door: str, settings: AuthSettings, resources: Resources) -> Authenticator:
    if isinstance(settings, OpenAuth):
        return Anyone(door)
    find_name = (
        find_user if isinstance(settings, BasicAuth)
        else find_access_key if isinstance(settings, SignatureAuth)
        else lambda request: None
    )  # fmt: skip
    attempts = Attempts(
        door,
        resources.rates,
        per_address=settings.failures_per_address,
        per_name=settings.failures_per_name,
        find_name=find_name,
    )
    inner: Authenticator
    match settings:
        case KeyAuth():
            inner = ApiKeys(door, settings)
        case BasicAuth():
            inner = Passwords(door, settings, attempts.check)
        case JwtAuth():
            inner = Tokens(door, resources.authorizers.of(build_rules(settings)))
        case SignatureAuth():
            inner = Signatures(door, settings)
        case OwnAuth():
            inner = OwnAuthenticator(door, import_function(settings.authenticate, resources.folder))
    return Throttled(inner, attempts)


async def _make_target(settings: TargetSettings, resources: Resources) -> Target:
    if settings.agent is not None:
        assert resources.runtimes is not None, "the configuration is checked for this"
        return LocalTarget(resources.runtimes, settings.agent, settings.qualifier)
    assert settings.arn is not None
    account = await resources.open_account(settings)
    address = build_address(account.endpoint_url, settings.arn, settings.qualifier)
    return RemoteTarget(settings, address, account)
