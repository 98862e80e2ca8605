"""The items of batch operations: checked one by one, so that a bad one is no reason to refuse the others."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from headwater.core.errors import FieldProblem, HeadwaterError, InvalidRequest, NotFound
from headwater.memory.control.base import Members
from headwater.memory.events.base import to_ms
from headwater.memory.records.base import NO_STRATEGY, Draft
from headwater.memory.records.namespaces import check_namespace
from headwater.memory.records.writing import Change

T = TypeVar("T")

_LATEST_DAYS = 365 * 1000


@dataclass(slots=True)
class Outcome:
    """What became of the items, in their order."""

    succeeded: list[Members] = field(default_factory=list)
    failed: list[Members] = field(default_factory=list)

    def succeed(self, record_id: str, item: Members) -> None:
        self.succeeded.append(_entry(record_id, item, "SUCCEEDED"))

    def fail(self, record_id: str, item: Members, error: HeadwaterError) -> None:
        entry = _entry(record_id, item, "FAILED")
        self.failed.append(entry | {"errorCode": error.http_status, "errorMessage": error.message})

    def attempt(self, record_id: str, item: Members, work: Callable[[], bool]) -> None:
        """Note how `work` on a record that should be there went: it says whether it is."""
        try:
            is_there = work()
        except HeadwaterError as exc:
            self.fail(record_id, item, exc)
            return
        if is_there:
            self.succeed(record_id, item)
        else:
            self.fail(record_id, item, unknown_record(record_id))

    def render(self) -> Members:
        return {"successfulRecords": self.succeeded, "failedRecords": self.failed}


def read_items(
    items: list[Members], read: Callable[[Members, str], T]
) -> list[tuple[Members, T | HeadwaterError]]:
    """Each item with what `read` makes of it (given its path), or with the error that it raised."""
    outcomes: list[tuple[Members, T | HeadwaterError]] = []
    for at, item in enumerate(items):
        try:
            outcomes.append((item, read(item, f"records[{at}]")))
        except HeadwaterError as exc:
            outcomes.append((item, exc))
    return outcomes


def read_draft(item: Members, path: str, expiry_days: int | None) -> Draft:
    """BatchCreateMemoryRecords' item, without a vector.

    Raises:
        InvalidRequest: something in it cannot be kept.
    """
    return Draft(
        text=_read_text(item["content"], path),
        namespace=_read_namespace(item, path) or "",
        timestamp_ms=to_ms(item["timestamp"], f"{path}.timestamp"),
        strategy_id=item.get("memoryStrategyId", NO_STRATEGY),
        metadata=_read_metadata(item, path),
        expiry_days=expiry_days,
    )


def read_change(item: Members, path: str, expiry: Members | None) -> Change:
    """BatchUpdateMemoryRecords' item, without a vector.

    Raises:
        InvalidRequest: something in it cannot be kept.
    """
    return Change(
        text=_read_text(item["content"], path) if "content" in item else None,
        namespace=_read_namespace(item, path),
        timestamp_ms=to_ms(item["timestamp"], f"{path}.timestamp"),
        strategy_id=item.get("memoryStrategyId"),
        metadata=_read_metadata(item, path),
        expiry_days=read_expiry_days(expiry),
        is_kept_forever=expiry is not None and "action" in expiry,
    )


def read_source(item: Members) -> str | None:
    """The namespace that BatchUpdateMemoryRecords' item says its record is in; None if it does not say."""
    names: list[str] | None = item.get("sourceNamespaces")
    return None if names is None else next(iter(names), "")


def read_expiry_days(expiry: Members | None) -> int | None:
    """`recordExpirySpecification`'s days.

    Raises:
        InvalidRequest: it is more than a thousand years.
    """
    days = None if expiry is None else expiry.get("recordExpiryDurationDays")
    if days is not None and days > _LATEST_DAYS:
        path = "recordExpirySpecification.recordExpiryDurationDays"
        raise _refusal(path, f"{days} is more than {_LATEST_DAYS}")
    return days


def check_identifiers(items: list[Members], member: str) -> None:
    """Refuse a batch in which one thing is named twice: answers could not be told apart.

    Raises:
        InvalidRequest: it is.
    """
    seen: set[str] = set()
    for at, item in enumerate(items):
        if item[member] in seen:
            raise _refusal(f"records[{at}].{member}", f"{item[member]!r} is there twice")
        seen.add(item[member])


def unknown_record(record_id: str) -> NotFound:
    return NotFound(f"Memory record {record_id} was not found")


def _entry(record_id: str, item: Members, status: str) -> Members:
    identifier = {"requestIdentifier": item["requestIdentifier"]} if "requestIdentifier" in item else {}
    return {"memoryRecordId": record_id, "status": status, **identifier}


def _read_text(content: Members, path: str) -> str:
    text: str = content["text"]
    try:
        text.encode()
    except UnicodeEncodeError as exc:
        raise _refusal(f"{path}.content.text", f"has half a character at {exc.start}") from None
    return text


def _read_namespace(item: Members, path: str) -> str | None:
    """None where the item does not say."""
    if "namespaces" not in item:
        return None
    for name in item["namespaces"]:
        check_namespace(name, f"{path}.namespaces[0]")
        return str(name)
    return ""


def _read_metadata(item: Members, path: str) -> Members | None:
    metadata: Members | None = item.get("metadata")
    for name, value in (metadata or {}).items():
        number = value.get("numberValue", 0)
        if not math.isfinite(number):
            raise _refusal(f"{path}.metadata.{name}.numberValue", f"{number} is not a finite number")
        if "dateTimeValue" in value:
            to_ms(value["dateTimeValue"], f"{path}.metadata.{name}.dateTimeValue")
    return metadata


def _refusal(path: str, problem: str) -> InvalidRequest:
    text = f"{path}: {problem}"
    return InvalidRequest(text, fields=(FieldProblem(path, text),))
