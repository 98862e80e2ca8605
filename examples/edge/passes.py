"""Passes that expire, for a front door: `NAME.EXPIRY.SIGNATURE`, signed with the secret in PASS_SECRET.

python passes.py NAME makes one that is good for an hour.
"""

import hashlib
import hmac
import os
import sys
import time

GOOD_FOR_S = 3600


def authenticate(request):
    """The name on a valid pass, or None.

    `request` has method, path, query, headers, address, host, scheme, body, and `find(header)`.
    """
    scheme, _, token = (request.find("authorization") or "").partition(" ")
    name, _, rest = token.partition(".")
    expiry, _, signature = rest.partition(".")
    if scheme.lower() != "pass" or not expiry.isdecimal():
        return None
    is_genuine = hmac.compare_digest(sign(name, expiry).encode(), signature.encode())
    return name if is_genuine and int(expiry) > time.time() else None


def make_pass(name, good_for_s=GOOD_FOR_S):
    if not name.isalnum():
        raise ValueError(f"{name!r} is not made of letters and digits")
    expiry = str(int(time.time()) + good_for_s)
    return f"{name}.{expiry}.{sign(name, expiry)}"


def sign(name, expiry):
    secret = os.environ.get("PASS_SECRET", "")
    if len(secret) < 32:
        raise RuntimeError("PASS_SECRET is not set, or shorter than 32 characters")
    return hmac.new(secret.encode(), f"{name}.{expiry}".encode(), hashlib.sha256).hexdigest()


if __name__ == "__main__":
    print(make_pass(sys.argv[1]))
