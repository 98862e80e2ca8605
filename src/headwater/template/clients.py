"""AWS clients of the agent's tell this server which span their calls are part of: by `traceparent`.

botocore has a hook for this kind of thing (`register_initializer`), which sees sessions made after it. Those
made while the agent's file was loaded are found among what is alive. Nothing is sent to anybody else.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import Any

from .spans import URL_VARIABLE

_EVENT = "before-send"
_UNIQUE_ID = "headwater-traceparent"


class _State:
    is_watching = False


def watch() -> None:
    """Once botocore is loaded, have its clients say their span. Cheap to repeat."""
    if _State.is_watching or "botocore.session" not in sys.modules:
        return
    _State.is_watching = True
    botocore = sys.modules["botocore"]
    with contextlib.suppress(Exception):
        botocore.register_initializer(_attend_session)
        _attend_living()


def _attend_living() -> None:
    """Sessions and clients that are there already."""
    session_type = sys.modules["botocore.session"].Session
    client_type = getattr(sys.modules.get("botocore.client"), "BaseClient", session_type)
    for one in gc.get_objects():
        kind = type(one)  # not isinstance, which may run code of the agent's
        with contextlib.suppress(Exception):
            if issubclass(kind, session_type):
                _attend_session(one)
            elif issubclass(kind, client_type):
                one.meta.events.register(_EVENT, _say_span, unique_id=_UNIQUE_ID)


def _attend_session(session: Any) -> None:  # Any: botocore's, which is not always there
    session.register(_EVENT, _say_span, unique_id=_UNIQUE_ID)


def _say_span(request: Any, **_: Any) -> None:  # Any: botocore's
    """Called with each request that is about to be sent; it is signed by then, and this header is not."""
    with contextlib.suppress(Exception):
        trace = sys.modules.get("opentelemetry.trace")
        if trace is None or not request.url.startswith(os.environ[URL_VARIABLE] + "/"):
            return
        context = trace.get_current_span().get_span_context()
        if context.is_valid and "traceparent" not in request.headers:
            request.headers["traceparent"] = (
                f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"
            )
