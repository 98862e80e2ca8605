"""Code in S3: moto's server is the S3, boto3 with its own settings the client."""

from __future__ import annotations

import asyncio
import io
import os
import random
import threading
import uuid
import zipfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import effort
from headwater.control.artifacts import ArtifactStore
from headwater.control.base import ArtifactSettings
from headwater.core.errors import InvalidRequest
from s3_servers import running_proxy, running_s3


def packed(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def agent(text="app = None\n"):
    return packed({"agent.py": text})


@pytest.fixture(scope="module")
def s3():
    with running_s3() as server:
        yield server


@pytest.fixture(autouse=True)
def _environment(s3, monkeypatch):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")


@pytest.fixture
def bucket(s3):
    return s3.make_bucket(f"code-{uuid.uuid4().hex}")


@pytest.fixture
def versioned(s3):
    return s3.make_bucket(f"versions-{uuid.uuid4().hex}", is_versioned=True)


@pytest.fixture
def store(tmp_path):
    return ArtifactStore(ArtifactSettings(data_dir=tmp_path))


def at(bucket, prefix="agent.zip", **more):
    return {"bucket": bucket, "prefix": prefix, **more}


async def read(store, located):
    return (await store.unpack(located) / "agent.py").read_text()


async def test_an_object_is_fetched_and_unpacked_once(s3, bucket, store, monkeypatch):
    key = "teams/météo/エージェント 1.zip"
    s3.put(bucket, key, agent("first"))
    with running_proxy(s3) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", proxy.url)
        located = await store.locate(at(bucket, key))

        texts = await asyncio.gather(*(read(store, located) for _ in range(4)))

        assert (texts, proxy.get_count) == (["first"] * 4, 1)
        assert await store.locate(at(bucket, key)) == located
        assert located.artifact_id.startswith("s3-")


async def test_version_ids_are_honoured(s3, versioned, store):
    first = s3.put(versioned, "agent.zip", agent("first"))
    s3.put(versioned, "agent.zip", agent("second"))

    assert await read(store, await store.locate(at(versioned, versionId=first))) == "first"
    assert await read(store, await store.locate(at(versioned))) == "second"


async def test_what_was_looked_at_is_fetched_though_a_newer_version_came(s3, versioned, store):
    s3.put(versioned, "agent.zip", agent("first"))
    located = await store.locate(at(versioned))
    s3.put(versioned, "agent.zip", agent("second"))

    assert await read(store, located) == "first"


async def test_an_object_that_changed_is_refused_when_it_is_fetched(s3, bucket, store, tmp_path):
    s3.put(bucket, "agent.zip", agent("first"))
    located = await store.locate(at(bucket))
    s3.put(bucket, "agent.zip", agent("other"))

    with pytest.raises(InvalidRequest, match="was changed since"):
        await store.unpack(located)
    assert list((tmp_path / "artifacts").iterdir()) == list((tmp_path / "bundles").iterdir()) == []
    assert await store.locate(at(bucket)) != located


@effort.long
async def test_what_cannot_be_found_is_named(s3, bucket, versioned, store):
    gone = s3.put(versioned, "agent.zip", agent())
    marker = s3.client.delete_object(Bucket=versioned, Key="agent.zip")["VersionId"]
    cases = [
        (at("no-such-bucket-1"), r"s3://no-such-bucket-1/agent.zip .*no bucket 'no-such-bucket-1'"),
        (at(bucket, "none.zip"), rf"s3://{bucket}/none.zip .*127\.0\.0\.1.*no such object; upload it"),
        (at(versioned), "no such object"),
        (at(versioned, versionId=marker), "delete marker|no such object"),
        (at(versioned, versionId="no-version"), "no such object|not valid"),
        (at("UPPER_case!"), "bucket"),
    ]
    for location, text in cases:
        with pytest.raises(InvalidRequest, match=text) as caught:
            await store.locate(location)
        assert caught.value.fields[0].name.startswith("agentRuntimeArtifact.codeConfiguration.code.s3")
    assert await read(store, await store.locate(at(versioned, versionId=gone)))


async def test_no_credentials_and_no_server_are_told_apart(s3, bucket, store, monkeypatch):
    s3.put(bucket, "agent.zip", agent())
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(InvalidRequest, match="no usable AWS credentials; start it with AWS_ACCESS_KEY_ID"):
        await store.locate(at(bucket))

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    assert await store.locate(at(bucket)), "credentials that were mended are found"

    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    with pytest.raises(InvalidRequest, match=r"at http://127\.0\.0\.1:9: it does not answer .*AWS_ENDPOINT"):
        await ArtifactStore(store._settings).locate(at(bucket))


async def test_denied_access_says_what_is_missing(store, monkeypatch):
    with running_s3({"INITIAL_NO_AUTH_ACTION_COUNT": "0"}) as closed:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", closed.url)
        with pytest.raises(InvalidRequest, match=r"access denied .*s3:GetObject"):
            await store.locate(at("secret-bucket"))


async def test_a_large_object_is_refused_by_its_head(bucket, store, monkeypatch):
    """No bytes of it are there to be fetched."""
    size_bytes = 251 * 1024 * 1024
    with answering_heads(size_bytes) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", url)
        with pytest.raises(
            InvalidRequest, match=f"has {size_bytes} bytes; a code artifact can have 262144000"
        ):
            await store.locate(at(bucket))


@contextmanager
def answering_heads(size_bytes):
    """An S3 whose every object has so many bytes; it knows no request but HEAD. Gives its address."""

    class Head(BaseHTTPRequestHandler):
        def do_HEAD(self):
            self.send_response(200)
            self.send_header("ETag", '"0123456789abcdef"')
            self.send_header("Content-Length", str(size_bytes))
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Head) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("files", "text"),
    [
        ({"../../evil.py": "x"}, r"evil\.py"),
        ({f"{n}.bin": bytes(20_000) for n in range(60)}, "unpacks to more than"),
    ],
)
async def test_what_uploads_may_not_hold_objects_may_not_either(s3, bucket, tmp_path, files, text):
    s3.put(bucket, "agent.zip", packed(files))
    store = ArtifactStore(ArtifactSettings(data_dir=tmp_path, unpacked_max_bytes=1_000_000))
    located = await store.locate(at(bucket))

    with pytest.raises(InvalidRequest, match=text):
        await store.unpack(located)
    assert list((tmp_path / "artifacts").iterdir()) == []


async def test_an_answer_that_breaks_off_is_asked_for_again(s3, bucket, store, monkeypatch):
    s3.put(bucket, "agent.zip", packed({"agent.py": "kept", "data": random.Random(1).randbytes(3_000_000)}))
    with running_proxy(s3) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", proxy.url)
        located = await store.locate(at(bucket))
        proxy.cut_count = 2

        assert await read(store, located) == "kept"
        assert proxy.get_count == 3


async def test_a_cancelled_download_leaves_nothing_and_can_begin_again(
    s3, bucket, store, tmp_path, monkeypatch
):
    s3.put(bucket, "agent.zip", packed({"agent.py": "kept", "data": random.Random(1).randbytes(3_000_000)}))
    with running_proxy(s3) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", proxy.url)
        located = await store.locate(at(bucket))
        proxy.is_held = True
        task = asyncio.ensure_future(store.unpack(located))
        await asyncio.to_thread(proxy.held.wait, 30)

        task.cancel()
        await asyncio.wait([task], timeout=10)

        assert task.cancelled()
        assert list((tmp_path / "artifacts").iterdir()) == []
        proxy.release()
        assert await read(store, located) == "kept"
