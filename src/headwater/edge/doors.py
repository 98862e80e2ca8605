"""Doors as they stand open: made from a configuration, found by host and path, replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headwater.edge.base import Authenticator, Target
from headwater.edge.clients import Network
from headwater.edge.config import DoorSettings, find_paths
from headwater.edge.forms.own import OwnFormFunction
from headwater.edge.guards.door import DoorGuards
from headwater.edge.pages import Elsewhere, Page


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Door:
    """One front door, with all that it needs to serve a request."""

    settings: DoorSettings
    authenticator: Authenticator
    guards: DoorGuards
    #: None where files are served.
    target: Target | None
    pages: Mapping[str, Page | Elsewhere]
    #: By the import path that the configuration names.
    own_forms: Mapping[str, OwnFormFunction]
    opened_s: int


@dataclass(frozen=True, slots=True)
class Entrance:
    """One address of a door. `form` is what is spoken there; None: the list of models, or a file."""

    door: Door
    form: str | None
    page: Page | Elsewhere | None = None

    @property
    def methods(self) -> tuple[str, ...]:
        """What is taken here. A chat is posted, a list is got."""
        if self.form is None:
            return ("GET", "HEAD", "OPTIONS")
        methods: tuple[str, ...] = self.door.settings.methods
        if self.form in ("openai", "ai-sdk"):
            methods = ("POST",)
        return (*methods, "HEAD", "OPTIONS") if "GET" in methods else (*methods, "OPTIONS")


class DoorTable:
    """All doors of one configuration."""

    def __init__(self, doors: Iterable[Door], trusted_proxies: tuple[Network, ...]) -> None:
        self.doors = tuple(doors)
        self.trusted_proxies = trusted_proxies
        self._by_place = {
            (door.settings.host, path): Entrance(door, form)
            for door in self.doors
            for path, form in find_paths(door.settings).items()
            if door.target is not None
        }
        files = {
            (door.settings.host, path): Entrance(door, None, page)
            for door in self.doors
            for path, page in door.pages.items()
        }
        # An agent's address inside of a folder's goes before a file of that name.
        self._by_place = {**files, **self._by_place}

    def find(self, host: str, path: str) -> Entrance | None:
        """The door at exactly this path; one for this host goes before one for any.

        The path is compared as it was received: whatever is written another way (`//`, `%2e`, `/./`) is
        another path, so that no rule in front of the edge can be passed by spelling.
        """
        return self._by_place.get((host, path)) or self._by_place.get((None, path))
