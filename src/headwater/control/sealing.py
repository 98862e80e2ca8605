"""Secrets at rest: agents' environment variables are sealed before they reach the store.

Rule 1: the store and everything that reads rows from it see sealed text only; what needs the variables
(starting sessions, GetAgentRuntime) unseals them there and then.
Rule 2: no scheme of our own: Fernet of the `cryptography` package (AES-128-CBC and HMAC-SHA256).

The only file that imports `cryptography`. Where the keys come from is in `keys.py`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Mapping, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection

from headwater.core.errors import HeadwaterError
from headwater.store.engine import Store
from headwater.store.runtimes import set_version_environment, version_environments
from headwater.store.tokens import delete_all_tokens

logger = logging.getLogger(__name__)

_DIGEST_PURPOSE = b"headwater: digests of requests"


class SealingError(HeadwaterError):
    """The secrets in the store cannot be opened."""


class Sealer:
    """Seals with the first of its keys, opens with any of them. Its `repr` says nothing."""

    def __init__(self, keys: Sequence[str], origin: str = "") -> None:
        """
        Args:
            keys: Fernet keys (44 characters of URL-safe base 64), the one to seal with first.
            origin: where they come from, for texts of errors.
        Raises:
            ValueError: one of them is no key.
        """
        self._origin = origin
        self._primary = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])
        self._digest_keys = [
            HKDF(algorithm=SHA256(), length=32, salt=None, info=_DIGEST_PURPOSE).derive(key.encode())
            for key in keys
        ]

    def seal(self, variables: Mapping[str, str]) -> str:
        """Variables as text that tells nothing but their length; no variables are an empty text."""
        return self._primary.encrypt(json.dumps(variables).encode()).decode() if variables else ""

    def unseal(self, sealed: str) -> dict[str, str]:
        """What was sealed.

        Raises:
            SealingError: with another key, or it was changed since.
        """
        if not sealed:
            return {}
        try:
            found: dict[str, str] = json.loads(self._all.decrypt(sealed))
        except InvalidToken:
            raise self._refusal() from None
        return found

    def renew(self, sealed: str) -> str:
        """The same sealed with the first key; the very same where it is already."""
        if not sealed:
            return sealed
        try:
            self._primary.decrypt(sealed)
        except InvalidToken:
            try:
                return self._all.rotate(sealed.encode()).decode()
            except InvalidToken:
                raise self._refusal() from None
        return sealed

    def digest(self, text: str) -> str:
        """A digest that nobody without the key can compare guesses with."""
        return _digest(self._digest_keys[0], text)

    def is_digest(self, digest: str, text: str) -> bool:
        """Whether `digest` was made of `text`, with any of the keys."""
        return any(hmac.compare_digest(_digest(key, text), digest) for key in self._digest_keys)

    def _refusal(self) -> SealingError:
        return SealingError(
            f"the environment variables in the store were not encrypted with the key from {self._origin}: "
            "start with the key they were encrypted with; to change it, name both, the new one first"
        )


async def seal_store(store: Store, sealer: Sealer) -> None:
    """Bring everything in the store under the first key; called at each start, before anything is read.

    What an older version left in clear is sealed, and the file is written anew, so that nothing of it
    stays in unused pages or in the journal. A crash in between is made good at the next start.

    Raises:
        SealingError: something was sealed with a key that `sealer` has not. Nothing was changed.
    """

    def seal_rows(tx: Connection) -> int:
        count = 0
        for row in version_environments(tx):
            is_clear = not isinstance(row.environment, str)
            sealed = sealer.seal(row.environment) if is_clear else sealer.renew(row.environment)
            if sealed != row.environment:
                set_version_environment(tx, row.runtime_id, row.number, sealed)
                count += sealed != ""
        if count:
            # Their digests were made of requests, or with a key that is to be forgotten.
            delete_all_tokens(tx)
            store.ask_for_rewrite(tx)
        return count

    count = await store.run(seal_rows)
    if count:
        logger.info("environment variables of %d version(s) were encrypted with the current key", count)
    await store.rewrite_if_asked()


def _digest(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
