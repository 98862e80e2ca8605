"""Client tokens: a request that is repeated with its token is answered as the first time.

Only answers are kept, not errors: a request that failed changed nothing and may be tried again.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from headwater.control.sealing import Sealer
from headwater.core.requests import refuse_reused_token
from headwater.store.tokens import TokenRow, delete_tokens_before, find_token, insert_token

#: How long an answer is kept. AWS does not say; no client retries for longer than a working day.
RETENTION = timedelta(hours=24)

_TIME_MEMBERS = frozenset({"createdAt", "lastUpdatedAt"})


def find_answer(
    tx: Connection, operation: str, request: dict[str, Any], sealer: Sealer
) -> dict[str, Any] | None:
    """What this very request was answered before, if it was.

    Raises:
        InvalidRequest: its token was used with other parameters.
    """
    token = request.get("clientToken")
    row = None if token is None else find_token(tx, operation, token)
    if row is None:
        return None
    if not sealer.is_digest(row.fingerprint, _canonical(request)):
        refuse_reused_token(str(token))
    return _decode(row.answer)


def keep_answer(
    tx: Connection,
    operation: str,
    request: dict[str, Any],
    answer: dict[str, Any],
    sealer: Sealer,
    *,
    at: datetime,
) -> None:
    """Remember `answer` under the request's token, if it has one, and forget what is too old."""
    token = request.get("clientToken")
    if token is not None:
        delete_tokens_before(tx, at - RETENTION)
        row = TokenRow(fingerprint=sealer.digest(_canonical(request)), answer=_encode(answer))
        insert_token(tx, operation, token, row, at=at)


def _canonical(request: dict[str, Any]) -> str:
    """What the digest is made of. It may hold secrets, so that only a keyed digest is kept."""
    return json.dumps(request, sort_keys=True, separators=(",", ":"))


def _encode(answer: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if k in _TIME_MEMBERS else v for k, v in answer.items()}


def _decode(answer: dict[str, Any]) -> dict[str, Any]:
    return {k: datetime.fromisoformat(v) if k in _TIME_MEMBERS else v for k, v in answer.items()}
