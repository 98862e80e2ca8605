"""Doors as they stand open: made from a configuration, found by host and path, replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.edge.base import Authenticator, Target
from headwater.edge.clients import Network
from headwater.edge.config import DoorSettings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Door:
    """One front door, with all that it needs to serve a request."""

    settings: DoorSettings
    authenticator: Authenticator
    target: Target


class DoorTable:
    """All doors of one configuration."""

    def __init__(self, doors: Iterable[Door], trusted_proxies: tuple[Network, ...]) -> None:
        self.doors = tuple(doors)
        self.trusted_proxies = trusted_proxies
        self._by_place = {(door.settings.host, door.settings.path): door for door in self.doors}

    def find(self, host: str, path: str) -> Door | None:
        """The door at exactly this path; one for this host goes before one for any.

        The path is compared as it was received: whatever is written another way (`//`, `%2e`, `/./`) is
        another path, so that no rule in front of the edge can be passed by spelling.
        """
        return self._by_place.get((host, path)) or self._by_place.get((None, path))
