"""A container registry that serves what it is given: the part of the protocol that pulling needs.

Source: OCI distribution specification 1.1, "Pulling manifests", "Pulling blobs"; OCI image specification 1.1.
"""

import hashlib
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_CONFIG = "application/vnd.oci.image.config.v1+json"
_LAYER = "application/vnd.oci.image.layer.v1.tar"


class Registry:
    """Blobs by digest and manifests by name and tag; `pulls` are the manifests that were asked for."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pulls: list[str] = []
        self._blobs: dict[str, bytes] = {}
        self._tags: dict[str, str] = {}

    def push(self, name: str, layer: Path, config: dict[str, Any], architecture: str) -> str:
        """Offer an image of one layer as `name` (`repository:tag`); its digest."""
        layer_digest, layer_size = self._keep(layer.read_bytes())
        image = {
            "architecture": architecture,
            "os": "linux",
            "config": config,
            "rootfs": {"type": "layers", "diff_ids": [layer_digest]},
        }
        config_digest, config_size = self._keep(json.dumps(image).encode())
        manifest = {
            "schemaVersion": 2,
            "mediaType": _MANIFEST,
            "config": {"mediaType": _CONFIG, "digest": config_digest, "size": config_size},
            "layers": [{"mediaType": _LAYER, "digest": layer_digest, "size": layer_size}],
        }
        digest, _ = self._keep(json.dumps(manifest).encode())
        repository, _, tag = name.partition(":")
        self._tags[f"/v2/{repository}/manifests/{tag}"] = digest
        self._tags[f"/v2/{repository}/manifests/{digest}"] = digest
        return digest

    def find(self, path: str) -> tuple[bytes, str, str] | None:
        """Bytes, media type and digest of what is at a path."""
        if path in self._tags:
            digest = self._tags[path]
            return self._blobs[digest], _MANIFEST, digest
        digest = path.rpartition("/")[2]
        if "/blobs/" in path and digest in self._blobs:
            return self._blobs[digest], "application/octet-stream", digest
        return None

    def _keep(self, data: bytes) -> tuple[str, int]:
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        self._blobs[digest] = data
        return digest, len(data)


@contextmanager
def running_registry() -> Iterator[Registry]:
    """A registry at a free port of loopback."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            if "/manifests/" in self.path:
                registry.pulls.append(self.path)
            found = (b"{}", "application/json", "") if self.path == "/v2/" else registry.find(self.path)
            status, (data, kind, digest) = (200, found) if found else (404, (b"{}", "application/json", ""))
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(data)))
            self.send_header("docker-distribution-api-version", "registry/2.0")
            if digest:
                self.send_header("docker-content-digest", digest)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    registry = Registry(f"127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield registry
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
