"""A small OIDC issuer for tests: a real HTTP server with a discovery document, keys and tokens.

with running_issuer() as issuer:
    token = issuer.token(sub="ann", aud="app")
    issuer.rotate()
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

DISCOVERY_PATH = "/.well-known/openid-configuration"
KEYS_PATH = "/keys"
OAUTH_PATH = "/.well-known/oauth-authorization-server"
TOKEN_PATH = "/token"

#: Of every kind one, made once: RSA takes its time.
RSA_KEYS = [rsa.generate_private_key(65537, 2048) for _ in range(2)]
EC_KEYS = {"ES256": ec.generate_private_key(ec.SECP256R1()), "ES384": ec.generate_private_key(ec.SECP384R1())}
ED_KEY = ed25519.Ed25519PrivateKey.generate()


def public_jwk(key: Any, key_id: str | None, **members: Any) -> dict[str, Any]:
    """The public half of `key` as a JWK."""
    kind = {rsa.RSAPrivateKey: RSAAlgorithm, ec.EllipticCurvePrivateKey: ECAlgorithm}
    to_jwk = next((a.to_jwk for base, a in kind.items() if isinstance(key, base)), OKPAlgorithm.to_jwk)
    named = {} if key_id is None else {"kid": key_id}
    return {**to_jwk(key.public_key(), as_dict=True), **named, "use": "sig"} | members


class Issuer:
    """What it answers can be changed at any time; `requests` counts what it was asked, by path."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        self.discovery_url = self.url + DISCOVERY_PATH
        self.requests: Counter[str] = Counter()
        self.key: Any = RSA_KEYS[0]
        self.key_id = "first"
        self.keys: list[dict[str, Any]] = [public_jwk(self.key, self.key_id, alg="RS256")]
        self.document: dict[str, Any] = {"issuer": self.url, "jwks_uri": self.url + KEYS_PATH}
        #: What a client reads that asks for a token itself, and the claims of what it gets.
        self.oauth_document = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": self.url + TOKEN_PATH,
            "response_types_supported": ["code"],
        }
        self.granted: dict[str, Any] = {}
        #: Path -> (status, headers, body) that is answered instead; None: nothing is answered for long.
        self.special: dict[str, tuple[int, dict[str, str], bytes] | None] = {}
        self._ended = threading.Event()

    def token(self, *, key: Any = None, alg: str = "RS256", headers: Any = None, **claims: Any) -> str:
        """A token signed with `key` (default: the present one); a claim that is None is left out."""
        now = int(time.time())
        whole = {"iss": self.url, "sub": "ann", "iat": now, "exp": now + 600} | claims
        head = {"kid": self.key_id} | (headers or {})
        return jwt.encode(
            {k: v for k, v in whole.items() if v is not None},
            key or self.key,
            alg,
            headers={k: v for k, v in head.items() if v is not None},
        )

    def rotate(self, key: Any = RSA_KEYS[1], key_id: str = "second") -> None:
        """Sign with another key from now on, and publish that alone."""
        self.key, self.key_id = key, key_id
        self.keys = [public_jwk(key, key_id)]

    def fail(self, status: int = 503) -> None:
        """Answer everything with an error; `recover` ends it."""
        self.special = dict.fromkeys((DISCOVERY_PATH, KEYS_PATH), (status, {}, b"down"))

    def recover(self) -> None:
        self.special = {}

    def __enter__(self) -> "Issuer":
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._ended.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, path: str) -> tuple[int, dict[str, str], bytes] | None:
        if path in self.special:
            return self.special[path]
        known = {
            DISCOVERY_PATH: self.document,
            KEYS_PATH: {"keys": self.keys},
            OAUTH_PATH: self.oauth_document,
        }
        if path not in known:
            return 404, {}, b"{}"
        return 200, {"content-type": "application/json"}, json.dumps(known[path]).encode()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                issuer.requests[self.path] += 1
                answer = issuer._answer(self.path)
                if answer is None:
                    issuer._ended.wait(30)
                    self.close_connection = True
                    return
                self.send(*answer)

            def do_POST(self) -> None:
                issuer.requests[self.path] += 1
                self.rfile.read(int(self.headers.get("content-length", 0)))
                if self.path != TOKEN_PATH:
                    self.send(404, {}, b"{}")
                    return
                granted = {"access_token": issuer.token(**issuer.granted), "token_type": "Bearer"}
                self.send(200, {"content-type": "application/json"}, json.dumps(granted).encode())

            def send(self, status: int, headers: dict[str, str], body: bytes) -> None:
                self.send_response(status)
                for name, value in {**headers, "content-length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Silent."""

        return Handler


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """An issuer on a free port of this machine."""
    with Issuer() as issuer:
        yield issuer
