"""What is answered when something is wrong."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class FieldProblem(TypedDict):
    """What is wrong with one member of a request."""

    name: str
    message: str


class Problem(TypedDict):
    """Why a request was not carried out; the header `x-amzn-ErrorType` names the kind of error."""

    message: str
    reason: NotRequired[str]
    fieldList: NotRequired[list[FieldProblem]]
