"""The form `transformed`: the model's text as plain text, then what it took, then the session.

    Hello! How can I help?
    ----------
    {"usage":{"inputTokens":8,"outputTokens":30,"totalTokens":38},"metrics":{"latencyMs":909}}
    {"runtimeSessionId":"…"}

The text is the concatenated deltas and nothing else. The line of dashes and the session always come; the line
above the session is left out where the agent sends no metadata. An agent that calls its model several times
gets the sums. An error is a line `Error: …` of its own before the dashes. No line end follows the last line.
"""

from __future__ import annotations

from collections.abc import Mapping

from headwater.edge.forms.base import Form, FormContext
from headwater.edge.forms.decoder import open_decoder
from headwater.edge.forms.events import AgentEvent, Failure, Metadata, TextDelta
from headwater.edge.forms.output import dump_json
from headwater.edge.forms.totals import Totals

_RULE = "\n----------\n"


class TransformedForm:
    """See the file's docstring."""

    content_type = "text/plain; charset=utf-8"
    status = 200
    is_streaming = True
    #: Plain text has no comments.
    keep_alive = b""

    def __init__(self, context: FormContext) -> None:
        self.headers: Mapping[str, str] = {}
        self._session_id = context.session_id
        self._tell = context.tell
        self._decoder = open_decoder(context.target_content_type)
        self._totals = Totals()
        self._is_at_line_start = True

    def feed(self, data: bytes) -> bytes:
        return self._write(self._decoder.feed(data))

    def fail(self, message: str) -> bytes:
        return self._write([*self._decoder.close(is_whole=False), Failure(message, is_ours=True)])

    def end(self) -> bytes:
        lines = [dump_json({"runtimeSessionId": self._session_id})]
        rest = self._write(self._decoder.close())
        if metadata := self._totals.as_table():
            lines.insert(0, dump_json(metadata))
        return rest + (_RULE + "\n".join(lines)).encode()

    def _write(self, events: list[AgentEvent]) -> bytes:
        return "".join([self._text_of(event) for event in events]).encode()

    def _text_of(self, event: AgentEvent) -> str:
        if type(event) is TextDelta:
            text = event.text
        elif type(event) is Failure:
            text = ("" if self._is_at_line_start else "\n") + f"Error: {self._tell(event)}\n"
        else:
            if type(event) is Metadata:
                self._totals.add(event)
            return ""
        self._is_at_line_start = text.endswith("\n")
        return text


def _conforms(form: TransformedForm) -> Form:
    return form
