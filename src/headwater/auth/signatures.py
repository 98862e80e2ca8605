"""Whose signature is on a request: from the key it names to the caller it identifies.

Two steps, as a body may be long: `open` looks at the head alone, so that a caller without a key is refused
before his body is read; `PendingSignature.finish` has the body's hash and says whether it all holds.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from headwater.core.principals import Principal
from headwater.wire import sigv4
from headwater.wire.sigv4 import ExpiredToken, InvalidSignature, Received, Signature, UnknownKey

_UNKNOWN = "The security token included in the request is invalid."


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What a signature is checked against, and whom it identifies."""

    principal: Principal
    secret: str = field(repr=False)
    #: Given with temporary credentials, and then to be sent with each request.
    session_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingSignature:
    """A signature by a known key, of now; whether it is right shows when the body is there."""

    request: Received
    signature: Signature
    credential: Credential

    @property
    def body_sha256(self) -> str | None:
        """The body's hash as the caller gives it."""
        return self.signature.body_sha256

    def finish(self, body_sha256: str) -> Principal:
        """Who calls; InvalidSignature if the request was not signed with his secret, or has another body."""
        sigv4.verify(self.request, self.signature, self.credential.secret, body_sha256)
        return self.credential.principal


class SignatureChecker:
    """Checks signatures against the credentials that `find` knows by their access key's id."""

    def __init__(
        self,
        find: Callable[[str], Credential | None],
        *,
        region: str | None,
        services: Collection[str] = ("bedrock-agentcore",),
        skew: timedelta = timedelta(minutes=5),
        explain_unknown: Callable[[str], str] = lambda access_key_id: _UNKNOWN,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """
        Args:
            explain_unknown: what to say to whoever signs with a key that `find` does not know.
            region: the only one that a signature may be for; None: any will do.
            services: likewise.
            skew: how far the clocks of caller and server may be apart.
        """
        self._find = find
        self._region = region
        self._services = services
        self._skew = skew
        self._explain_unknown = explain_unknown
        self._now = now

    def open(self, request: Received) -> PendingSignature | None:
        """Look at the head of a request; None if it has no signature.

        Raises:
            IncompleteSignature: it has parts of one.
            InvalidSignature: it is for another region or service, or of another time.
            UnknownKey, ExpiredToken: nobody here signs so.
        """
        signature = sigv4.read_signature(request)
        if signature is None:
            return None
        credential = self._find(signature.access_key_id)
        if credential is None:
            raise UnknownKey(self._explain_unknown(signature.access_key_id))
        if self._region not in (None, signature.region):
            raise InvalidSignature(
                f"Credential should be scoped to a valid region: this server is {self._region},"
                f" not {signature.region[:64]!r}"
            )
        if signature.service not in self._services:
            raise InvalidSignature(
                f"Credential should be scoped to correct service: {' or '.join(self._services)},"
                f" not {signature.service[:64]!r}"
            )
        sigv4.check_window(signature, self._now(), self._skew)
        _check_token(signature.session_token, credential.session_token)
        return PendingSignature(request=request, signature=signature, credential=credential)


def _check_token(given: str | None, wanted: str | None) -> None:
    if wanted is None and given is None:
        return
    if wanted is None or given is None or not hmac.compare_digest(given.encode(), wanted.encode()):
        raise ExpiredToken("The security token included in the request is invalid or has expired.")
