"""Runs: invocations that go on when their caller leaves."""

from __future__ import annotations

from typing import Literal, TypedDict

RunStateName = Literal["running", "done", "failed", "cancelled", "lost"]


class CancelledRun(TypedDict):
    """A run that was to end, and how it is now."""

    invocationId: str
    state: RunStateName
