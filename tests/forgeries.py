"""Tokens that no issuer made."""

import base64
import hashlib
import hmac
import json
import time

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def forge_hmac(issuer, claims):
    """Signed by HMAC with the public key, for verifiers that let tokens choose their algorithm."""
    head = {"alg": "HS256", "kid": issuer.key_id}
    parts = [
        json.dumps(part).encode() for part in (head, {"iss": issuer.url, "exp": time.time() + 99, **claims})
    ]
    signed = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    secret = issuer.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signature = base64.urlsafe_b64encode(hmac.digest(secret, signed, hashlib.sha256)).rstrip(b"=")
    return (signed + b"." + signature).decode()


def forge_none(issuer, claims):
    """With no signature, and saying so."""
    payload = issuer.token(**claims).split(".")[1]
    return base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode() + f".{payload}."
