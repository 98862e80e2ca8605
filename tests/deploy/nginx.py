"""nginx with the files of docs/deploy, on free ports and with a certificate made for it.

Of the files only addresses and paths are changed, and what a test says; each change has to find its place.
"""

import ctypes
import datetime
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from replies import HttpReply, read_reply
from servers import wait_until

FILES = Path(__file__).parents[2] / "docs" / "deploy" / "nginx"
NAME = "example.org"
_MODULE = Path("/usr/lib/nginx/modules/ngx_http_modsecurity_module.so")
_RULES = Path("/usr/share/modsecurity-crs/rules")
_MAIN = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log notice;
load_module {module};
events {{ }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/temporary;
    proxy_temp_path {folder}/temporary;
    fastcgi_temp_path {folder}/temporary;
    uwsgi_temp_path {folder}/temporary;
    scgi_temp_path {folder}/temporary;
    include {folder}/headwater.conf;
}}
"""


def why_not() -> str | None:
    """Why there is nothing to test with; None if there is."""
    if shutil.which("nginx", path=_PATH) is None:
        return "nginx is not installed"
    missing = [str(path) for path in (_MODULE, _RULES) if not path.exists()]
    return f"{', '.join(missing)} missing: see install_packages.sh" if missing else None


_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"


class Nginx:
    """One nginx, running; requests to it are for `example.org`."""

    def __init__(self, folder: Path, upstream_url: str, changes: dict[str, str]) -> None:
        self.folder = folder
        self.port, self.plain_port = _free_port(), _free_port()
        self.certificate = folder / "headwater.pem"
        _make_certificate(self.certificate, folder / "headwater.key")
        (folder / "temporary").mkdir()
        self._install(upstream_url, changes)
        command = [shutil.which("nginx", path=_PATH) or "nginx", "-p", str(folder), "-c", "nginx.conf"]
        with (folder / "output").open("wb") as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=_die_with_tests
            )
        wait_until(self._is_listening, 30, "nginx to listen")

    def request(
        self, method: str, path: str = "/", body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> HttpReply:
        connection, reply = self.open(method, path, body, headers)
        with connection:
            return read_reply(reply)

    def open(
        self,
        method: str,
        path: str = "/",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        address: str = "127.0.0.1",
    ) -> tuple["_Connection", http.client.HTTPResponse]:
        """The answer as soon as its head is there, for a client of this address; close the connection."""
        connection = _Connection(self.port, self.certificate, address)
        connection.request(method, path, body, {"Host": NAME, "User-Agent": "test", **(headers or {})})
        return connection, connection.getresponse()

    def ask(self, prompt: str, **members: str) -> HttpReply:
        return self.request("POST", "/", encode(prompt, **members), {"Content-Type": "application/json"})

    def refused_rules(self) -> list[set[str]]:
        """The rules that each refused request broke."""
        lines = self.rules_log().splitlines()
        entries = [json.loads(line)["transaction"] for line in lines]
        refused = [entry for entry in entries if entry["response"]["http_code"] in (400, 403)]
        return [{message["details"]["ruleId"] for message in entry["messages"]} for entry in refused] or [
            set()
        ]

    def rules_log(self) -> str:
        return (self.folder / "headwater-modsecurity.json").read_text(errors="replace")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)

    def _install(self, upstream_url: str, changes: dict[str, str]) -> None:
        folder = self.folder
        addresses = {
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "server 127.0.0.1:8643;": f"server {urlsplit(upstream_url).netloc};",
            "/etc/ssl/certs/headwater.pem": str(self.certificate),
            "/etc/ssl/private/headwater.key": str(folder / "headwater.key"),
            "/etc/nginx/headwater/": f"{folder}/",
            "/var/log/nginx/": f"{folder}/",
        }
        missing = {*addresses, *changes}
        for source in FILES.glob("*.conf"):
            text = source.read_text()
            for old, new in (changes | addresses).items():
                if old in text:
                    missing.discard(old)
                    text = text.replace(old, new)
            (folder / source.name).write_text(text)
        assert not missing, f"nowhere in {FILES}: {missing}"
        (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, module=_MODULE))

    def _is_listening(self) -> bool:
        assert self.process.poll() is None, (self.folder / "output").read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class _Connection(http.client.HTTPSConnection):
    """To 127.0.0.1, where a certificate of `example.org` is expected."""

    def __init__(self, port: int, certificate: Path, address: str) -> None:
        super().__init__("127.0.0.1", port, timeout=60, source_address=(address, 0))
        self._tls = ssl.create_default_context(cafile=certificate)

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout, self.source_address)
        self.sock = self._tls.wrap_socket(plain, server_hostname=NAME)

    def __enter__(self) -> "_Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def encode(prompt: str, **members: str) -> bytes:
    return json.dumps({"prompt": prompt, **members}, ensure_ascii=False).encode()


@contextmanager
def running_nginx(folder: Path, upstream_url: str, changes: dict[str, str] | None = None) -> Iterator[Nginx]:
    nginx = Nginx(folder, upstream_url, changes or {})
    try:
        yield nginx
    finally:
        nginx.stop()


def _die_with_tests() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _make_certificate(path: Path, key_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    key_path.write_bytes(key.private_bytes(encoding, form, serialization.NoEncryption()))
