"""An issuer's keys: fetched when they are needed, not more often, and kept while it is down."""

import asyncio
import json

import httpx
import pytest
from jwt.algorithms import RSAAlgorithm

from headwater.auth.jwt import JwtSettings, open_authorizers, parse_jwt_rules
from headwater.auth.jwt.fetching import IssuerUnavailable
from headwater.auth.jwt.issuer import Issuer
from headwater.background import BackgroundWork
from issuers import DISCOVERY_PATH, KEYS_PATH, RSA_KEYS, public_jwk

FETCHED = {DISCOVERY_PATH: 1, KEYS_PATH: 1}


def times(count):
    return dict.fromkeys(FETCHED, count)


async def test_keys_are_fetched_once_for_many(authorizer, accepts, issuer):
    found = await asyncio.gather(*(accepts(authorizer, issuer.token()) for _ in range(50)))

    assert all(found)
    assert issuer.requests == times(1)


async def test_authorizers_of_one_issuer_share_its_keys(accepts, issuer):
    async with open_authorizers(JwtSettings()) as authorizers:
        members = {"discoveryUrl": issuer.discovery_url}
        one = authorizers.of(parse_jwt_rules(members | {"allowedAudience": ["a"]}))
        two = authorizers.of(parse_jwt_rules(members | {"allowedAudience": ["b"]}))

        assert authorizers.of(parse_jwt_rules(members | {"allowedAudience": ["a"]})) is one
        assert await accepts(one, issuer.token(aud="a"))
        assert await accepts(two, issuer.token(aud="b"))
        assert not await accepts(two, issuer.token(aud="a"))
    assert issuer.requests == times(1)


async def test_a_rotation_is_noticed_by_the_first_token_with_the_new_key(authorizer, accepts, issuer, clock):
    before = issuer.token()
    assert await accepts(authorizer, before)
    issuer.rotate()
    clock.now_s += 5

    assert await accepts(authorizer, issuer.token())
    assert not await accepts(authorizer, before), "the old key is not published any more"
    assert issuer.requests == times(2)


async def test_unknown_keys_cost_the_issuer_one_fetch_in_some_seconds(authorizer, accepts, issuer, clock):
    good = issuer.token()
    assert await accepts(authorizer, good)

    for second in range(20):
        storm = [issuer.token(headers={"kid": f"made-up-{second}-{n}"}) for n in range(3)]
        assert not any(await asyncio.gather(*(accepts(authorizer, token) for token in storm)))
        assert await accepts(authorizer, good), "the storm does not hinder others"
        clock.now_s += 1

    assert issuer.requests[KEYS_PATH] == 4, "at the start, then after 5, 10 and 15 seconds"


async def test_who_leaves_does_not_take_the_fetch_along(authorizer, accepts, issuer):
    asked = [asyncio.create_task(accepts(authorizer, issuer.token())) for _ in range(3)]
    await asyncio.sleep(0)
    asked[0].cancel()

    assert await asked[1]
    assert await asked[2]
    assert issuer.requests == times(1)


async def test_a_withdrawn_key_is_good_for_no_longer_than_its_lifetime(authorizer, accepts, issuer, clock):
    token = issuer.token()
    assert await accepts(authorizer, token)
    issuer.rotate()
    clock.now_s += 299
    assert await accepts(authorizer, token)
    clock.now_s += 2

    assert not await accepts(authorizer, token)


async def test_known_keys_bridge_an_outage_and_not_for_ever(authorizer, accepts, issuer, clock):
    token = issuer.token()
    assert await accepts(authorizer, token)
    issuer.fail()
    clock.now_s += 3590
    assert await accepts(authorizer, token)
    clock.now_s += 20
    assert not await accepts(authorizer, token)

    issuer.recover()
    clock.now_s += 5
    assert await accepts(authorizer, token)


async def test_nobody_waits_for_an_issuer_that_is_known_to_be_down(make_authorizer, accepts, issuer, clock):
    authorizer = await make_authorizer(timeout_s=60.0)
    token = issuer.token()
    assert await accepts(authorizer, token)
    issuer.fail()
    clock.now_s += 301
    assert await accepts(authorizer, token), "the first who comes waits, as the issuer may be well"

    issuer.special = {DISCOVERY_PATH: None}
    clock.now_s += 6
    async with asyncio.timeout(10):
        assert await accepts(authorizer, token)


async def test_an_issuer_that_never_answered_is_asked_again_later(make_authorizer, accepts, issuer, clock):
    authorizer = await make_authorizer(timeout_s=1.0)
    issuer.special = {KEYS_PATH: None}
    found = await asyncio.gather(*(accepts(authorizer, issuer.token()) for _ in range(10)))
    issuer.recover()

    assert not any(found)
    assert not await accepts(authorizer, issuer.token())
    assert issuer.requests == times(1), "too early to ask again"
    clock.now_s += 5
    assert await accepts(authorizer, issuer.token())


