"""Exit codes, and how errors become one of them and a line on standard error.

A user's mistake and a server's answer never show a traceback; a fault of our own does.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from headwater.core.errors import HeadwaterError, NotFound


class Exit(IntEnum):
    """What `$?` says afterwards. These numbers stay."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NOT_REACHABLE = 3
    NOT_FOUND = 4
    CANCELLED = 130


EPILOG = (
    "Exit codes: 0 success; 1 the request or the agent failed; 2 wrong usage; 3 no server answers;"
    " 4 no such agent, session, endpoint or memory; 130 cancelled with Ctrl-C."
)


def exit_code_of(error: HeadwaterError) -> Exit:
    """The exit code that tells of `error`."""
    # By name: importing the client here would cost each command the HTTP library's start-up.
    if any(cls.__name__ == "ServerNotReachable" for cls in type(error).__mro__):
        return Exit.NOT_REACHABLE
    if isinstance(error, NotFound) or error.http_status == 404:
        return Exit.NOT_FOUND
    return Exit.FAILED


def describe_error(error: HeadwaterError) -> dict[str, Any]:  # Any: JSON
    """The `error` member of what `--json` prints when a command fails."""
    found: dict[str, Any] = {"code": error.code, "message": error.message}  # Any: JSON
    if exit_code_of(error) is Exit.NOT_REACHABLE:
        found["code"] = "ServerNotReachable"
    for name, attribute in (("status", "status"), ("requestId", "request_id")):
        if (value := getattr(error, attribute, None)) is not None:
            found[name] = value
    return found
