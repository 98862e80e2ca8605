"""The request that begins a run, until it is answered: whether it is sent again. No I/O.

It has a key, by which a server that keeps runs knows it again. Servers that keep none, as AWS's, would have
the agent work twice: so it is sent again only to one that is known to keep them.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable

import httpx

from headwater.client.record import SESSION_ID_HEADER
from headwater.client.resuming import DETACHED_HEADER, Interruption, Patience, Resuming

IDEMPOTENCY_HEADER = "idempotency-key"
#: Seconds for a server to say which run an interrupted request has begun.
WITHDRAW_TIMEOUT_S = 10.0


def build_run_headers() -> dict[str, str]:
    """What makes an invocation a run of its own."""
    return {DETACHED_HEADER: "1", IDEMPOTENCY_HEADER: str(uuid.uuid4())}


class RunStart:
    """One such request."""

    def __init__(
        self,
        headers: Iterable[tuple[bytes, bytes]],
        resuming: Resuming | None,
        *,
        is_repeatable: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`headers` are the request's; `resuming` None: it is a plain invocation."""
        sent = httpx.Headers(list(headers))
        self.session_id: str | None = sent.get(SESSION_ID_HEADER)
        self.is_run = resuming is not None
        self.key: str | None = sent.get(IDEMPOTENCY_HEADER)
        #: Of the caller's own, before the request is signed.
        self.authorization: str | None = sent.get("authorization")
        #: Of the run, once the server has named it.
        self.invocation_id: str | None = None
        self._resuming = resuming
        self._is_repeatable = is_repeatable
        self._patience = Patience((resuming or Resuming()).retry_for_s, clock)

    def note_break(self, error: httpx.TransportError) -> float:
        """It was not answered: seconds to wait before it is sent again.

        Raises:
            httpx.TransportError: `error`, where it will not be.
        """
        is_first = self._patience.is_first
        never_came = is_first and isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
        if self._resuming is None or not self._is_repeatable or never_came or _is_silence(error):
            raise error
        pause_s = self._patience.take()
        if pause_s is None:
            raise error
        if is_first and self._resuming.on_break is not None:
            message = str(error) or type(error).__name__
            self._resuming.on_break(Interruption(invocation_id=None, offset=0, message=message))
        return pause_s


def _is_silence(error: httpx.TransportError) -> bool:
    """Whether the connection is as good as ever, and nothing came."""
    return isinstance(error, httpx.ReadTimeout)
