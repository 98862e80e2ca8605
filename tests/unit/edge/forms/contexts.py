"""What forms are told of an answer."""

from headwater.edge.forms import FormContext


def build_context(**changes) -> FormContext:
    """Of a stream of events, unless told otherwise."""
    members = {
        "session_id": "s",
        "model": "m",
        "request_id": "r",
        "target_content_type": "text/event-stream",
        "is_streaming": True,
        "created_s": 0,
    }
    return FormContext(**members | changes)
