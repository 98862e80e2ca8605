"""From a configuration to doors that stand open."""

from __future__ import annotations

import asyncio

from headwater.edge.authentication.keys import Anyone, ApiKeys
from headwater.edge.authentication.settings import AuthSettings, KeyAuth, OpenAuth
from headwater.edge.base import Authenticator, Target
from headwater.edge.clients import parse_networks
from headwater.edge.config import DoorSettings, EdgeConfig, TargetSettings
from headwater.edge.doors import Door, DoorTable
from headwater.edge.targets.local import LocalRuntimes, LocalTarget
from headwater.edge.targets.remote import RemoteTarget, build_address
from headwater.edge.targets.signing import open_account


async def open_doors(config: EdgeConfig, runtimes: LocalRuntimes | None) -> DoorTable:
    """Make all doors of a configuration.

    Raises:
        HeadwaterError: a part of one cannot be made.
    """
    doors = [await _open_door(door, runtimes) for door in config.doors]
    return DoorTable(doors, parse_networks(config.listen.trusted_proxies))


async def _open_door(settings: DoorSettings, runtimes: LocalRuntimes | None) -> Door:
    return Door(
        settings=settings,
        authenticator=_make_authenticator(settings.name, settings.auth),
        target=await _make_target(settings.target, runtimes),
    )


def _make_authenticator(door: str, settings: AuthSettings) -> Authenticator:
    match settings:
        case OpenAuth():
            return Anyone(door)
        case KeyAuth():
            return ApiKeys(door, settings)


async def _make_target(settings: TargetSettings, runtimes: LocalRuntimes | None) -> Target:
    if settings.agent is not None:
        assert runtimes is not None, "the configuration is checked for this"
        return LocalTarget(runtimes, settings.agent, settings.qualifier)
    assert settings.arn is not None
    account = await asyncio.to_thread(open_account, settings)
    address = build_address(account.endpoint_url, settings.arn, settings.qualifier)
    return RemoteTarget(settings, address, account)
