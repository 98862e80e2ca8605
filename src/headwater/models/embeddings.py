"""What turns texts into vectors: which one the settings name, and what it is called.

A vector is its numbers as 4-byte floats, little endian, of length 1; vectors of another `name` cannot be
compared.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Sequence
from typing import Any, Protocol

from headwater.core.embedding import Embedder
from headwater.models.base import ModelError
from headwater.models.catalog import MINILM_L6
from headwater.models.embedded_process import EmbeddedProcess, missing_runtime
from headwater.models.embedding_client import EmbeddingClient
from headwater.models.embedding_weights import find_embedding_weights
from headwater.models.remote_embeddings import BedrockEmbeddings, OpenAiEmbeddings
from headwater.models.settings import ModelsSettings, embeddings_of
from headwater.models.vectors import to_unit_vector

PULL_EMBEDDINGS_COMMAND = f"headwater models pull --model {MINILM_L6.name}"
_HASHED_DIMENSION = 384
_WORD = re.compile(r"\w+")


class Embeddings(Embedder, Protocol):
    """An embedder, and what it has open."""

    async def close(self) -> None:
        """Let go of processes and connections. Safe to repeat."""

    def describe(self) -> dict[str, Any]:
        """For `status`: {"name", "note"}. Any: JSON."""


def open_embeddings(settings: ModelsSettings) -> Embeddings:
    """What `models.embeddings` names. Starts nothing: that waits until somebody asks."""
    kind, options, model_id = embeddings_of(settings)
    match kind:
        case "embedded":
            return EmbeddedEmbeddings(settings)
        case "hashed":
            return HashedEmbeddings()
        case "openai":
            return OpenAiEmbeddings(model_id or "", options)
        case "bedrock":
            return BedrockEmbeddings(model_id or "", options)
        case "none":
            return NoEmbeddings()


class EmbeddedEmbeddings:
    """all-MiniLM-L6-v2 on this machine's CPU, in a process that starts when it is first asked."""

    name = MINILM_L6.name
    dimension = MINILM_L6.dimension

    def __init__(self, settings: ModelsSettings) -> None:
        self._settings = settings
        self._process: EmbeddedProcess | None = None
        self._client: EmbeddingClient | None = None

    async def embed(self, texts: Sequence[str]) -> list[bytes]:
        if not texts:
            return []
        process = self._process or self._start()
        address = await process.wait_ready(self._settings.ready_deadline_s)
        if self._client is None or self._client.address != address:
            stale, self._client = self._client, EmbeddingClient(address, tokens_max=MINILM_L6.tokens_max)
            if stale is not None:
                await stale.close()
        return await self._client.embed(texts)

    async def close(self) -> None:
        process, self._process = self._process, None
        client, self._client = self._client, None
        if client is not None:
            await client.close()
        if process is not None:
            await process.stop()

    def describe(self) -> dict[str, Any]:
        described: dict[str, Any] = {"name": self.name, "note": self._lacking() or ""}
        if self._process is not None:
            described["process"] = self._process.describe()
        return described

    def _start(self) -> EmbeddedProcess:
        lacking, weights = self._lacking(), find_embedding_weights(self._settings)
        if lacking is not None or weights is None:
            raise ModelError(lacking)
        self._process = EmbeddedProcess(self._settings, weights, is_embedding=True)
        self._process.start()
        return self._process

    def _lacking(self) -> str | None:
        without = "so memories are searched by their words alone"
        if find_embedding_weights(self._settings) is None:
            return (
                f"The weights of the embeddings' model {self.name} are not in {self._settings.cache_dir}, "
                f"{without}; get them with: {PULL_EMBEDDINGS_COMMAND}"
            )
        missing = missing_runtime()
        return None if missing is None else f"{missing}, {without}."


class HashedEmbeddings:
    """Words at places that their digests choose: alike if they share words. Knows no meaning; for tests."""

    name = "hashed-words"
    dimension = _HASHED_DIMENSION

    async def embed(self, texts: Sequence[str]) -> list[bytes]:
        return [_hash_words(text) for text in texts]

    async def close(self) -> None:
        await asyncio.sleep(0)

    def describe(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "note": "Vectors are made of words' digests: for tests, they know no meaning.",
        }


class NoEmbeddings:
    """For those who want none."""

    name = "none"
    dimension = 0

    async def embed(self, texts: Sequence[str]) -> list[bytes]:
        raise ModelError(f"models.embeddings is `none`, so that {len(texts)} texts have no vectors.")

    async def close(self) -> None:
        await asyncio.sleep(0)

    def describe(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "note": "models.embeddings is `none`: memories are searched by their words.",
        }


def _hash_words(text: str) -> bytes:
    numbers = [0.0] * _HASHED_DIMENSION
    for word in _WORD.findall(text.lower()) or [text]:
        digest = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
        for step in range(4):  # four places a word, so that two words seldom share all
            place, sign = (digest >> 16 * step) % _HASHED_DIMENSION, digest >> (16 * step + 15) & 1
            numbers[place] += 1.0 if sign else -1.0
    return to_unit_vector(numbers)


def _conforms(
    a: EmbeddedEmbeddings, b: HashedEmbeddings, c: NoEmbeddings, d: OpenAiEmbeddings, e: BedrockEmbeddings
) -> tuple[Embeddings, ...]:
    return a, b, c, d, e
