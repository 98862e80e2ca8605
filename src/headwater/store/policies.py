"""Queries on resource policies. Each function is one step of a transaction."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from headwater.store.tables import resource_policies as table


def find_policy(tx: Connection, resource_arn: str) -> str | None:
    """The policy of a resource, as it was given."""
    return tx.execute(select(table.c.policy).where(table.c.resource_arn == resource_arn)).scalar_one_or_none()


def put_policy(tx: Connection, resource_arn: str, policy: str) -> None:
    """Give a resource a policy; one that it has already is replaced."""
    remove_policies(tx, [resource_arn])
    tx.execute(insert(table).values(resource_arn=resource_arn, policy=policy))


def remove_policies(tx: Connection, resource_arns: Iterable[str]) -> None:
    """Remove the policies of these resources, as when they are deleted."""
    tx.execute(delete(table).where(table.c.resource_arn.in_(list(resource_arns))))
