"""Queries on tags. Each function is one step of a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select

from headwater.store.tables import tags


def tags_of(tx: Connection, resource_arn: str) -> dict[str, str]:
    query = select(tags.c.tag_key, tags.c.tag_value).where(tags.c.resource_arn == resource_arn)
    return {row.tag_key: row.tag_value for row in tx.execute(query.order_by(tags.c.tag_key))}


def put_tags(tx: Connection, resource_arn: str, values: Mapping[str, str]) -> None:
    """Add tags to a resource; those that it has already get the new value."""
    if values:
        remove_tags(tx, resource_arn, values)
        rows = [{"resource_arn": resource_arn, "tag_key": k, "tag_value": v} for k, v in values.items()]
        tx.execute(insert(tags), rows)


def remove_tags(tx: Connection, resource_arn: str, keys: Iterable[str]) -> None:
    tx.execute(delete(tags).where(tags.c.resource_arn == resource_arn, tags.c.tag_key.in_(list(keys))))


def remove_all_tags(tx: Connection, resource_arns: Iterable[str]) -> None:
    """Remove every tag of these resources, as when they are deleted."""
    tx.execute(delete(tags).where(tags.c.resource_arn.in_(list(resource_arns))))
