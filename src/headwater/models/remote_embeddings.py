"""Embeddings of services: anything with OpenAI's `/embeddings`, and Titan's on Amazon Bedrock."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from headwater.models.base import ModelError, ModelUnavailable
from headwater.models.failures import error_message, model_failure
from headwater.models.vectors import to_unit_vector

_OPENAI_URL = "https://api.openai.com/v1"
_TIMEOUT = httpx.Timeout(60.0, connect=5.0)
_BATCH_COUNT = 64
#: Services refuse longer texts (8192 tokens); a memory record is shorter, a message need not be.
_CHARACTERS_MAX = 20_000
#: Calls to Bedrock at the same time: each is of one text.
_CALLS_COUNT = 8


class OpenAiEmbeddings:
    """A service with OpenAI's API. `dimension` is known from the first answer on.

    Options, as Strands' OpenAIModel has them: `client_args` with `base_url` and `api_key`.
    """

    def __init__(self, model_id: str, options: Mapping[str, Any]) -> None:  # Any: as in ProviderSettings
        self.name = f"openai:{model_id}"
        self.dimension = 0
        self._model_id = model_id
        arguments = options.get("client_args") or {}
        self._url = str(arguments.get("base_url") or _OPENAI_URL).rstrip("/")
        key = arguments.get("api_key")
        self._headers = {"authorization": f"Bearer {key}"} if key else {}
        self._http: httpx.AsyncClient | None = None

    async def embed(self, texts: Sequence[str]) -> list[bytes]:
        vectors: list[bytes] = []
        for start in range(0, len(texts), _BATCH_COUNT):
            vectors += await self._ask(
                [text[:_CHARACTERS_MAX] for text in texts[start : start + _BATCH_COUNT]]
            )
        return vectors

    async def close(self) -> None:
        http, self._http = self._http, None
        if http is not None:
            await http.aclose()

    def describe(self) -> dict[str, Any]:
        return {"name": self.name, "note": "", "url": self._url}

    async def _ask(self, texts: list[str]) -> list[bytes]:
        if self._http is None:
            self._http = httpx.AsyncClient(headers=self._headers, timeout=_TIMEOUT)
        body = {"model": self._model_id, "input": texts, "encoding_format": "float"}
        try:
            answer = await self._http.post(f"{self._url}/embeddings", json=body)
        except httpx.HTTPError as exc:
            raise ModelUnavailable(
                f"The embeddings' service at {self._url} cannot be reached: {exc or type(exc).__name__}"
            ) from exc
        if answer.status_code != httpx.codes.OK:
            raise ModelError(
                f"The embeddings' service at {self._url} answered with HTTP status {answer.status_code}: "
                f"{error_message(answer.content)}"
            )
        return self._read(answer, len(texts))

    def _read(self, answer: httpx.Response, count: int) -> list[bytes]:
        try:
            entries = sorted(answer.json()["data"], key=lambda entry: entry["index"])
            vectors = [to_unit_vector(entry["embedding"]) for entry in entries]
        except Exception as exc:
            raise ModelError(f"The embeddings' service at {self._url} gave no vectors: {exc!r}") from exc
        if len(vectors) != count:
            raise ModelError(f"The service at {self._url} gave {len(vectors)} vectors for {count} texts.")
        self.dimension = len(vectors[0]) // 4
        return vectors


class BedrockEmbeddings:
    """Titan's embeddings on Amazon Bedrock, through boto3 and its ways to find credentials.

    Options: `region_name`, `endpoint_url`, `dimensions`.
    """

    def __init__(self, model_id: str, options: Mapping[str, Any]) -> None:  # Any: as in ProviderSettings
        self._options = options
        self._model_id = model_id
        dimensions = options.get("dimensions")
        self.name = f"bedrock:{model_id}" + (f":{dimensions}" if dimensions else "")
        self.dimension = int(dimensions or 0)
        self._client: Any = None  # Any: boto3's clients have no types
        self._calls = asyncio.Semaphore(_CALLS_COUNT)

    async def embed(self, texts: Sequence[str]) -> list[bytes]:
        return await asyncio.gather(*(self._embed_one(text[:_CHARACTERS_MAX]) for text in texts))

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await asyncio.to_thread(client.close)

    def describe(self) -> dict[str, Any]:
        return {"name": self.name, "note": ""}

    async def _embed_one(self, text: str) -> bytes:
        async with self._calls:
            try:
                numbers = await asyncio.to_thread(self._invoke, text)
            except Exception as exc:
                raise model_failure(exc) from exc
        self.dimension = len(numbers)
        return to_unit_vector(numbers)

    def _invoke(self, text: str) -> list[float]:
        if self._client is None:
            import boto3  # half a second, for those who use it

            names = ("region_name", "endpoint_url")
            own = {name: self._options[name] for name in names if name in self._options}
            self._client = boto3.client("bedrock-runtime", **own)
        body: dict[str, Any] = {"inputText": text or " "}  # Any: JSON
        if self._options.get("dimensions"):
            body |= {"dimensions": int(self._options["dimensions"]), "normalize": True}
        answer = self._client.invoke_model(modelId=self._model_id, body=json.dumps(body))
        numbers: list[float] = json.loads(answer["body"].read())["embedding"]
        return numbers
