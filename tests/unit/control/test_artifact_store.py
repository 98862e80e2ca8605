"""Uploads and bundles on disk."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import time
import zipfile

import pytest

from headwater.control import artifacts as module
from headwater.control.artifacts import ArtifactStore, Located
from headwater.control.base import ArtifactSettings
from headwater.core.errors import InvalidRequest


def packed(text="app = None\n"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("agent.py", text)
    return buffer.getvalue()


async def stream(data, step=1000):
    for start in range(0, len(data), step):
        yield data[start : start + step]


def at(artifact):
    return {"bucket": artifact.bucket, "prefix": artifact.prefix}


@pytest.fixture
def store(tmp_path):
    return ArtifactStore(ArtifactSettings(data_dir=tmp_path))


def names(path):
    return sorted(item.name for item in path.iterdir())


async def test_an_upload_is_kept_under_its_digest(store, tmp_path):
    data = packed("x" * 3_000_000)

    artifact = await store.put(stream(data, 65536))

    digest = hashlib.sha256(data).hexdigest()
    assert (artifact.bucket, artifact.prefix) == ("headwater", f"artifacts/{digest}.zip")
    assert (artifact.sha256, artifact.size_bytes) == (digest, len(data))
    assert (tmp_path / artifact.prefix).read_bytes() == data
    assert await store.locate(at(artifact)) == Located(artifact_id=digest)


async def test_the_same_bytes_again_are_the_same_artifact(store, tmp_path):
    data = packed()

    first, *others = await asyncio.gather(*(store.put(stream(data)) for _ in range(5)))

    assert all(other == first for other in others)
    assert names(tmp_path / "artifacts") == [f"{first.sha256}.zip"]


async def test_a_refused_or_broken_upload_leaves_nothing(store, tmp_path):
    async def broken():
        yield packed()[:50]
        raise ConnectionError("the client left")

    with pytest.raises(InvalidRequest, match="larger than 40 bytes"):
        await store.put(stream(packed(), step=30), limit_bytes=40)
    with pytest.raises(InvalidRequest, match="not a zip file"):
        await store.put(stream(b"GIF89a"))
    with pytest.raises(InvalidRequest, match="not a zip file"):
        await store.put(stream(b""))
    with pytest.raises(ConnectionError):
        await store.put(broken())

    assert names(tmp_path / "artifacts") == []


async def test_a_cancelled_upload_leaves_nothing(store, tmp_path):
    arrived = asyncio.Event()

    async def endless():
        yield packed()
        arrived.set()
        await asyncio.Event().wait()

    upload = asyncio.ensure_future(store.put(endless()))
    await arrived.wait()
    upload.cancel()
    await asyncio.wait([upload])

    assert names(tmp_path / "artifacts") == []


@pytest.mark.parametrize(
    ("bucket", "prefix", "text"),
    [
        ("headwater", "agent.zip", "holds no 'agent.zip'"),
        ("headwater", f"artifacts/{'0' * 64}.zip", "holds no"),
        ("headwater", "artifacts/../headwater.db", "holds no"),
    ],
)
async def test_unknown_places_are_refused(store, bucket, prefix, text):
    with pytest.raises(InvalidRequest, match=text):
        await store.locate({"bucket": bucket, "prefix": prefix})


async def test_unpacking_many_times_at_once_is_done_once(store, tmp_path, monkeypatch):
    artifact = await store.put(stream(packed()))
    extracted = []
    extract = module.extract_archive
    monkeypatch.setattr(module, "extract_archive", lambda *args: (extracted.append(args), extract(*args)))

    bundles = await asyncio.gather(*(store.unpack(Located(artifact_id=artifact.sha256)) for _ in range(6)))

    assert set(bundles) == {store.bundle_dir(artifact.sha256)}
    assert len(extracted) == 1
    assert names(tmp_path / "bundles") == [artifact.sha256]
    assert (bundles[0] / "agent.py").read_text() == "app = None\n"


async def test_two_stores_on_one_directory_do_not_disturb_each_other(store, tmp_path):
    artifact = await store.put(stream(packed()))
    other = ArtifactStore(ArtifactSettings(data_dir=tmp_path))

    await asyncio.gather(*(s.unpack(Located(artifact_id=artifact.sha256)) for s in (store, other)))

    assert names(tmp_path / "bundles") == [artifact.sha256]


async def test_a_failed_unpacking_leaves_no_bundle(store, tmp_path):
    artifact = await store.put(stream(packed("x" * 200)))
    path = tmp_path / artifact.prefix
    path.write_bytes(path.read_bytes().replace(b"xxxx", b"xyxx", 1))

    with pytest.raises(InvalidRequest, match="not a readable zip"):
        await store.unpack(Located(artifact_id=artifact.sha256))

    assert names(tmp_path / "bundles") == []


async def test_discard_removes_what_nobody_uses_but_not_a_fresh_upload(store, tmp_path):
    artifact = await store.put(stream(packed()))
    bundle = await store.unpack(Located(artifact_id=artifact.sha256))

    async def answer(value):
        return value

    await store.discard(artifact.sha256, lambda: answer(True))
    assert bundle.is_dir()
    await store.discard(artifact.sha256, lambda: answer(False))
    assert not bundle.exists()
    assert (tmp_path / artifact.prefix).is_file()

    long_ago = time.time() - 2 * module.UPLOAD_GRACE_S
    os.utime(tmp_path / artifact.prefix, (long_ago, long_ago))
    await store.discard(artifact.sha256, lambda: answer(False))
    assert not (tmp_path / artifact.prefix).exists()


async def test_sweep_removes_what_a_crash_left(store, tmp_path):
    used, unused = await store.put(stream(packed("a"))), await store.put(stream(packed("b")))
    for artifact in (used, unused):
        await store.unpack(Located(artifact_id=artifact.sha256))
    (tmp_path / "artifacts" / ".part-1").write_text("half")
    (tmp_path / "bundles" / ".part-2").mkdir()

    await store.sweep({used.sha256})

    assert names(tmp_path / "bundles") == [used.sha256]
    assert names(tmp_path / "artifacts") == sorted(f"{a.sha256}.zip" for a in (used, unused))
