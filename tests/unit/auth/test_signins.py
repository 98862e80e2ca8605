"""Sign-ins and failed attempts, as time goes by."""

from datetime import UTC, datetime, timedelta

import pytest

from headwater.auth.attempts import PER_ADDRESS_COUNT, KeyAttempts, group_of
from headwater.auth.attempts import PER_KEY_COUNT as FAILURES_PER_KEY_COUNT
from headwater.auth.keys import KeyBook
from headwater.auth.signins import PER_KEY_COUNT, SignIns, is_csrf_token
from headwater.core.errors import Throttled, Unauthenticated
from headwater.store.engine import open_store
from sealing import NoSealing

HOUR = timedelta(hours=1)


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self):
        return self.at

    def now_s(self):
        return self.at.timestamp()

    def move(self, **how):
        self.at += timedelta(**how)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def keys(clock, tmp_path):
    async with open_store(f"sqlite:///{tmp_path / 'keys.db'}") as store:
        yield await KeyBook(store, NoSealing(), clock.now).load()


@pytest.fixture
async def key(keys):
    return await keys.create("ada")


@pytest.fixture
def signins(keys, clock):
    return SignIns(keys, idle=HOUR, lifetime=5 * HOUR, now=clock.now)


async def test_a_sign_in_is_found_by_its_token_alone(signins, key):
    new = signins.begin(key)

    found = signins.find(new.token)
    assert found is not None
    assert found[1] is key
    assert is_csrf_token(found[0], new.csrf_token)
    assert not is_csrf_token(found[0], new.token)
    for other in ("", new.csrf_token, new.token[:-1], new.token + "x", "\udc80"):
        assert signins.find(other) is None


async def test_use_keeps_a_sign_in_and_age_ends_it(signins, key, clock):
    new = signins.begin(key)

    for _ in range(5):
        assert signins.find(new.token) is not None
        clock.move(minutes=59)
    assert signins.find(new.token) is not None, "it was used every hour"
    clock.move(minutes=6)
    assert signins.find(new.token) is None, "five hours are over"


async def test_idleness_ends_a_sign_in_for_good(signins, key, clock):
    new = signins.begin(key)
    clock.move(hours=1)

    assert signins.find(new.token) is None
    clock.move(hours=-1)
    assert signins.find(new.token) is None
    assert len(signins) == 0


async def test_a_sign_in_ends_with_its_key(signins, keys, clock):
    brief = await keys.create("brief", expires_at=clock.now() + timedelta(minutes=30))
    gone = await keys.create("gone")
    of_brief, of_gone = signins.begin(brief), signins.begin(gone)
    found = signins.find(of_brief.token)
    assert signins.ends_at(*found) == brief.expires_at

    await keys.revoke(gone.access_key_id)
    clock.move(minutes=30)

    assert signins.find(of_brief.token) is None
    assert signins.find(of_gone.token) is None


async def test_a_key_has_so_many_sign_ins_and_the_least_used_goes(signins, keys, key):
    other = signins.begin(await keys.create("bob"))
    first = signins.begin(key)
    second = signins.begin(key)
    assert signins.find(first.token) is not None

    for _ in range(PER_KEY_COUNT - 1):
        signins.begin(key)

    assert signins.find(second.token) is None
    assert signins.find(first.token) is not None
    assert signins.find(other.token) is not None
    assert len(signins) == PER_KEY_COUNT + 1


async def test_thousands_of_sign_ins_leave_few(signins, key, clock):
    for _ in range(3000):
        signins.begin(key)
    assert len(signins) == PER_KEY_COUNT

    clock.move(hours=2)
    signins.begin(key)
    assert len(signins) == 1


def fail(attempts, key_id, address):
    with pytest.raises(Unauthenticated):
        attempts.verify(key_id, "wrong", address)


async def test_an_address_that_fails_too_often_waits(keys, key, clock):
    attempts = KeyAttempts(keys, "signing in", now_s=clock.now_s)
    for _ in range(PER_ADDRESS_COUNT):
        fail(attempts, key.access_key_id, "10.0.0.1")

    with pytest.raises(Throttled):
        attempts.verify(key.access_key_id, key.secret, "10.0.0.1")
    assert attempts.verify(key.access_key_id, key.secret, "10.0.0.2") is key
    clock.move(minutes=5)
    assert attempts.verify(key.access_key_id, key.secret, "10.0.0.1") is key


async def test_guesses_from_many_addresses_do_not_keep_the_owner_out(keys, key, clock):
    attempts = KeyAttempts(keys, "signing in", now_s=clock.now_s)
    for number in range(FAILURES_PER_KEY_COUNT):
        fail(attempts, key.access_key_id, f"10.0.1.{number}")

    with pytest.raises(Throttled):
        attempts.verify(key.access_key_id, "wrong", "10.0.1.1")
    assert attempts.verify(key.access_key_id, key.secret, "10.0.2.1") is key


async def test_neighbours_in_ipv6_are_one(keys, key, clock):
    attempts = KeyAttempts(keys, "signing in", now_s=clock.now_s)
    for number in range(PER_ADDRESS_COUNT):
        fail(attempts, key.access_key_id, f"2001:db8::{number:x}")

    with pytest.raises(Throttled):
        attempts.verify(key.access_key_id, key.secret, "2001:db8::ffff")
    assert attempts.verify(key.access_key_id, key.secret, "2001:db8:0:1::1") is key


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("2001:db8::1", "2001:db8::/64"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_addresses_are_grouped(address, group):
    assert group_of(address) == group


async def test_a_wrong_secret_takes_as_long_as_an_unknown_key(keys, key, monkeypatch):
    compared = []
    monkeypatch.setattr(
        "headwater.auth.keys.hmac.compare_digest", lambda *pair: compared.append(pair) or False
    )

    assert keys.verify(key.access_key_id, "x" * 40) is None
    assert keys.verify("HWAKNOBODY", "x" * 40) is None

    assert len(compared) == 2
    assert all(len(wanted) == 40 for _, wanted in compared)
