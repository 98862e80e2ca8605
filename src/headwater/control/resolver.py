"""From what a caller names to what is served: the first step of every invocation.

Dictionary look-ups only. The picture of the store in here is replaced runtime by runtime, in the
order in which changes are committed, before the change is answered to whoever asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from headwater.control.base import ControlSettings
from headwater.control.status import LEAVING
from headwater.core.authorizers import JwtRules
from headwater.core.errors import FieldProblem, InvalidRequest, NotFound
from headwater.core.identifiers import DEFAULT_ENDPOINT, is_runtime_id, parse_runtime_arn
from headwater.core.runtimes import ResourceStatus, RuntimeVersion, Target

_ACCOUNT_ID = re.compile(r"[0-9]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeEntry:
    """All that invocations need to know of one runtime."""

    runtime_id: str
    name: str
    arn: str
    status: ResourceStatus
    #: By endpoint name: the live version, or the one being prepared where none is live yet.
    targets: dict[str, Target]
    #: Why versions that endpoints point to could not be prepared.
    failures: dict[int, str] = field(default_factory=dict)


class Resolver:
    """Finds the version to serve. Used from the event loop only."""

    def __init__(self, settings: ControlSettings) -> None:
        self._settings = settings
        self._by_id: dict[str, RuntimeEntry] = {}
        self._by_arn: dict[str, RuntimeEntry] = {}
        self._by_name: dict[str, RuntimeEntry] = {}

    def resolve(self, arn_or_id: str, qualifier: str | None, account_id: str | None) -> Target:
        """What an invocation of this runtime and endpoint (`None`: DEFAULT) is served by.

        An endpoint that is being updated, or whose update failed, serves its live version. One
        that never had a live version gives the version it is meant to serve: whoever starts
        sessions waits for that one, or says why it cannot be had.

        Raises:
            InvalidRequest: no ARN and no id, or an id without the account it belongs to.
            NotFound: no such runtime or endpoint here.
        """
        entry = self._by_arn.get(arn_or_id)
        if entry is None or account_id is not None:
            entry, qualifier = self._find_slowly(arn_or_id, qualifier, account_id)
        if entry.status in LEAVING:
            raise NotFound(f"agent runtime {entry.runtime_id} is being deleted")
        name = DEFAULT_ENDPOINT if qualifier is None else qualifier
        target = entry.targets.get(name)
        if target is None:
            known = ", ".join(sorted(entry.targets)) or "none"
            raise NotFound(
                f"agent runtime {entry.runtime_id} has no endpoint named {name!r}; it has: {known}"
            )
        return target

    def find_runtime_id(self, name_or_id_or_arn: str) -> str:
        """The id of a runtime by its name, its id or its ARN.

        Raises:
            NotFound: there is none.
        """
        return self._find_entry(name_or_id_or_arn).runtime_id

    def find_runtime_arn(self, name_or_id_or_arn: str) -> str:
        """The same, its ARN."""
        return self._find_entry(name_or_id_or_arn).arn

    def failure_reason(self, runtime_id: str, number: int) -> str | None:
        """Why a version that `resolve` gave could not be prepared, if it could not."""
        entry = self._by_id.get(runtime_id)
        return None if entry is None else entry.failures.get(number)

    def list_protected(self) -> dict[JwtRules, list[str]]:
        """ARNs of the endpoints that take bearer tokens, by the rules for these."""
        found: dict[JwtRules, list[str]] = {}
        for entry in self._by_id.values():
            for name, target in entry.targets.items():
                if target.version.authorizer is not None and entry.status not in LEAVING:
                    arns = found.setdefault(target.version.authorizer, [])
                    arns.append(f"{entry.arn}/runtime-endpoint/{name}")
        return found

    def is_in_use(self, runtime_id: str, number: int) -> bool:
        """Whether an endpoint serves this version, or is to."""
        entry = self._by_id.get(runtime_id)
        return entry is not None and any(t.version.number == number for t in entry.targets.values())

    def versions_in_use(self, runtime_id: str) -> frozenset[int] | None:
        """Numbers of the versions that endpoints serve, or are to; None for a runtime that is gone."""
        entry = self._by_id.get(runtime_id)
        return None if entry is None else frozenset(t.version.number for t in entry.targets.values())

    def live_versions(self) -> list[RuntimeVersion]:
        """What the DEFAULT endpoints serve, without what failed or is going away."""
        entries = [entry for entry in self._by_id.values() if entry.status not in LEAVING]
        targets = [(entry, entry.targets.get(DEFAULT_ENDPOINT)) for entry in entries]
        return [t.version for entry, t in targets if t and t.version.number not in entry.failures]

    @property
    def runtime_count(self) -> int:
        return len(self._by_id)

    def load(self, entries: Iterable[RuntimeEntry]) -> None:
        """Start from these and nothing else."""
        for table in (self._by_id, self._by_arn, self._by_name):
            table.clear()
        for entry in entries:
            self.put(entry)

    def put(self, entry: RuntimeEntry) -> None:
        """Take over what was committed about a runtime."""
        self._by_id[entry.runtime_id] = entry
        self._by_arn[entry.arn] = entry
        self._by_name[entry.name] = entry

    def drop(self, runtime_id: str) -> None:
        """Forget a runtime that is gone."""
        entry = self._by_id.pop(runtime_id, None)
        if entry is not None:
            self._by_arn.pop(entry.arn, None)
            # The name may belong to a new runtime already.
            if self._by_name.get(entry.name) is entry:
                del self._by_name[entry.name]

    def _find_entry(self, name_or_id_or_arn: str) -> RuntimeEntry:
        for entries in (self._by_id, self._by_name, self._by_arn):
            if name_or_id_or_arn in entries:
                return entries[name_or_id_or_arn]
        raise NotFound(f"there is no agent runtime with the name, id or ARN {name_or_id_or_arn!r}")

    def _find_slowly(
        self, arn_or_id: str, qualifier: str | None, account_id: str | None
    ) -> tuple[RuntimeEntry, str | None]:
        """Everything but a known ARN alone: bare ids, endpoint ARNs and all that is wrong."""
        if account_id is not None and _ACCOUNT_ID.fullmatch(account_id) is None:
            raise _invalid("accountId", f"accountId {account_id!r} is not an account number of 12 digits")
        if not arn_or_id.startswith("arn:"):
            if not is_runtime_id(arn_or_id):
                text = f"{arn_or_id!r} is neither the ARN nor the id of an agent runtime"
                raise _invalid("agentRuntimeArn", text)
            if account_id is None:
                text = f"accountId is required when the runtime is named by its id alone ({arn_or_id})"
                raise _invalid("accountId", text)
            return self._find(arn_or_id, (account_id,)), qualifier
        arn = parse_runtime_arn(arn_or_id)
        if arn.endpoint is not None and qualifier is not None and arn.endpoint != qualifier:
            text = f"qualifier {qualifier!r} contradicts the endpoint in the ARN, {arn.endpoint!r}"
            raise _invalid("qualifier", text)
        owners = (arn.account_id,) if account_id is None else (arn.account_id, account_id)
        entry = self._find(arn.runtime_id, owners)
        if (arn.region, arn.partition) != (self._settings.region, self._settings.partition):
            raise NotFound(f"agent runtime {arn_or_id} is not in this region, {self._settings.region}")
        return entry, arn.endpoint if qualifier is None else qualifier

    def _find(self, runtime_id: str, owners: tuple[str, ...]) -> RuntimeEntry:
        entry = self._by_id.get(runtime_id)
        # Of another account's runtimes nothing is told, not even that the id exists in this one.
        if entry is None or any(owner != self._settings.account_id for owner in owners):
            raise NotFound(f"there is no agent runtime {runtime_id} in account {owners[-1]}")
        return entry


def _invalid(name: str, text: str) -> InvalidRequest:
    return InvalidRequest(text, fields=(FieldProblem(name, text),))
