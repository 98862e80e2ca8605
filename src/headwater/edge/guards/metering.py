"""How many tokens an answer took: what its metadata says, else an estimate of its text."""

from __future__ import annotations

from headwater.edge.base import TargetAnswer
from headwater.edge.forms.decoder import AgentDecoder, open_decoder
from headwater.edge.forms.events import AgentEvent, Metadata, ReasoningDelta, TextDelta
from headwater.edge.forms.totals import Totals

#: Characters a token, roughly, where the answer does not say: a client who leaves early pays too.
_CHARS_PER_TOKEN = 4


class MeteredAnswer:
    """Passes an answer on and reads along. A `TargetAnswer`."""

    def __init__(self, inner: TargetAnswer, prompt_chars: int) -> None:
        self._inner = inner
        self._decoder: AgentDecoder | None = None
        self._totals = Totals()
        #: Of text that no metadata has covered yet.
        self._chars = prompt_chars

    async def start(self, status: int, content_type: str) -> None:
        self._decoder = open_decoder(content_type)
        await self._inner.start(status, content_type)

    async def body(self, data: bytes) -> None:
        assert self._decoder is not None
        for event in self._decoder.feed(data):
            self._take(event)
        await self._inner.body(data)

    def count_tokens(self) -> int:
        """Of the answer, at its end; none where the target refused."""
        if self._decoder is None:
            return 0
        for event in self._decoder.close():
            self._take(event)
        said = self._totals.count("totalTokens") or (
            self._totals.count("inputTokens") + self._totals.count("outputTokens")
        )
        return max(0, said) + self._chars // _CHARS_PER_TOKEN

    def _take(self, event: AgentEvent) -> None:
        if isinstance(event, TextDelta | ReasoningDelta):
            self._chars += len(event.text)
        elif isinstance(event, Metadata):
            self._totals.add(event)
            self._chars = 0
