"""What turns texts into vectors: whoever has models implements it, and memory uses it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """Of the model: vectors of one name can be compared with each other, and with no others."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector; 0 as long as it is not known, or where there are none."""

    async def embed(self, texts: Sequence[str]) -> list[bytes]:
        """A vector for each text, in order: 4-byte floats, little endian, of length 1.

        Raises:
            HeadwaterError: there is none to be had; the message says why and what to do.
        """
