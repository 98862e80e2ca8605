"""Which tokens are accepted, by keys of a real issuer."""

import base64
import hashlib
import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.auth.jwt import MAX_TOKEN_LENGTH
from issuers import EC_KEYS, ED_KEY, RSA_KEYS, public_jwk

NOW = int(time.time())
STRANGER = RSA_KEYS[1]


def encode(part):
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def resign(token, **head):
    """The token with another head, and the signature it had."""
    _, payload, signature = token.split(".")
    return f"{encode(head)}.{payload}.{signature}"


def sign_hmac(issuer, secret):
    """A token signed with HMAC and a secret that everybody knows: the public key."""
    now = int(time.time())
    head, claims = {"alg": "HS256", "kid": issuer.key_id}, {"iss": issuer.url, "sub": "ann", "exp": now + 600}
    signed = f"{encode(head)}.{encode(claims)}"
    return f"{signed}.{encode(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


async def test_a_good_token_says_who_bears_it(authorizer, issuer):
    claims = await authorizer.verify(issuer.token(sub="ann", groups=["staff"]))

    assert (claims.issuer, claims.subject) == (issuer.url, "ann")
    assert claims.raw["groups"] == ["staff"]
    assert claims.owner == f"jwt:{issuer.url}|ann"
    assert "staff" not in repr(claims), "claims stay out of logs"


@pytest.mark.parametrize(
    ("alg", "key", "members"),
    [
        ("RS256", RSA_KEYS[0], {}),
        ("RS512", RSA_KEYS[0], {}),
        ("PS256", RSA_KEYS[0], {"alg": "PS256"}),
        ("PS384", RSA_KEYS[0], {}),
        ("ES256", EC_KEYS["ES256"], {}),
        ("ES384", EC_KEYS["ES384"], {"alg": "ES384"}),
        ("EdDSA", ED_KEY, {"alg": "EdDSA"}),
        ("RS256", RSA_KEYS[0], {"key_ops": ["verify"]}),
    ],
)
async def test_public_key_algorithms_are_accepted(authorizer, accepts, issuer, alg, key, members):
    issuer.keys = [public_jwk(key, "k", **members)]

    assert await accepts(authorizer, issuer.token(key=key, alg=alg, headers={"kid": "k"}))


@pytest.mark.parametrize(
    ("alg", "key", "members"),
    [
        ("RS256", RSA_KEYS[0], {"alg": "PS256"}),
        ("PS256", RSA_KEYS[0], {"alg": "RS256"}),
        ("RS256", RSA_KEYS[0], {"alg": "HS256"}),
        ("RS256", RSA_KEYS[0], {"use": "enc"}),
        ("RS256", RSA_KEYS[0], {"key_ops": ["encrypt"]}),
        ("RS256", RSA_KEYS[0], {"kty": "EC"}),
        ("RS256", RSA_KEYS[0], {"kty": "oct", "k": "c2VjcmV0"}),
        ("RS256", RSA_KEYS[0], {"n": 7}),
        ("RS256", RSA_KEYS[0], {"n": ""}),
        ("RS256", RSA_KEYS[0], {"n": "_" * 100_000}),
        ("RS256", RSA_KEYS[0], {"e": "AA"}),
        ("ES256", EC_KEYS["ES256"], {"crv": "P-384"}),
        ("ES256", EC_KEYS["ES256"], {"x": "AAAA"}),
        ("EdDSA", ED_KEY, {"crv": "X25519"}),
    ],
)
async def test_a_key_is_used_for_what_it_is_alone(authorizer, accepts, issuer, alg, key, members):
    issuer.keys = [public_jwk(key, "k", **members)]

    assert not await accepts(authorizer, issuer.token(key=key, alg=alg, headers={"kid": "k"}))


async def test_a_short_rsa_key_is_not_used(authorizer, accepts, issuer):
    short = rsa.generate_private_key(65537, 1024)
    issuer.keys = [public_jwk(short, "k")]
    head, payload = encode({"alg": "RS256", "kid": "k"}), issuer.token().split(".")[1]
    signature = jwt.get_algorithm_by_name("RS256").sign(f"{head}.{payload}".encode(), short)

    assert not await accepts(authorizer, f"{head}.{payload}.{encode(signature)}")


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": NOW - 3600},
        {"exp": None},
        {"exp": str(NOW + 3600)},
        {"exp": True},
        {"exp": [NOW + 3600]},
        {"exp": float("inf")},
        {"exp": float("nan")},
        {"nbf": NOW + 3600},
        {"nbf": "soon"},
        {"iat": NOW + 3600},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"sub": ""},
        {"sub": None},
        {"sub": "a\nb"},
    ],
)
async def test_what_a_token_says_of_itself_has_to_hold(authorizer, accepts, issuer, claims):
    assert not await accepts(authorizer, issuer.token(**claims))


@pytest.mark.parametrize(("claim", "offset_s"), [("exp", -300), ("nbf", 300), ("iat", 300)])
async def test_clocks_may_differ_a_little(make_authorizer, accepts, issuer, claim, offset_s):
    lenient, strict = await make_authorizer(leeway_s=600.0), await make_authorizer(leeway_s=0.0)
    token = issuer.token(**{claim: int(time.time()) + offset_s})

    assert await accepts(lenient, token)
    assert not await accepts(strict, token)


async def test_a_clients_own_token_needs_no_subject(authorizer, issuer):
    claims = await authorizer.verify(issuer.token(sub=None, client_id="batch"))

    assert claims.subject == "batch"


