"""Checks of requests that several planes make, in the same words."""

from __future__ import annotations

from typing import NoReturn

from headwater.core.errors import FieldProblem, InvalidRequest, QuotaExceeded

MAX_TAG_COUNT = 50


def check_tag_count(arn: str, count: int) -> None:
    """QuotaExceeded if a resource would have more tags than it may."""
    if count > MAX_TAG_COUNT:
        raise QuotaExceeded(f"{arn} would have {count} tags; a resource can have {MAX_TAG_COUNT}")


def refuse_reused_token(token: str) -> NoReturn:
    """InvalidRequest: a client token stands for one request, and this is another."""
    text = f"clientToken {token!r} was used before with other parameters; use a new token for a new request"
    raise InvalidRequest(
        text, reason="IdempotentParameterMismatchException", fields=(FieldProblem("clientToken", text),)
    )
