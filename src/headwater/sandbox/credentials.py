"""Credentials of each worker's own, and the environments that hold them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Protocol

from headwater.core.credentials import WorkerCredentials
from headwater.core.errors import SandboxError
from headwater.core.identifiers import build_runtime_url
from headwater.core.runtimes import RuntimeVersion, ServerProtocol
from headwater.sandbox.environment import build_container_environment, build_environment
from headwater.sandbox.reporting import TelemetryAddress, build_issued, build_provided
from headwater.template.credentials import OWN_NAMES, SDK_NAMES

#: The names that credentials are given under, each group as one. A version that declares one of a group, or
#: what some SDKs read in its place, has credentials of its own: none of ours are mixed with them.
_GROUPS = ((OWN_NAMES, OWN_NAMES), (SDK_NAMES, (*SDK_NAMES, "AWS_SECURITY_TOKEN")))
#: Where the official SDK's agents of A2A read the address that clients are to post to.
_OWN_ADDRESS = "AGENTCORE_RUNTIME_URL"


class CredentialIssuer(Protocol):
    """Makes credentials, and knows which still hold."""

    def issue(
        self, holder_id: str, version: RuntimeVersion, *, is_loading: bool = False
    ) -> WorkerCredentials:
        """New ones for a worker of `version` that is about to start; any it had are worth nothing.

        Args:
            is_loading: it is no worker: the version's file is loaded with them, and no longer.
        """

    def revoke(self, holder_id: str) -> None:
        """The holder has ended, or did not start. Safe to repeat, and for one that is not known."""


class WorkerEnvironments:
    """What agents' processes find in their environment. All it issues for an id is revoked by `end`."""

    def __init__(
        self,
        provided: Mapping[str, str],
        server_locale: Mapping[str, str],
        issuer: CredentialIssuer,
        telemetry: TelemetryAddress | None = None,
        public_url: str = "",
    ) -> None:
        """`public_url` is how clients reach the server: what agents of A2A put into their card."""
        self._provided = dict(provided)
        self._locale = dict(server_locale)
        self._issuer = issuer
        self._telemetry = telemetry
        self._public_url = public_url

    def issue(self, version: RuntimeVersion, holder_id: str, *, is_loading: bool = False) -> dict[str, str]:
        """New credentials, as variables: those of `list_issued`."""
        credentials = self._issuer.issue(holder_id, version, is_loading=is_loading)
        values = (credentials.access_key_id, credentials.secret_key, credentials.session_token)
        issued = {
            name: value for names in _find_groups(version) for name, value in zip(names, values, strict=True)
        }
        if self._telemetry is not None:
            issued |= build_issued(version, credentials.telemetry_token)
        return issued

    def build(self, version: RuntimeVersion, holder_id: str, *, is_loading: bool = False) -> dict[str, str]:
        """All of a process's environment, with new credentials."""
        return self.complete(version, self.issue(version, holder_id, is_loading=is_loading))

    def complete(self, version: RuntimeVersion, issued: Mapping[str, str]) -> dict[str, str]:
        """The same, with credentials that were issued before."""
        return build_environment(version.environment, self._provide(version) | dict(issued), self._locale)

    def issue_both(
        self, version: RuntimeVersion, worker_id: str
    ) -> tuple[dict[str, str], Callable[[], dict[str, str]]]:
        """As `issue`, and what builds the environment of the commands that run beside that worker's agent."""
        issued = self.issue(version, worker_id)
        return issued, partial(self._build_for_commands, version, issued)

    def build_for_container(self, version: RuntimeVersion, worker_id: str, home: str) -> dict[str, str]:
        """The same, without what an image knows better."""
        provided = self._provide(version) | self.issue(version, worker_id)
        return build_container_environment(version.environment, provided, self._locale, home)

    def end(self, holder_id: str) -> None:
        """The credentials of this holder are worth nothing any more. Safe to repeat."""
        self._issuer.revoke(holder_id)

    @contextmanager
    def starting(self, holder_id: str) -> Iterator[None]:
        """What fails within has not become a worker whose end would be noticed: its credentials end."""
        try:
            yield
        except BaseException:
            self.end(holder_id)
            raise

    def _build_for_commands(self, version: RuntimeVersion, issued: Mapping[str, str]) -> dict[str, str]:
        """What the agent has; `python` is the one that runs it."""
        found = self.complete(version, issued)
        if "PATH" not in version.environment:
            python = sys.executable if version.interpreter is None else version.interpreter.executable
            found["PATH"] = f"{os.path.dirname(python)}:{found['PATH']}"
        return found

    def _provide(self, version: RuntimeVersion) -> dict[str, str]:
        provided = self._provided | build_provided(version, self._telemetry)
        if version.protocol is ServerProtocol.A2A:
            provided[_OWN_ADDRESS] = build_runtime_url(self._public_url, version.runtime_arn)
        return provided


def list_issued(version: RuntimeVersion) -> list[str]:
    """Names of the variables that a version's processes find their credentials in."""
    return [name for names in _find_groups(version) for name in names] + list(build_issued(version, ""))


def _find_groups(version: RuntimeVersion) -> list[tuple[str, ...]]:
    return [names for names, instead in _GROUPS if not any(name in version.environment for name in instead)]


def open_sealed(variables: Mapping[str, str]) -> int:
    """A descriptor from which one process can read `variables`, once; the caller closes it.

    Their way to a forked session: a message would pass through the template's memory, which every later
    session gets a copy of.

    Raises:
        SandboxError: no descriptor is left.
    """
    content = json.dumps(dict(variables)).encode()
    try:
        reading, writing = os.pipe()
    except OSError as exc:
        raise SandboxError(f"the session's credentials cannot be handed over: {exc.strerror}") from exc
    try:
        os.write(writing, content)  # some 300 bytes, which an empty pipe always takes whole
    finally:
        os.close(writing)
    return reading
