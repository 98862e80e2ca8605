"""Client tokens of the memory API: a request that is repeated with its token is answered as the first time.

A token is kept in the transaction that does the work, so that no crash comes between the two.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from headwater.core.requests import refuse_reused_token
from headwater.memory.control.base import encode_json
from headwater.memory.database.base import Tx

#: How long an answer is kept: longer than any journal of a host that was switched off over a holiday.
RETENTION_MS = 14 * 24 * 60 * 60 * 1000
#: Of memories themselves, which have no memory that the token would belong to.
NO_MEMORY = 0

Request = dict[str, Any]  # members of the API have their own types


def find_answer(
    tx: Tx, memory_key: int, operation: str, request: Request, holder: str = ""
) -> Any | None:  # Any: JSON
    """What was kept as the answer to this very request, if `holder` made it before.

    Raises:
        InvalidRequest: its token was used with other parameters.
    """
    token = request.get("clientToken")
    if token is None:
        return None
    row = tx.one(
        "SELECT fingerprint, answer FROM memory_tokens"
        " WHERE memory_key = :memory_key AND operation = :operation AND token = :token",
        memory_key=memory_key,
        operation=operation,
        token=_shorten(token, holder),
    )
    if row is None:
        return None
    if bytes(row[0]) != _fingerprint(request):
        refuse_reused_token(token)
    return json.loads(row[1])


def keep_answer(
    tx: Tx, memory_key: int, operation: str, request: Request, answer: Any, *, at_ms: int, holder: str = ""
) -> None:  # Any: JSON
    """Remember `answer` under the request's token, if it has one."""
    token = request.get("clientToken")
    if token is not None:
        tx.run(
            "INSERT INTO memory_tokens (memory_key, operation, token, fingerprint, answer, created_ms)"
            " VALUES (:memory_key, :operation, :token, :fingerprint, :answer, :at_ms)",
            memory_key=memory_key,
            operation=operation,
            token=_shorten(token, holder),
            fingerprint=_fingerprint(request),
            answer=encode_json(answer),
            at_ms=at_ms,
        )


def forget_answer(tx: Tx, memory_key: int, operation: str, request: Request) -> None:
    """For when what the request made is gone, so that it is made again."""
    if request.get("clientToken") is not None:
        tx.run(
            "DELETE FROM memory_tokens"
            " WHERE memory_key = :memory_key AND operation = :operation AND token = :token",
            memory_key=memory_key,
            operation=operation,
            token=_shorten(request["clientToken"]),
        )


def forget_old_answers(tx: Tx, *, now_ms: int, max_count: int) -> int:
    """Remove up to `max_count` of the oldest answers that need not be kept; how many went."""
    return tx.run(
        "DELETE FROM memory_tokens WHERE created_ms < :until_ms AND token_key IN"
        " (SELECT token_key FROM memory_tokens ORDER BY token_key LIMIT :max_count)",
        until_ms=now_ms - RETENTION_MS,
        max_count=max_count,
    )


def _shorten(token: str, holder: str = "") -> str:
    """CreateEvent's tokens have no longest length, and any character."""
    key = hashlib.blake2b(holder.encode()).digest() if holder else b""
    return hashlib.blake2b(token.encode(), key=key, digest_size=16).hexdigest()


def _fingerprint(request: Request) -> bytes:
    return hashlib.blake2b(json.dumps(request, sort_keys=True, default=str).encode(), digest_size=16).digest()
