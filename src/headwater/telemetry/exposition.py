"""Metrics as text, as Prometheus and OpenMetrics write them."""

from __future__ import annotations

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

_ACCEPT_MAX_CHARS = 1000


def render(registry: CollectorRegistry, accept: str) -> tuple[bytes, str]:
    """The text and its content type. Takes milliseconds for each thousand lines: for a thread.

    Args:
        accept: the header of this name. OpenMetrics where it is asked for, else Prometheus' text.
    """
    try:
        encode, content_type = choose_encoder(accept[:_ACCEPT_MAX_CHARS])
    except (TypeError, ValueError):  # a version that is none
        encode, content_type = choose_encoder("")
    return encode(registry), content_type
