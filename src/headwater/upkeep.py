"""What a server sees to by itself: versions loaded ahead, sessions kept ready, memory freed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import partial

from headwater.background import running
from headwater.control.limits import LimitBook
from headwater.control.plane import ControlPlane
from headwater.core.errors import HeadwaterError
from headwater.heap import keep_small
from headwater.sandbox.dispatch import VersionSource
from headwater.sandbox.warming import WarmKeeper, WarmWish
from headwater.settings import Settings

_RETIRE_EVERY_S = 15.0


@contextlib.asynccontextmanager
async def keeping_up(
    settings: Settings, source: VersionSource, control: ControlPlane, limits: LimitBook
) -> AsyncIterator[WarmKeeper]:
    """While open, all of it is done; gives who keeps sessions ready."""
    warm = WarmKeeper(source, partial(_read_wishes, limits, control), settings.sandbox.spare_count)
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(running(_retire_unused(source, control), "template-retirement"))
        await stack.enter_async_context(running(_preload(source, control, settings), "template-preload"))
        await stack.enter_async_context(running(warm.run(), "warm-keeper"))
        await stack.enter_async_context(running(keep_small(), "heap-keeping"))
        yield warm


async def _retire_unused(source: VersionSource, control: ControlPlane) -> None:
    """Free the memory of versions that nobody can reach any more, once their sessions have ended."""
    while True:
        await asyncio.sleep(_RETIRE_EVERY_S)
        for runtime_id, number in source.loaded():
            if not control.resolver.is_in_use(runtime_id, number) and not control.is_preparing(runtime_id):
                await source.retire_if_unused(runtime_id, number)


async def _preload(source: VersionSource, control: ControlPlane, settings: Settings) -> None:
    """After a start, load what is deployed, one after the other, so that first calls need not wait for it."""
    for version in control.resolver.live_versions()[: settings.sandbox.preload_count]:
        if not control.is_preparing(version.runtime_id):
            with contextlib.suppress(HeadwaterError):  # its log has it, and its first caller hears it
                await source.preload(version)


def _read_wishes(limits: LimitBook, control: ControlPlane) -> dict[str, WarmWish]:
    """How many sessions are to be ready of which version, by runtime id."""
    versions = {version.runtime_id: version for version in control.resolver.live_versions()}
    wishes = {}
    for runtime_id, count in limits.warm_counts().items():
        in_use = control.resolver.versions_in_use(runtime_id)
        if in_use is None:
            limits.drop(runtime_id)  # deleted since
            continue
        version = None if control.is_preparing(runtime_id) else versions.get(runtime_id)
        wishes[runtime_id] = WarmWish(count=count, version=version, in_use=in_use)
    return wishes
