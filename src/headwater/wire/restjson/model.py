"""The operations of the two services, read from the models that ship with botocore.

The only file of `wire` that imports botocore. Shapes are resolved when an operation is first used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel

SERVICES = ("bedrock-agentcore", "bedrock-agentcore-control")

#: A shape of botocore's model; botocore has no types.
Shape = Any


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Operation:
    """One operation of one service. Operations are compared by identity: there is one object for each."""

    name: str
    service: str
    method: str
    path_template: str
    success_status: int
    error_names: frozenset[str]
    #: Its payload is a blob, which the caller may stream past us.
    streams_input: bool
    _service_model: Any = field(repr=False)  # Any: botocore has no types

    @property
    def input_shape(self) -> Shape | None:
        return self._service_model.operation_model(self.name).input_shape

    @property
    def output_shape(self) -> Shape | None:
        return self._service_model.operation_model(self.name).output_shape


def read_operations(service: str) -> Iterator[Operation]:
    """All operations of `service`. Takes tens of milliseconds: call it once."""
    # Only what ships with botocore: a model in the user's ~/.aws/models must not change our API.
    loader = Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    description = loader.load_service_model(service, "service-2")
    shapes = description["shapes"]
    service_model = ServiceModel(description, service)
    for name, operation in description["operations"].items():
        yield Operation(
            name=name,
            service=service,
            method=operation["http"]["method"],
            path_template=operation["http"]["requestUri"],
            success_status=operation["http"].get("responseCode", 200),
            error_names=frozenset(error["shape"] for error in operation.get("errors", ())),
            streams_input=_has_blob_payload(operation, shapes),
            _service_model=service_model,
        )


def _has_blob_payload(operation: dict[str, Any], shapes: dict[str, Any]) -> bool:
    if "input" not in operation:
        return False
    shape = shapes[operation["input"]["shape"]]
    if "payload" not in shape:
        return False
    return bool(shapes[shape["members"][shape["payload"]]["shape"]]["type"] == "blob")
