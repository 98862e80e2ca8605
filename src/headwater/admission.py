"""Who may come in, put together from the settings: keys, owners of sessions, the gatekeeper.

On a server with keys, a key that may do everything is made at each start and written where only this user can
read it: the command line on this machine signs with it, so that the first key can be made.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from headwater.auth.attempts import KeyAttempts
from headwater.auth.keys import AccessKey, KeyBook, Sealing
from headwater.auth.owners import OwnerBook
from headwater.auth.signatures import Credential, SignatureChecker
from headwater.auth.signins import SignIns
from headwater.auth.workers import explain_unknown
from headwater.control.keys import load_sealer
from headwater.control.sealing import Sealer
from headwater.core.credentials import ADMIN_FILE
from headwater.gateway.authorization import Authorizer, FindFacts
from headwater.gateway.browsers import Browsers
from headwater.gateway.cors import Cors
from headwater.gateway.gatekeeper import Gatekeeper, Mode
from headwater.gateway.signin_routes import SignInRoutes
from headwater.listening import Addresses, CannotServe
from headwater.settings import Settings
from headwater.store.access_keys import has_keys
from headwater.store.engine import Store, open_store
from headwater.store.runtimes import has_sealed_environments

_log = logging.getLogger("headwater")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The parts that have to do with callers."""

    keys: KeyBook
    owners: OwnerBook
    gatekeeper: Gatekeeper
    signin: SignInRoutes
    authorizer: Authorizer


def choose_mode(settings: Settings, addresses: Addresses) -> Mode:
    """Whether callers are identified.

    Raises:
        CannotServe: others could reach a server that asks nobody who he is.
    """
    wanted = settings.auth.mode
    if wanted == "open" and not addresses.is_loopback:
        raise CannotServe(
            f"auth.mode is `open`, and others can reach {settings.server.host}: whoever connects could"
            " run code here. Listen on 127.0.0.1, or leave auth.mode at `auto` and make keys with"
            " `headwater keys create`"
        )
    if wanted == "auto":
        return "open" if addresses.is_loopback else "keys"
    return wanted


async def open_admission(
    settings: Settings,
    addresses: Addresses,
    *,
    store: Store,
    sealing: Sealing,
    data_dir: Path,
    find_agent: Callable[[str], Credential | None],
    find_facts: FindFacts,
) -> Admission:
    """Read keys and owners, and say in the log who may call.

    Args:
        find_agent: the credentials of sessions, by access key's id.
    """
    auth, region = settings.auth, settings.server.region
    mode = choose_mode(settings, addresses)
    keys = await KeyBook(store, sealing).load()
    owners = OwnerBook(store, keep=timedelta(days=auth.owners_keep_days), is_bound=auth.bind_sessions)
    admin = keys.make_admin() if mode == "keys" else None
    _write_admin(data_dir / ADMIN_FILE, admin, addresses.url, region)
    _announce(mode, addresses, len(keys))

    build = partial(
        SignatureChecker,
        services=("bedrock-agentcore", "bedrock"),
        skew=timedelta(seconds=auth.clock_skew_s),
    )
    signins = SignIns(
        keys,
        idle=timedelta(seconds=auth.signin_idle_s),
        lifetime=timedelta(seconds=auth.signin_max_s),
    )
    browsers = Browsers(signins)
    gatekeeper = Gatekeeper(
        mode,
        callers=build(keys.credential, region=region),
        browsers=browsers,
        scrapers=KeyAttempts(keys, "reading metrics", challenge='Basic realm="Headwater metrics"'),
        # Agents say in which region their models are, and mean one of AWS's.
        agents=build(find_agent, region=None, explain_unknown=explain_unknown) if auth.check_agents else None,
        agent_port=addresses.agent_port,
        cors=Cors(auth.cors_origins),
    )
    authorizer = Authorizer(region=region, account_id=settings.server.account_id, find_facts=find_facts)
    signin = SignInRoutes(mode, signins=signins, browsers=browsers, attempts=KeyAttempts(keys, "signing in"))
    return Admission(
        keys=keys,
        owners=await owners.load(),
        gatekeeper=gatekeeper,
        signin=signin,
        authorizer=authorizer,
    )


async def change_keys(settings: Settings, change: Callable[[KeyBook], Awaitable[T]]) -> T:
    """Do something with the keys of a server that does not run.

    Raises:
        StoreError: it runs, or its store cannot be opened.
    """
    data_dir = settings.server.data_dir.resolve()
    make_data_dir(data_dir)
    async with open_store(f"sqlite:///{data_dir / 'headwater.db'}") as store:
        return await change(await KeyBook(store, await load_store_sealer(settings, store, data_dir)).load())


async def load_store_sealer(settings: Settings, store: Store, data_dir: Path) -> Sealer:
    """What the secrets in a store are sealed with; made anew only where nothing is sealed yet."""
    may_create = not await store.run(lambda tx: has_sealed_environments(tx) or has_keys(tx))
    return load_sealer(settings.control, data_dir, may_create=may_create)


def make_data_dir(data_dir: Path) -> None:
    """Make the data folder, closed to other users; CannotServe if that cannot be."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        data_dir.chmod(0o700)
    except OSError as exc:
        raise CannotServe(
            f"the data folder {data_dir} cannot be used: {exc.strerror}; name another with --data-dir"
        ) from exc


def _announce(mode: Mode, addresses: Addresses, key_count: int) -> None:
    if mode == "open":
        _log.warning(
            "open mode: whoever can connect to %s may do anything here, and nobody is asked who he is"
            " (auth.mode); others than this machine cannot",
            addresses.url,
        )
    elif key_count == 0:
        _log.warning("nobody can call yet: make a key with `headwater keys create NAME` on this machine")
    else:
        _log.info("callers are identified by their signatures; there are %d keys", key_count)


def _write_admin(path: Path, key: AccessKey | None, url: str, region: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    if key is None:
        return
    content = {
        "url": url,
        "region": region,
        "accessKeyId": key.access_key_id,
        "secretAccessKey": key.secret,
    }
    fd = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "w") as file:
        json.dump(content, file)