async def test_more_than_keys_can_be_is_not_read(authorizer, accepts, issuer, clock):
    good = json.dumps({"keys": issuer.keys}).encode()
    for size_bytes, is_accepted in ((1024 * 1024 + 1, False), (1024 * 1024, True)):
        issuer.special = {KEYS_PATH: (200, {}, good.ljust(size_bytes))}
        assert await accepts(authorizer, issuer.token()) == is_accepted
        clock.now_s += 5


async def test_a_document_elsewhere_cannot_point_to_this_machine(clock, issuer):
    def answer(request):
        document = {"issuer": "https://issuer.example", "jwks_uri": issuer.url + KEYS_PATH}
        return httpx.Response(
            200, json=document if request.url.host == "issuer.example" else {"keys": issuer.keys}
        )

    url, work = "https://issuer.example" + DISCOVERY_PATH, BackgroundWork()
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        there = Issuer(url, JwtSettings(), client=client, work=work, now_s=clock)
        with pytest.raises(IssuerUnavailable):
            await there.find_keys("first", "RS256")


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (KEYS_PATH, (200, {}, b"[")),
        (KEYS_PATH, (200, {}, b"[" * 100_000)),
        (KEYS_PATH, (200, {}, b"[]")),
        (KEYS_PATH, (200, {}, b'{"keys": {}}')),
        (KEYS_PATH, (200, {}, b"\xff\xfe")),
        (KEYS_PATH, (200, {"content-encoding": "gzip"}, b"x")),
        (KEYS_PATH, (302, {"location": KEYS_PATH}, b"")),
        (KEYS_PATH, (500, {}, b"{}")),
        (KEYS_PATH, (204, {}, b"")),
        (DISCOVERY_PATH, (301, {"location": DISCOVERY_PATH}, b"")),
        (DISCOVERY_PATH, (404, {}, b"{}")),
        (DISCOVERY_PATH, (200, {}, b"{}")),
        (DISCOVERY_PATH, (200, {}, b'{"issuer": 7, "jwks_uri": 7}')),
    ],
)
async def test_bad_answers_are_no_keys(authorizer, accepts, issuer, clock, path, answer):
    issuer.special = {path: answer}

    assert not await accepts(authorizer, issuer.token())
    assert issuer.requests[path] == 1, "no redirect is followed"
    issuer.recover()
    clock.now_s += 5
    assert await accepts(authorizer, issuer.token())


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://elsewhere.example"},
        {"issuer": "http://a b"},
        {"issuer": "http://a|b"},
        {"issuer": None},
        {"issuer": "x" * 3000},
        {"jwks_uri": "http://issuer.example/keys"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://xn--a/keys"},
        {"jwks_uri": "https://a..b/keys"},
        {"jwks_uri": "http://127.0.0.1:0/keys"},
        {"jwks_uri": None},
    ],
)
async def test_a_document_of_another_issuer_or_place_is_not_trusted(authorizer, accepts, issuer, document):
    issuer.document |= document

    assert not await accepts(authorizer, issuer.token())


async def test_unusable_keys_do_not_harm_the_good_one(authorizer, accepts, issuer):
    odd = [
        None,
        7,
        [],
        {},
        {"kty": []},
        {"kty": "RSA"},
        {"kty": "oct", "k": "AAAA"},
        {"kty": "RSA", "kid": {}},
    ]
    issuer.keys = [*odd, public_jwk(issuer.key, "first", alg={}), *issuer.keys]

    assert await accepts(authorizer, issuer.token())


async def test_a_published_private_key_is_not_worked_out(authorizer, accepts, issuer):
    private = RSAAlgorithm.to_jwk(RSA_KEYS[0], as_dict=True)
    issuer.keys = [{**private, "kid": "first", "p": "AQ", "q": "AQ", "key_ops": None}]

    assert await accepts(authorizer, issuer.token())


async def test_reasons_are_in_the_log_and_tokens_are_not(authorizer, accepts, issuer, caplog):
    caplog.set_level("INFO", "headwater.jwt")
    token = issuer.token(exp=1)
    forged = issuer.token(headers={"crit": ["x\nforged line"]})

    assert not await accepts(authorizer, token)
    assert not await accepts(authorizer, forged)
    for n in range(200):
        assert not await accepts(authorizer, f"{n}.x")

    assert "expired" in caplog.text
    assert "forged" in caplog.text
    assert "\nforged" not in caplog.text, "a line of the log is ours"
    assert token.split(".")[2] not in caplog.text
    assert caplog.text.count("was refused") <= 31, "a flood does not fill a disk"
