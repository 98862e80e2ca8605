"""What a response form is, and what it is told of the answer it shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from headwater.edge.forms.events import Failure
from headwater.edge.forms.safe import shown_error

#: What clients read of an agent's error where its own words are not for them.
AGENT_FAILED = "the agent failed to complete its answer"
#: May be sent into silence of an event stream, between two events.
KEEP_ALIVE_COMMENT = b": keep-alive\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContext:
    """One answer: whose it is, and what the target sends."""

    session_id: str
    #: The door's public name; the only name of an agent that a client sees.
    model: str
    request_id: str
    #: The `Content-Type` of the target's answer; "" if it has none.
    target_content_type: str
    is_streaming: bool
    #: Unix time of the answer.
    created_s: int
    #: An OpenAI client asked for a last chunk with the tokens used.
    includes_usage: bool = False
    #: Whether an agent's own words for its errors are for the client.
    shows_errors: bool = False

    def tell(self, failure: Failure) -> str:
        """What the client reads of an error."""
        if failure.is_ours or self.shows_errors:
            return shown_error(failure.message)
        return AGENT_FAILED


class Form(Protocol):
    """Turns a target's bytes into a client's, piece by piece. One object per answer.

    Call `feed` any number of times, `fail` at most once, then `end`. All are pure and never raise for
    what a target sends: bytes that make no sense become an error that the client can read.
    """

    @property
    def content_type(self) -> str:
        """Of the answer. Known from the beginning."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Further headers of the answer."""

    @property
    def status(self) -> int:
        """Of the answer. Where `is_streaming` is false it is final only after `end`."""

    @property
    def is_streaming(self) -> bool:
        """Whether bytes go out as they come. If not, `end` gives all of them, and the status with them."""

    @property
    def keep_alive(self) -> bytes:
        """What may be sent into silence now, or b"" where nothing may."""

    def feed(self, data: bytes) -> bytes:
        """The target's bytes, cut anywhere, as bytes for the client; maybe none yet."""

    def fail(self, message: str) -> bytes:
        """The target broke off, or answered with an error. `message` is shown to the client."""

    def end(self) -> bytes:
        """What is still held back, and the trailer."""