@pytest.mark.parametrize(
    ("rules", "good", "bad"),
    [
        ({"allowedAudience": ["app"]}, {"aud": ["x", "app"]}, {"aud": "other"}),
        ({"allowedClients": ["web"]}, {"client_id": "web"}, {"client_id": "other"}),
        ({"allowedScopes": ["read"]}, {"scope": "openid read"}, {"scope": "reader"}),
        ({}, {"aud": "whatever"}, {"iss": "x"}),
    ],
)
async def test_the_rules_are_asked(make_authorizer, accepts, issuer, rules, good, bad):
    authorizer = await make_authorizer(rules)

    assert await accepts(authorizer, issuer.token(**good))
    assert not await accepts(authorizer, issuer.token(**bad))


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "", "HS256", "HS512", "ES256K", None, 7, ["RS256"]])
async def test_other_algorithms_are_refused_whatever_the_signature(authorizer, accepts, issuer, alg):
    token = resign(issuer.token(), alg=alg, kid=issuer.key_id)

    assert not await accepts(authorizer, token)
    assert not await accepts(authorizer, token.rpartition(".")[0] + ".")
    assert not issuer.requests, "nothing is fetched for such a token"


@pytest.mark.parametrize(
    ("encoding", "form"),
    [
        (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        (Encoding.PEM, PublicFormat.PKCS1),
        (Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    ],
)
async def test_a_public_key_is_no_secret_to_sign_with(authorizer, accepts, issuer, encoding, form):
    assert not await accepts(
        authorizer, sign_hmac(issuer, issuer.key.public_key().public_bytes(encoding, form))
    )


async def test_keys_in_a_token_are_not_looked_at(authorizer, accepts, issuer):
    issuer.special["/evil"] = (200, {}, json.dumps({"keys": [public_jwk(STRANGER, "first")]}).encode())
    own = public_jwk(STRANGER, "first")

    for headers in (
        {"jwk": own},
        {"jku": f"{issuer.url}/evil"},
        {"x5u": f"{issuer.url}/evil"},
        {"x5c": ["AAAA"]},
    ):
        assert not await accepts(authorizer, issuer.token(key=STRANGER, headers=headers))
        assert await accepts(authorizer, issuer.token(headers=headers)), "nor do they harm"
    assert "/evil" not in issuer.requests


@pytest.mark.parametrize(
    "headers",
    [{"crit": ["exp"], "exp": 1}, {"crit": ["b64"], "b64": False}, {"b64": False}, {"crit": []}],
)
async def test_extensions_that_must_be_understood_are_refused(authorizer, accepts, issuer, headers):
    head = {"alg": "RS256", "kid": issuer.key_id, **headers}
    payload = issuer.token().split(".")[1]
    signature = jwt.get_algorithm_by_name("RS256").sign(f"{encode(head)}.{payload}".encode(), issuer.key)

    assert not await accepts(authorizer, f"{encode(head)}.{payload}.{encode(signature)}")


async def test_a_token_without_a_kid_is_tried_with_the_keys_that_fit(authorizer, accepts, issuer):
    issuer.keys = [public_jwk(EC_KEYS["ES256"], "e"), public_jwk(STRANGER, "s"), public_jwk(issuer.key, "f")]

    assert await accepts(authorizer, issuer.token(headers={"kid": None}))
    assert not await accepts(authorizer, issuer.token(headers={"kid": "s"}))


async def test_a_changed_token_is_refused(authorizer, accepts, issuer):
    token = issuer.token()
    head, payload, signature = token.split(".")
    other = issuer.token(sub="eve").split(".")

    for changed in (
        f"{head}.{other[1]}.{signature}",
        f"{head}.{payload}.{other[2]}",
        f"{head}.{payload}.",
        f"{head}.{payload}",
        f"{head}.{payload}.{signature}.{signature}",
        f" {token}",
        f"{token}\n",
        token.replace(".", ".."),
    ):
        assert not await accepts(authorizer, changed), changed
    assert await accepts(authorizer, token)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "é.é.é",
        "\udcff",
        "x" * (MAX_TOKEN_LENGTH + 1),
        f"{encode(b'[' * 10_000)}.e30.x",
        f"{encode({'alg': 'RS256', 'kid': 'first'})}.{encode(b'[' * 10_000)}.x",
        f"{encode({'alg': 'RS256', 'kid': 7})}.e30.x",
        f"{encode({'alg': 'RS256', 'kid': 'k' * 2000})}.e30.x",
        f"{encode(b'{' + chr(34).encode() + b'alg' + chr(34).encode() + b': NaN}')}.e30.x",
        f"{encode(b'1' * 9000)}.e30.x",
    ],
)
async def test_what_is_no_token_is_refused(authorizer, accepts, text):
    assert not await accepts(authorizer, text)


@pytest.mark.parametrize("payload", [b"[" * 10_000, b"[]", b"\xff", b'"x"', b"1" * 9000, b'{"exp": 1e400}'])
async def test_a_signed_payload_that_is_none_is_refused(authorizer, accepts, issuer, payload):
    head = encode({"alg": "RS256", "kid": issuer.key_id})
    signed = f"{head}.{encode(payload)}"
    signature = jwt.get_algorithm_by_name("RS256").sign(signed.encode(), issuer.key)

    assert not await accepts(authorizer, f"{signed}.{encode(signature)}")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit"]), st.text() | st.integers()))
async def test_random_heads_are_refused_and_nothing_else(authorizer, accepts, issuer, head):
    assert not await accepts(authorizer, f"{encode(head)}.e30.{encode(b'x' * 256)}")
