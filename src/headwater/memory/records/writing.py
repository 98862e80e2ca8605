"""Records into the database and out of it, with all that they are found by, in a caller's transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.memory.control.base import DAY_MS, Members, Memory
from headwater.memory.database.base import Tx
from headwater.memory.owners import ANYONE, Caller
from headwater.memory.records import index
from headwater.memory.records.base import COLUMNS, Draft, Record, encode_metadata, read_record
from headwater.memory.records.labels import put_labels, remove_labels
from headwater.memory.records.namespaces import to_path

_FROM = f"SELECT {COLUMNS} FROM records r JOIN namespaces n ON n.namespace_key = r.namespace_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be different of a record; None leaves it as it is."""

    timestamp_ms: int
    text: str | None = None
    namespace: str | None = None
    strategy_id: str | None = None
    metadata: Members | None = None
    expiry_days: int | None = None
    """From now on; None has the record's own duration begin anew."""
    is_kept_forever: bool = False
    vector: bytes | None = None
    """Of the new text."""


def new_record_id() -> str:
    return f"mem-{uuid.uuid4()}"


def write_record(
    tx: Tx, memory: Memory, draft: Draft, *, embedder: str, now_ms: int, record_id: str | None = None
) -> None:
    """Keep a new record.

    Args:
        embedder: the name of what made the draft's vector.
        record_id: for those who said an id before they wrote.
    """
    metadata = encode_metadata(draft.metadata)
    namespace_key = _find_or_make_namespace(tx, memory.memory_key, draft.namespace, draft.owner)
    row = tx.one(
        "INSERT INTO records (memory_key, namespace_key, record_id, strategy_id, content, metadata,"
        " timestamp_ms, created_ms, expires_ms, expiry_days) VALUES (:memory_key, :namespace_key,"
        " :record_id, :strategy_id, :content, :metadata, :timestamp_ms, :now_ms, :expires_ms, :expiry_days)"
        " RETURNING record_key",
        memory_key=memory.memory_key,
        namespace_key=namespace_key,
        record_id=record_id or new_record_id(),
        strategy_id=draft.strategy_id,
        content=draft.text.encode(),
        metadata=metadata,
        timestamp_ms=draft.timestamp_ms,
        now_ms=now_ms,
        expires_ms=_expiry(now_ms, draft.expiry_days),
        expiry_days=draft.expiry_days,
    )
    assert row is not None
    record_key = int(row[0])
    index.add_words(tx, record_key, memory.memory_key, draft.namespace, draft.owner, draft.text)
    if metadata is not None:
        put_labels(tx, memory.memory_key, record_key, metadata)
    if draft.vector is not None:
        embedder_key = index.find_or_make_embedder(tx, embedder)
        index.put_vector(tx, record_key, namespace_key, embedder_key, draft.vector)


def lock_records(tx: Tx, memory_key: int) -> None:
    """Let nobody else change or remove records of this memory, up to the end of the transaction.

    A record has rows in four tables, two of them by its namespace: they are changed by one at a time.
    """
    if tx.dialect == "postgresql":  # SQLite has one writer
        tx.one("SELECT 1 FROM memories WHERE memory_key = :memory_key FOR UPDATE", memory_key=memory_key)


def change_record(
    tx: Tx,
    memory: Memory,
    record_id: str,
    change: Change,
    *,
    embedder: str,
    now_ms: int,
    caller: Caller = ANYONE,
    said: str | None = None,
) -> bool:
    """Change a record, whose it stays; False if `find_record` finds none.

    Raises:
        AccessDenied: it is none of the caller's business.
    """
    lock_records(tx, memory.memory_key)
    record = find_record(tx, memory, record_id, now_ms, caller, said)
    if record is None:
        return False
    namespace = record.namespace if change.namespace is None else change.namespace
    text = record.text if change.text is None else change.text
    days = None if change.is_kept_forever else change.expiry_days or record.expiry_days
    namespace_key = record.namespace_key
    if namespace != record.namespace:
        namespace_key = _find_or_make_namespace(tx, memory.memory_key, namespace, record.owner)
    metadata = encode_metadata(record.metadata if change.metadata is None else change.metadata)
    tx.run(
        "UPDATE records SET namespace_key = :namespace_key, strategy_id = :strategy_id, content = :content,"
        " metadata = :metadata, timestamp_ms = :timestamp_ms, expires_ms = :expires_ms,"
        " expiry_days = :expiry_days WHERE record_key = :record_key",
        record_key=record.record_key,
        namespace_key=namespace_key,
        strategy_id=change.strategy_id or record.strategy_id,
        content=text.encode(),
        metadata=metadata,
        timestamp_ms=change.timestamp_ms,
        expires_ms=_expiry(now_ms, days),
        expiry_days=days,
    )
    if change.metadata is not None:
        put_labels(tx, memory.memory_key, record.record_key, metadata)
    if (namespace, text) != (record.namespace, record.text):
        index.remove_words(tx, record.record_key)
        index.add_words(tx, record.record_key, memory.memory_key, namespace, record.owner, text)
        _move_vector(tx, record, namespace_key, text, change.vector, embedder)
    return True


