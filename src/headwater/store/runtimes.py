"""Queries on agent runtimes and their versions. Each function is one step of a transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, insert, or_, select, update

from headwater.core.runtimes import ResourceStatus
from headwater.store.tables import endpoints, runtime_versions, runtimes


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeRow:
    """An agent runtime. `status` is that of its latest version, or says that it is being deleted."""

    runtime_id: str
    name: str
    status: ResourceStatus
    failure_reason: str | None = None
    latest_version: int
    last_number: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One immutable version: what was asked for, and what became of preparing it."""

    runtime_id: str
    number: int
    status: ResourceStatus
    failure_reason: str | None = None
    configuration: dict[str, Any]  # members of the control plane's API, as JSON
    environment: str = field(repr=False)  # sealed, see `control.sealing`
    bundle_sha256: str
    created_at: datetime
    updated_at: datetime
    packages: dict[str, Any] | None = None  # JSON, see `environments.store.Packages`
    source: dict[str, Any] | None = None  # JSON, see `control.s3.S3Object`


def insert_runtime(tx: Connection, row: RuntimeRow) -> None:
    tx.execute(insert(runtimes).values(**asdict(row)))


def insert_version(tx: Connection, row: VersionRow) -> None:
    tx.execute(insert(runtime_versions).values(**asdict(row)))


def find_runtime(tx: Connection, runtime_id: str) -> RuntimeRow | None:
    return _runtime(tx.execute(select(runtimes).where(runtimes.c.runtime_id == runtime_id)).one_or_none())


def find_runtime_by_name(tx: Connection, name: str) -> RuntimeRow | None:
    return _runtime(tx.execute(select(runtimes).where(runtimes.c.name == name)).one_or_none())


