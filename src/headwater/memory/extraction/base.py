"""What extraction needs of the rest: a model to ask, and records to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from headwater.memory.control.base import Memory
from headwater.memory.database.base import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a strategy's records are: in its owner's namespace of this name."""

    namespace: str
    strategy_id: str
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDraft:
    """A record to be kept. With a `record_id` it takes the place of that one."""

    place: Place
    text: str
    timestamp_ms: int
    expiry_days: int | None = None
    record_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecord:
    """A record that resembles a text."""

    record_id: str
    text: str
    score: float
    """0 to 1; 1 is the same."""


class RecordKeeper(Protocol):
    """Long-term memory, as extraction sees it."""

    async def embed(self, texts: Sequence[str]) -> list[bytes | None]:
        """A vector for each text; None where none can be had now (it is made later)."""

    def put(self, tx: Tx, memory: Memory, draft: RecordDraft, vector: bytes | None) -> None:
        """Keep a record in the caller's transaction."""

    def note_kept(self) -> None:
        """What was put is kept now: vectors that are missing can be made."""

    async def find_similar(
        self, memory: Memory, place: Place, text: str, *, max_count: int
    ) -> list[FoundRecord]:
        """Records of one place, the most similar first."""

    async def find_latest(self, memory: Memory, place: Place) -> FoundRecord | None:
        """The newest record of one place."""


class ModelCaller(Protocol):
    """Asks a model of the server's model map."""

    async def __call__(self, *, model_id: str | None, system: str, text: str) -> str:
        """The whole answer. `model_id` None is the server's own choice for extraction.

        Raises:
            HeadwaterError: the model cannot be had, or failed.
        """
