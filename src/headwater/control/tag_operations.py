"""Tags of runtimes and endpoints."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from headwater.control.configuration import check_tags, refuse
from headwater.control.ledger import Ledger
from headwater.control.lookups import check_resource
from headwater.control.rendering import Renderer
from headwater.core.requests import check_tag_count
from headwater.store.tags import put_tags, remove_tags, tags_of

Members = dict[str, Any]  # members of the control plane's API have their own types


class TagOperations:
    """One method an operation: input members in, output members out."""

    def __init__(self, *, ledger: Ledger, renderer: Renderer) -> None:
        self._ledger = ledger
        self._renderer = renderer

    async def tag(self, request: Members) -> Members:
        """TagResource: adds to what is there."""
        arn, added = request["resourceArn"], request["tags"]
        refuse(check_tags(added))

        def add(tx: Connection) -> None:
            check_resource(tx, self._renderer, arn)
            check_tag_count(arn, len(tags_of(tx, arn) | added))
            put_tags(tx, arn, added)

        await self._ledger.run(add)
        return {}

    async def untag(self, request: Members) -> Members:
        """UntagResource: keys that are not there are no error."""

        def remove(tx: Connection) -> None:
            check_resource(tx, self._renderer, request["resourceArn"])
            remove_tags(tx, request["resourceArn"], request["tagKeys"])

        await self._ledger.run(remove)
        return {}

    async def list_tags(self, request: Members) -> Members:
        """ListTagsForResource."""

        def read_tags(tx: Connection) -> dict[str, str]:
            check_resource(tx, self._renderer, request["resourceArn"])
            return tags_of(tx, request["resourceArn"])

        return {"tags": await self._ledger.run(read_tags)}