def delete_record(
    tx: Tx, memory: Memory, record_id: str, now_ms: int, caller: Caller = ANYONE, said: str | None = None
) -> bool:
    """Delete a record; False if `find_record` finds none.

    Raises:
        AccessDenied: it is none of the caller's business.
    """
    lock_records(tx, memory.memory_key)
    record = find_record(tx, memory, record_id, now_ms, caller, said)
    if record is not None:
        remove_records(tx, [(record.record_key, record.namespace_key)])
    return record is not None


def remove_records(tx: Tx, keys: Sequence[tuple[int, int]]) -> None:
    """Remove records, each by its own key and its namespace's. The caller has locked them."""
    for record_key, namespace_key in keys:
        index.remove_words(tx, record_key)
        index.remove_vector(tx, record_key, namespace_key)
        remove_labels(tx, record_key)
        tx.run("DELETE FROM records WHERE record_key = :key", key=record_key)


def find_record(
    tx: Tx, memory: Memory, record_id: str, now_ms: int, caller: Caller = ANYONE, said: str | None = None
) -> Record | None:
    """A record by its id, unless it has expired.

    Args:
        said: the namespace that the caller says it is in. In another one it is not found: what the caller
            says is what he was given permission for.

    Raises:
        AccessDenied: it is none of the caller's business.
    """
    row = tx.one(
        f"{_FROM} WHERE r.memory_key = :memory_key AND r.record_id = :record_id"
        " AND (r.expires_ms IS NULL OR r.expires_ms > :now_ms)",
        memory_key=memory.memory_key,
        record_id=record_id,
        now_ms=now_ms,
    )
    if row is None:
        return None
    record = read_record(row)
    caller.check(record.owner, f"Memory record {record_id}")
    return record if said is None or said == record.namespace else None


def read_records(tx: Tx, keys: Sequence[int], now_ms: int) -> dict[int, Record]:
    """Records by their keys, those that are there and have not expired."""
    rows = tx.all(
        f"{_FROM} WHERE {index.among(tx, 'r.record_key')}"
        " AND (r.expires_ms IS NULL OR r.expires_ms > :now_ms)",
        keys=index.key_list(tx, keys),
        now_ms=now_ms,
    )
    return {row[0]: read_record(row) for row in rows}


def _move_vector(
    tx: Tx, record: Record, namespace_key: int, text: str, vector: bytes | None, embedder: str
) -> None:
    """Have a changed record's vector in its place: the new text's, or the one that still is its own."""
    if text != record.text:
        index.remove_vector(tx, record.record_key, record.namespace_key)
        tx.run("UPDATE records SET embedder_key = NULL WHERE record_key = :key", key=record.record_key)
        if vector is not None:
            embedder_key = index.find_or_make_embedder(tx, embedder)
            index.put_vector(tx, record.record_key, namespace_key, embedder_key, vector)
        return
    kept = tx.one(
        "SELECT embedder_key, vector FROM record_vectors WHERE record_key = :key", key=record.record_key
    )
    if kept is not None:
        index.remove_vector(tx, record.record_key, record.namespace_key)
        index.put_vector(tx, record.record_key, namespace_key, int(kept[0]), bytes(kept[1]))


def _find_or_make_namespace(tx: Tx, memory_key: int, name: str, owner: str | None) -> int:
    # By the expression that the index has.
    find = (
        "SELECT namespace_key FROM namespaces"
        " WHERE memory_key = :memory_key AND name = :name AND COALESCE(owner, '') = :owner"
    )
    row = tx.one(find, memory_key=memory_key, name=name, owner=owner or "")
    if row is None:
        tx.run(
            "INSERT INTO namespaces (memory_key, name, path, owner)"
            " VALUES (:memory_key, :name, :path, :owner)"
            " ON CONFLICT (memory_key, name, COALESCE(owner, '')) DO NOTHING",
            memory_key=memory_key,
            name=name,
            path=to_path(name),
            owner=owner,
        )
        row = tx.one(find, memory_key=memory_key, name=name, owner=owner or "")
    assert row is not None
    return int(row[0])


def _expiry(now_ms: int, days: int | None) -> int | None:
    return None if days is None else now_ms + days * DAY_MS