def list_runtimes(
    tx: Connection, *, after: str | None, limit: int | None
) -> list[tuple[RuntimeRow, VersionRow]]:
    """Runtimes by id, each with its latest version. Steps along the primary key: depth costs nothing."""
    query = (
        select(runtimes, runtime_versions)
        .join(
            runtime_versions,
            (runtime_versions.c.runtime_id == runtimes.c.runtime_id)
            & (runtime_versions.c.number == runtimes.c.latest_version),
        )
        .order_by(runtimes.c.runtime_id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(runtimes.c.runtime_id > after)
    width = len(runtimes.c)
    return [
        (RuntimeRow(**_named(runtimes, row[:width])), VersionRow(**_named(runtime_versions, row[width:])))
        for row in tx.execute(query)
    ]


def all_runtimes(tx: Connection) -> list[RuntimeRow]:
    return [RuntimeRow(**row._asdict()) for row in tx.execute(select(runtimes))]


def preparing_versions(tx: Connection) -> list[VersionRow]:
    """Versions whose preparation has begun and not ended."""
    preparing = (ResourceStatus.CREATING, ResourceStatus.UPDATING)
    query = select(runtime_versions).where(runtime_versions.c.status.in_(preparing))
    return [VersionRow(**row._asdict()) for row in tx.execute(query)]


def versions_with_endpoint(tx: Connection) -> list[VersionRow]:
    """Versions that some endpoint serves or is on its way to."""
    query = select(runtime_versions).where(
        exists().where(
            endpoints.c.runtime_id == runtime_versions.c.runtime_id,
            or_(
                endpoints.c.live_version == runtime_versions.c.number,
                endpoints.c.target_version == runtime_versions.c.number,
            ),
        )
    )
    return [VersionRow(**row._asdict()) for row in tx.execute(query)]


def find_version(tx: Connection, runtime_id: str, number: int) -> VersionRow | None:
    query = select(runtime_versions).where(*_key(runtime_id, number))
    row = tx.execute(query).one_or_none()
    return None if row is None else VersionRow(**row._asdict())


def versions_of(tx: Connection, runtime_id: str, numbers: Iterable[int]) -> list[VersionRow]:
    query = select(runtime_versions).where(
        runtime_versions.c.runtime_id == runtime_id, runtime_versions.c.number.in_(sorted(numbers))
    )
    return [VersionRow(**row._asdict()) for row in tx.execute(query)]


def list_versions(tx: Connection, runtime_id: str, *, below: int | None, limit: int) -> list[VersionRow]:
    """Versions of a runtime, newest first."""
    query = select(runtime_versions).where(runtime_versions.c.runtime_id == runtime_id)
    if below is not None:
        query = query.where(runtime_versions.c.number < below)
    query = query.order_by(runtime_versions.c.number.desc()).limit(limit)
    return [VersionRow(**row._asdict()) for row in tx.execute(query)]


def newest_number(tx: Connection, runtime_id: str) -> int:
    """The highest version that exists. There is always one."""
    query = select(func.max(runtime_versions.c.number)).where(runtime_versions.c.runtime_id == runtime_id)
    return int(tx.execute(query).scalar_one())


def version_count(tx: Connection, runtime_id: str) -> int:
    query = select(func.count()).where(runtime_versions.c.runtime_id == runtime_id)
    return int(tx.execute(query).scalar_one())


def version_counts(tx: Connection, runtime_id: str | None) -> Counter[str]:
    """How many versions each runtime has, or one."""
    c = runtime_versions.c
    query = select(c.runtime_id, func.count()).group_by(c.runtime_id)
    if runtime_id is not None:
        query = query.where(c.runtime_id == runtime_id)
    return Counter({found: count for found, count in tx.execute(query)})


def update_runtime(tx: Connection, runtime_id: str, **values: object) -> None:
    tx.execute(update(runtimes).where(runtimes.c.runtime_id == runtime_id).values(**values))


def update_version_status(
    tx: Connection,
    runtime_id: str,
    number: int,
    status: ResourceStatus,
    *,
    failure_reason: str | None,
    at: datetime,
) -> None:
    """Say what became of preparing a version."""
    query = update(runtime_versions).where(*_key(runtime_id, number))
    tx.execute(query.values(status=status, failure_reason=failure_reason, updated_at=at))


def set_version_packages(
    tx: Connection, runtime_id: str, number: int, packages: dict[str, Any] | None
) -> None:  # Any: JSON
    """Say which environment was built for a version."""
    tx.execute(update(runtime_versions).where(*_key(runtime_id, number)).values(packages=packages))


def version_environments(tx: Connection) -> list[Row[Any]]:  # Any: columns have their own types
    """(runtime_id, number, environment) of all versions; an older program wrote dicts, not text."""
    c = runtime_versions.c
    return list(tx.execute(select(c.runtime_id, c.number, c.environment)))


def set_version_environment(tx: Connection, runtime_id: str, number: int, sealed: str) -> None:
    """The same variables sealed anew."""
    tx.execute(update(runtime_versions).where(*_key(runtime_id, number)).values(environment=sealed))


def has_sealed_environments(tx: Connection) -> bool:
    """Whether any version's variables are sealed."""
    found = tx.execute(select(runtime_versions.c.environment)).scalars()
    return any(isinstance(environment, str) and environment for environment in found)


def delete_runtime(tx: Connection, runtime_id: str) -> None:
    """Delete a runtime with its versions and endpoints."""
    tx.execute(delete(runtimes).where(runtimes.c.runtime_id == runtime_id))


def delete_version(tx: Connection, runtime_id: str, number: int) -> None:
    tx.execute(delete(runtime_versions).where(*_key(runtime_id, number)))


def bundles_in_use(tx: Connection) -> set[str]:
    return set(tx.execute(select(runtime_versions.c.bundle_sha256).distinct()).scalars())


def environments_in_use(tx: Connection) -> set[str]:
    """Keys of the environments that versions run in."""
    query = select(runtime_versions.c.packages).where(runtime_versions.c.packages.is_not(None)).distinct()
    return {str(packages["key"]) for packages in tx.execute(query).scalars()}


def bundles_of(tx: Connection, runtime_id: str) -> set[str]:
    query = select(runtime_versions.c.bundle_sha256).where(runtime_versions.c.runtime_id == runtime_id)
    return set(tx.execute(query).scalars())


def is_bundle_in_use(tx: Connection, sha256: str) -> bool:
    query = select(runtime_versions.c.number).where(runtime_versions.c.bundle_sha256 == sha256).limit(1)
    return tx.execute(query).first() is not None


def _key(runtime_id: str, number: int) -> tuple[Any, Any]:  # Any: SQL expressions
    return (runtime_versions.c.runtime_id == runtime_id, runtime_versions.c.number == number)


def _runtime(row: Row[Any] | None) -> RuntimeRow | None:
    return None if row is None else RuntimeRow(**row._asdict())


def _named(table: Any, values: Iterable[Any]) -> dict[str, Any]:  # Any: columns have their own types
    return dict(zip(table.c.keys(), values, strict=True))
