"""A real S3-speaking server for tests (moto's), and a proxy before it that breaks answers off."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_DEFAULT_REGION": "us-east-1"}
_START_TIMEOUT_S = 60
_RUN = """
import ctypes, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 9)
from moto.server import main
main(["-H", "127.0.0.1", "-p", "0"])
"""


class S3Server:
    """Where it is, and boto3's client for it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.port = int(url.rpartition(":")[2])
        self.client: Any = boto3.client(
            "s3",
            endpoint_url=url,
            region_name="us-east-1",
            aws_access_key_id="any",
            aws_secret_access_key="any",
        )

    @property
    def environment(self) -> dict[str, str]:
        """What makes boto3 in another process use it."""
        return {**CREDENTIALS, "AWS_ENDPOINT_URL_S3": self.url}

    def make_bucket(self, name: str, *, is_versioned: bool = False) -> str:
        self.client.create_bucket(Bucket=name)
        if is_versioned:
            self.client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        return name

    def put(self, bucket: str, key: str, body: Any) -> str | None:
        """Its version id, in a bucket that keeps versions."""
        return self.client.put_object(Bucket=bucket, Key=key, Body=body).get("VersionId")


@contextmanager
def running_s3(environment: dict[str, str] | None = None) -> Iterator[S3Server]:
    """An empty S3 on a free port of loopback."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "MOTO_", "PYTEST_"))}
    with tempfile.TemporaryFile("w+b") as log:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", _RUN],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**kept, **(environment or {})},
        )
        try:
            server = S3Server(_wait_url(process, log))
            try:
                yield server
            finally:
                server.client.close()
        finally:
            process.kill()
            process.wait()


def _wait_url(process: subprocess.Popen[bytes], log: Any) -> str:
    deadline_s = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < deadline_s:
        text = os.pread(log.fileno(), 65536, 0).decode(errors="replace")
        assert process.poll() is None, text
        if found := re.search(r"Running on (http://127\.0\.0\.1:[0-9]+)", text):
            urllib.request.urlopen(found[1] + "/moto-api/data.json", timeout=30).close()
            return found[1]
        time.sleep(0.05)
    raise AssertionError(f"moto did not start: {text}")


class Proxy:
    """Passes bytes on to an S3; answers to GET can be held or cut after so many bytes."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.cut_count = 0
        self.is_held = False
        self.get_count = 0
        self.held = threading.Event()
        self._released = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._released.set()
        self._listener.close()

    def release(self) -> None:
        self.is_held = False
        self._released.set()

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        """One request a connection: enough, as clients open another."""
        target = socket.create_connection(("127.0.0.1", self._target_port))
        with caller, target, contextlib.suppress(OSError):  # a caller may be killed
            head = b""
            while b"\r\n\r\n" not in head:
                part = caller.recv(65536)
                if not part:
                    return
                head += part
            is_get = head.startswith(b"GET ")
            self.get_count += is_get
            target.sendall(head.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
            passed = 0
            while part := target.recv(65536):
                caller.sendall(part)
                passed += len(part)
                if is_get and passed > 100_000:
                    if self.cut_count > 0:
                        self.cut_count -= 1
                        return
                    if self.is_held:
                        self.held.set()
                        self._released.wait(60)


@contextmanager
def running_proxy(target: S3Server) -> Iterator[Proxy]:
    proxy = Proxy(target.port)
    try:
        yield proxy
    finally:
        proxy.close()
