"""The HTTP API of the embeddings' process: texts in, vectors out."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import httpx

from headwater.models.base import ModelError
from headwater.models.embedded_process import Address
from headwater.models.failures import error_message

_TIMEOUT = httpx.Timeout(120.0, connect=5.0)
#: Texts of one request. The process reads some of them at the same time; the others wait there.
_BATCH_COUNT = 32
#: A token is a character or more. What is beyond this cannot be among the first `tokens_max` tokens, as
#: long as no word of a thousand characters is in between.
_CHARACTERS_A_TOKEN = 40


class EmbeddingClient:
    """Connections to the process, kept open between calls."""

    def __init__(self, address: Address, *, tokens_max: int) -> None:
        self.address = address
        self._tokens_max = tokens_max
        self._http = address.connect(_TIMEOUT)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def embed(self, texts: Sequence[str]) -> list[bytes]:
        """A vector for each text, in order; of a long text its first `tokens_max` tokens count.

        Raises:
            ModelError: the process refused or failed.
        """
        vectors: list[bytes] = []
        for start in range(0, len(texts), _BATCH_COUNT):
            inputs = [await self._cut(text) for text in texts[start : start + _BATCH_COUNT]]
            document = await self._post("/v1/embeddings", {"input": inputs, "encoding_format": "base64"})
            entries = sorted(document["data"], key=lambda entry: entry["index"])
            vectors += [base64.b64decode(entry["embedding"]) for entry in entries]
        return vectors

    async def _cut(self, text: str) -> str | list[int]:
        """The text, or the tokens that count of one that may have too many."""
        if len(text.encode()) <= self._tokens_max - 2:  # a token is a byte or more; two mark the ends
            return text or " "
        text = text[: self._tokens_max * _CHARACTERS_A_TOKEN]
        document = await self._post("/tokenize", {"content": text, "add_special": True})
        tokens: list[int] = document["tokens"]
        return [*tokens[: self._tokens_max - 1], tokens[-1]] if len(tokens) > self._tokens_max else tokens

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
        try:
            answer = await self._http.post(path, json=body)
        except httpx.HTTPError as exc:
            raise ModelError(
                f"The embeddings' process broke off ({type(exc).__name__}); it is being restarted."
            ) from exc
        if answer.status_code != httpx.codes.OK:
            raise ModelError(
                f"The embeddings' process answered with HTTP status {answer.status_code}: "
                f"{error_message(answer.content)}"
            )
        document: dict[str, Any] = answer.json()
        return document
