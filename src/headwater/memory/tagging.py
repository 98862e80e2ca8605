"""Tags of memories: one set of operations serves resources of every kind, by their ARNs."""

from __future__ import annotations

from collections.abc import Mapping

from headwater.memory.control.base import Handler, Members
from headwater.memory.control.operations import MemoryOperations


def with_tags(others: Mapping[str, Handler], memories: MemoryOperations) -> dict[str, Handler]:
    """The handlers of `others`, but those of tags take ARNs of memories too."""

    async def tag(request: Members) -> Members:
        await memories.change_tags(request["resourceArn"], lambda tags: tags | request["tags"])
        return {}

    async def untag(request: Members) -> Members:
        gone = set(request["tagKeys"])
        await memories.change_tags(
            request["resourceArn"], lambda tags: {k: v for k, v in tags.items() if k not in gone}
        )
        return {}

    async def list_tags(request: Members) -> Members:
        return {"tags": memories.tags_of(request["resourceArn"])}

    ours = {"TagResource": tag, "UntagResource": untag, "ListTagsForResource": list_tags}
    return dict(others) | {name: _by_arn(handler, others[name]) for name, handler in ours.items()}


def _by_arn(ours: Handler, theirs: Handler) -> Handler:
    async def choose(request: Members) -> Members:
        is_memory = ":memory/" in request["resourceArn"]
        return await (ours if is_memory else theirs)(request)

    return choose
