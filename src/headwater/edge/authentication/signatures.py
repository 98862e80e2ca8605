"""AWS Signature Version 4, against keys that a door lists."""

from __future__ import annotations

import hashlib

from headwater.auth.signatures import Credential, SignatureChecker
from headwater.core.errors import RequestError
from headwater.core.principals import Principal
from headwater.edge.authentication.principals import build_principal
from headwater.edge.authentication.settings import SignatureAuth
from headwater.edge.base import Refusal, Request, Unauthenticated
from headwater.wire.sigv4 import Received, read_signature


class Signatures:
    """Knows callers by the key that signed."""

    needs_body = True

    def __init__(self, door: str, settings: SignatureAuth) -> None:
        credentials = {
            key_id: Credential(principal=build_principal(door, key.name), secret=key.secret)
            for key_id, key in settings.keys.items()
        }
        self._checker = SignatureChecker(credentials.get, region=settings.region, services=settings.services)

    async def authenticate(self, request: Request) -> Principal:
        try:
            pending = self._checker.open(_as_received(request))
            if pending is None:
                raise Unauthenticated("the request must be signed", status=403)
            return pending.finish(hashlib.sha256(request.body).hexdigest())
        except RequestError as exc:
            if exc.http_status == 400:
                raise Refusal(400, "invalid_request", "the signature is not complete") from exc
            # Which part was wrong would tell which keys exist.
            raise Unauthenticated("the signature is not valid", status=403, was_tried=True) from exc


def find_access_key(request: Request) -> str | None:
    """The access key that a request claims to be signed with."""
    try:
        signature = read_signature(_as_received(request))
    except RequestError:
        return None
    return None if signature is None else signature.access_key_id


def _as_received(request: Request) -> Received:
    return Received(
        method=request.method, raw_path=request.path, raw_query=request.query, headers=request.headers
    )
