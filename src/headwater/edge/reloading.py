"""Front doors follow their file: read again on SIGHUP and when it changed, without dropping a stream."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from pathlib import Path

from headwater.core.errors import HeadwaterError
from headwater.edge.app import EdgeApp
from headwater.edge.config import EdgeConfig, Overrides, load
from headwater.edge.opening import Resources, open_doors

_log = logging.getLogger("headwater.edge")
_LOOK_EVERY_S = 1.0


class Reloader:
    """Keeps an app's doors as the file has them. A file that cannot be used leaves the old doors in force."""

    def __init__(
        self,
        path: Path,
        overrides: Overrides,
        resources: Resources,
        app: EdgeApp,
        config: EdgeConfig,
        look_every_s: float = _LOOK_EVERY_S,
    ) -> None:
        self._path = path
        self._overrides = overrides
        self._resources = resources
        self._app = app
        self._config = config
        self._look_every_s = look_every_s
        self._seen = _stamp(path)
        self._asked = asyncio.Event()

    def ask(self) -> None:
        """Read the file again now, changed or not."""
        self._asked.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._look_every_s):
                    await self._asked.wait()
            stamp = _stamp(self._path)
            if self._asked.is_set() or stamp != self._seen:
                self._asked.clear()
                self._seen = stamp
                await self._reload()

    async def _reload(self) -> None:
        try:
            config = load(self._path, self._overrides)
            table = await open_doors(config, self._resources)
        except HeadwaterError as exc:
            _log.error("%s: the doors stay as they are: %s", self._path, exc.message)
            return
        if config.listen != self._config.listen:
            _log.warning("%s: a change of [listen] takes effect with the next start", self._path)
        self._config = config
        self._app.replace(table)
        _log.info("%s: read again; doors: %s", self._path, ", ".join(d.name for d in config.doors))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
