"""What a caller of an invocation may ask for beyond AWS's members: in headers of our own.

`Headwater-Resumable: 1`, `Headwater-Detached: 1`, `Headwater-Heartbeat: SECONDS`,
`Headwater-When-Busy: WORD`. Who says none of them gets AWS's way. With one of the first two,
`Idempotency-Key`, the header of draft-ietf-httpapi-idempotency-key-header, makes a request one that can be
sent again.
"""

from __future__ import annotations

from dataclasses import dataclass

from headwater.core.errors import InvalidRequest
from headwater.core.limits import WhenBusy
from headwater.http.asgi import Scope, find_header

RESUMABLE, DETACHED = "Headwater-Resumable", "Headwater-Detached"
HEARTBEAT, WHEN_BUSY = "Headwater-Heartbeat", "Headwater-When-Busy"
INVOCATION_ID, STREAM_OFFSET = "Headwater-Invocation-Id", "Headwater-Stream-Offset"
RUN_STATE = "Headwater-Run-State"
IDEMPOTENCY_KEY = "Idempotency-Key"
_KEY_MAX_CHARS = 255
_HEARTBEAT_MIN_S, _HEARTBEAT_MAX_S = 1.0, 300.0
_SHOWN_CHARS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWish:
    """How an invocation is to be run."""

    is_resumable: bool = False
    #: Nobody reads along; implies `is_resumable`.
    is_detached: bool = False
    #: Seconds of silence after which a comment comes; None: as the settings have it.
    heartbeat_s: float | None = None
    #: What becomes of it where its session serves others; None: as the runtime's limits have it.
    when_busy: WhenBusy | None = None
    #: The caller's name for the request: sent again with it, it begins no second run.
    idempotency_key: str | None = None


def read_wish(scope: Scope, *, is_resumable: bool = False) -> RunWish:
    """What a request's headers ask for, beyond what is so anyway.

    Raises:
        InvalidRequest: a header has a value that it cannot have.
    """
    is_detached = _read_flag(scope, DETACHED)
    is_resumable = _read_flag(scope, RESUMABLE) or is_detached or is_resumable
    return RunWish(
        is_resumable=is_resumable,
        is_detached=is_detached,
        heartbeat_s=read_heartbeat(scope),
        when_busy=_read_when_busy(scope),
        idempotency_key=_read_key(scope) if is_resumable else None,
    )


def read_heartbeat(scope: Scope) -> float | None:
    """Seconds; None where nothing is asked. Raises: InvalidRequest."""
    text = _read(scope, HEARTBEAT)
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not _HEARTBEAT_MIN_S <= seconds <= _HEARTBEAT_MAX_S:  # NaN is not either
        raise InvalidRequest(
            f"{HEARTBEAT} must be seconds from {_HEARTBEAT_MIN_S:g} to {_HEARTBEAT_MAX_S:g},"
            f" not {_show(text)}"
        )
    return seconds


def _read_when_busy(scope: Scope) -> WhenBusy | None:
    text = _read(scope, WHEN_BUSY)
    if text is None:
        return None
    if text not in tuple(WhenBusy):
        raise InvalidRequest(f"{WHEN_BUSY} must be one of {', '.join(WhenBusy)}, not {_show(text)}")
    return WhenBusy(text)


def _read_key(scope: Scope) -> str | None:
    text = _read(scope, IDEMPOTENCY_KEY)
    if text is None:
        return None
    key = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    if not (key.isascii() and key.isprintable() and 0 < len(key) <= _KEY_MAX_CHARS):
        raise InvalidRequest(
            f"{IDEMPOTENCY_KEY} must be 1 to {_KEY_MAX_CHARS} printable ASCII characters, not {_show(text)}"
        )
    return key


def _read_flag(scope: Scope, name: str) -> bool:
    text = _read(scope, name)
    if text not in (None, "0", "1"):
        raise InvalidRequest(f"{name} must be 0 or 1, not {_show(text or '')}")
    return text == "1"


def _read(scope: Scope, name: str) -> str | None:
    value = find_header(scope, name.lower().encode())
    return None if value is None else value.decode("latin-1").strip()


def _show(text: str) -> str:
    return repr(text[:_SHOWN_CHARS])
