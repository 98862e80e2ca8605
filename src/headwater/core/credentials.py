"""Access keys in AWS's form: how they are made and told from others', and those of agents."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

#: Ids begin so: of callers' keys, of sessions' workers, and of versions that are being loaded.
CALLER_PREFIX = "HWAK"
WORKER_PREFIX = "HWSS"
LOADING_PREFIX = "HWST"
OWN_PREFIXES = (CALLER_PREFIX, WORKER_PREFIX, LOADING_PREFIX)
#: In a server's data folder: its address, and a key of its own for the command line beside it.
ADMIN_FILE = "admin.json"
_TELEMETRY = b"telemetry"
_ID_BYTES = 10  # 16 characters in base 32
_SECRET_BYTES = 30  # 40 characters, as AWS's have


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerCredentials:
    """What an agent's code identifies itself with while it lives. The token is secret too."""

    access_key_id: str
    secret_key: str = field(repr=False)
    session_token: str = field(repr=False)

    @property
    def telemetry_token(self) -> str:
        """What its spans and logs come in with: good for nothing else, as it goes wherever they are sent."""
        digest = hmac.new(self.secret_key.encode(), _TELEMETRY, hashlib.sha256).hexdigest()
        return f"{self.access_key_id}.{digest}"


def build_access_key_id(prefix: str) -> str:
    """A fresh id of 20 characters."""
    return prefix + base64.b32encode(secrets.token_bytes(_ID_BYTES)).decode()


def build_secret_key() -> str:
    """A fresh secret of 40 characters."""
    return secrets.token_urlsafe(_SECRET_BYTES)
