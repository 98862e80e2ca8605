"""Both services behind one route table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from headwater.wire.restjson.model import SERVICES, Operation, read_operations
from headwater.wire.restjson.routes import RouteMatch, RouteTable


class Api:
    """Every operation of both planes. Immutable once made; share one (`load_api`)."""

    def __init__(self, services: tuple[str, ...] = SERVICES) -> None:
        self._routes = RouteTable()
        self._operations: dict[str, Operation] = {}
        for service in services:
            for operation in read_operations(service):
                assert operation.name not in self._operations, f"two services have {operation.name}"
                self._operations[operation.name] = operation
                self._routes.add(operation)

    def match(self, method: str, raw_path: str) -> RouteMatch:
        """The operation that `method` and the still encoded `raw_path` name, and its path's values.

        Raises:
            UnknownOperation: there is none, or not with this method.
            InvalidRequest: a value in the path is not percent-encoded UTF-8.
        """
        return self._routes.match(method, raw_path)

    def get_operation(self, name: str) -> Operation:
        """The operation called `name`; KeyError if the models have none."""
        return self._operations[name]

    def __iter__(self) -> Iterator[Operation]:
        return iter(self._operations.values())

    def __len__(self) -> int:
        return len(self._operations)


@cache
def load_api() -> Api:
    """The one `Api` of this process; reads the models at the first call."""
    return Api()
