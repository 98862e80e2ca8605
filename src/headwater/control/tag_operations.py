"""Tags of runtimes and endpoints."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from headwater.control.configuration import check_tags, refuse
from headwater.control.ledger import Ledger
from headwater.control.lookups import get_endpoint, get_runtime
from headwater.control.rendering import Renderer
from headwater.core.errors import InvalidRequest, NotFound, QuotaExceeded
from headwater.core.identifiers import parse_runtime_arn
from headwater.store.tags import put_tags, remove_tags, tags_of

Members = dict[str, Any]  # members of the control plane's API have their own types

MAX_TAG_COUNT = 50


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
            self._check_resource(tx, arn)
            count = len(tags_of(tx, arn) | added)
            if count > MAX_TAG_COUNT:
                raise QuotaExceeded(f"{arn} would have {count} tags; a resource can have {MAX_TAG_COUNT}")
            put_tags(tx, arn, added)

        await self._ledger.run(add)
        return {}

    async def untag(self, request: Members) -> Members:
        """UntagResource: keys that are not there are no error."""

        def remove(tx: Connection) -> None:
            self._check_resource(tx, request["resourceArn"])
            remove_tags(tx, request["resourceArn"], request["tagKeys"])

        await self._ledger.run(remove)
        return {}

    async def list_tags(self, request: Members) -> Members:
        """ListTagsForResource."""

        def read_tags(tx: Connection) -> dict[str, str]:
            self._check_resource(tx, request["resourceArn"])
            return tags_of(tx, request["resourceArn"])

        return {"tags": await self._ledger.run(read_tags)}

    def _check_resource(self, tx: Connection, arn: str) -> None:
        """Raise NotFound unless `arn` is exactly that of a runtime or an endpoint of this server."""
        try:
            parsed = parse_runtime_arn(arn)
        except InvalidRequest as exc:
            raise NotFound(
                f"there is no resource {arn}: only agent runtimes and endpoints have tags"
            ) from exc
        if arn != self._renderer.arn(parsed.runtime_id, parsed.endpoint):
            raise NotFound(f"there is no resource {arn} in this account and region")
        get_runtime(tx, parsed.runtime_id)
        if parsed.endpoint is not None:
            get_endpoint(tx, parsed.runtime_id, parsed.endpoint)
