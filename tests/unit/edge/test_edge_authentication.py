"""Who calls at a door, and how failed attempts are throttled."""

import base64
import stat
import tomllib

import pytest
from argon2 import PasswordHasher
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from headwater.core.policies import EVERYTHING
from headwater.core.principals import CallerKind, Principal
from headwater.edge.authentication.keys import ApiKeys, hash_key, new_key
from headwater.edge.authentication.own import OwnAuthenticator
from headwater.edge.authentication.passwords import Passwords, find_user
from headwater.edge.authentication.settings import BasicAuth, KeyAuth, SignatureAuth, SigningKey
from headwater.edge.authentication.signatures import Signatures, find_access_key
from headwater.edge.authentication.throttle import Attempts, Throttled
from headwater.edge.base import Refusal, Request, Unauthenticated
from headwater.edge.guards.rates import RateBook
from headwater.edge.sessions import choose_session_id, derive_target_id
from headwater.edge.users import CannotWriteUser, write_user

#: As light as argon2 goes: what it costs is not what is tested.
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def build_request(address="1.1.1.1", body=b"", method="POST", path="/", query="", **headers):
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request(
        method=method,
        path=path,
        query=query,
        headers=raw,
        address=address,
        host="h",
        scheme="http",
        body=body,
    )


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def build_passwords(**users):
    hashes = {name: HASHER.hash(password) for name, password in users.items()}
    return Passwords("door", BasicAuth(users=hashes), lambda request: None)


async def test_a_key_is_known_in_its_header_and_as_a_bearer_token():
    key = new_key()
    keys = ApiKeys("door", KeyAuth(keys={"alice": hash_key(key), "bob": hash_key(new_key())}))

    for request in (build_request(x_api_key=key), build_request(authorization=f"Bearer {key}")):
        principal = await keys.authenticate(request)
        assert (principal.name, principal.owner) == ("alice", "edge:door|alice")
    for request in (build_request(), build_request(x_api_key=key[:-1]), build_request(x_api_key="ü")):
        with pytest.raises(Unauthenticated):
            await keys.authenticate(request)


async def test_user_and_password_are_known():
    passwords = build_passwords(alice="geheim:1 ü", bob="other")

    for _ in range(2):  # the second time without argon2
        principal = await passwords.authenticate(build_request(authorization=basic("alice", "geheim:1 ü")))
        assert principal.owner == "edge:door|alice"


@pytest.mark.parametrize(
    ("header", "is_attempt"),
    [
        (None, False),
        ("Bearer x", False),
        ("Basic !!!", False),
        ("Basic " + base64.b64encode(b"\xff:\xff").decode(), False),
        ("Basic " + base64.b64encode(b"alice").decode(), False),
        (basic("alice", "x" * 2000), False),
        (basic("alice", "wrong"), True),
        (basic("alice", "other"), True),  # bob's
        (basic("nobody", "geheim"), True),
        (basic("", ""), True),
        (basic("alice\0", "geheim"), True),
    ],
)
async def test_wrong_credentials_are_told_alike(header, is_attempt):
    passwords = build_passwords(alice="geheim", bob="other")

    with pytest.raises(Unauthenticated) as caught:
        await passwords.authenticate(build_request(**({"authorization": header} if header else {})))

    assert caught.value.status == 401
    assert caught.value.headers["www-authenticate"].startswith("Basic realm=")
    assert caught.value.was_tried == is_attempt


async def test_failed_attempts_are_throttled_by_address_and_by_name():
    inner = build_passwords(alice="geheim", bob="other")
    attempts = Attempts(
        "door", RateBook(), per_address=("3/hour",), per_name=("2/hour",), find_name=find_user
    )
    throttled = Throttled(inner, attempts)

    async def status_of(user, password, address):
        try:
            await throttled.authenticate(build_request(address, authorization=basic(user, password)))
        except Refusal as exc:
            return exc.status
        return 200

    assert [await status_of("alice", "wrong", "1.1.1.1") for _ in range(3)] == [401, 401, 429]
    assert await status_of("alice", "geheim", "2.2.2.2") == 429  # her name, from everywhere
    assert await status_of("bob", "wrong", "1.1.1.1") == 401
    assert await status_of("bob", "other", "1.1.1.1") == 429  # that address, for every name
    assert await status_of("bob", "other", "2.2.2.2") == 200


async def test_no_credentials_are_no_attempt():
    attempts = Attempts(
        "door", RateBook(), per_address=("1/hour",), per_name=("1/hour",), find_name=find_user
    )
    throttled = Throttled(build_passwords(alice="geheim"), attempts)

    for _ in range(3):
        with pytest.raises(Unauthenticated):
            await throttled.authenticate(build_request())


def sign(body=b"{}", secret="secret-of-alice", region="us-west-2", service="lambda"):
    request = AWSRequest("POST", "http://edge.example/chat", data=body, headers={"Host": "edge.example"})
    SigV4Auth(Credentials("AKIAALICE", secret), service, region).add_auth(request)
    return {name.lower().replace("-", "_"): value for name, value in request.headers.items()}


SIGNATURES = SignatureAuth(keys={"AKIAALICE": SigningKey(name="alice", secret="secret-of-alice")})


async def test_a_signature_by_a_listed_key_is_known():
    request = build_request(body=b"{}", path="/chat", **sign())

    assert (await Signatures("door", SIGNATURES).authenticate(request)).owner == "edge:door|alice"
    assert find_access_key(request) == "AKIAALICE"


@pytest.mark.parametrize(
    ("signed", "body"),
    [
        ({}, b"{} "),
        ({"secret": "another"}, b"{}"),
        ({"region": "eu-west-1"}, b"{}"),
        ({"service": "s3"}, b"{}"),
    ],
)
async def test_a_wrong_signature_is_refused_without_a_reason(signed, body):
    with pytest.raises(Unauthenticated) as caught:
        await Signatures("door", SIGNATURES).authenticate(
            build_request(body=body, path="/chat", **sign(**signed))
        )

    assert (caught.value.status, caught.value.message) == (403, "the signature is not valid")


async def test_an_own_function_names_the_caller():
    async def by_header(request):
        return request.find("x-user")

    def principal(request):
        return Principal(kind=CallerKind.DOOR, name="p", owner="mine", policy=EVERYTHING)

    own = OwnAuthenticator("door", by_header)
    assert (await own.authenticate(build_request(x_user="carol"))).owner == "edge:door|carol"
    assert (await OwnAuthenticator("door", principal).authenticate(build_request())).owner == "mine"
    with pytest.raises(Unauthenticated):
        await own.authenticate(build_request())
    for wrong in (7, "", "a\r\nx-admin: 1", "x" * 2000):
        with pytest.raises(TypeError, match="a name, a Principal or None"):
            await OwnAuthenticator("door", lambda request, wrong=wrong: wrong).authenticate(build_request())


def test_a_known_callers_sessions_are_his_own():
    alice, bob = (
        Principal(kind=CallerKind.DOOR, name=n, owner=f"edge:d|{n}", policy=EVERYTHING) for n in ("a", "b")
    )
    anyone = Principal(kind=CallerKind.DOOR, name="x", owner=None, policy=EVERYTHING)
    session_id = "s" * 40

    ids = {derive_target_id(door, who, session_id) for door in ("d", "e") for who in (alice, bob, anyone)}
    assert len(ids) == 5  # anyone's are the same at each door
    assert all(33 <= len(found) <= 100 for found in ids)
    assert derive_target_id("d", anyone, session_id) == session_id
    with pytest.raises(Refusal, match="may not begin"):
        choose_session_id("d", anyone, derive_target_id("d", alice, session_id), None)
    with pytest.raises(Refusal, match="guess"):
        choose_session_id("d", anyone, None, "support")
    assert choose_session_id("d", alice, None, "support") == choose_session_id("d", bob, None, "support")
    assert choose_session_id("d", alice, None, None) != choose_session_id("d", alice, None, None)


CONFIG = """# kept
[[door]]
name = "a"
[door.auth]
kind = "basic"
[door.auth.users] # who
alice = "$argon2id$old"   # her
bob = "$argon2id$bobs"
"""


def test_a_password_is_written_into_the_file_and_nothing_else(tmp_path):
    path = tmp_path / "edge.toml"
    path.write_text(CONFIG)
    path.chmod(0o600)

    assert write_user(path, None, "alice", "$argon2id$new") == 7
    assert write_user(path, "a", "carol", "$argon2id$hers") == 7

    users = tomllib.loads(path.read_text())["door"][0]["auth"]["users"]
    assert users == {"carol": "$argon2id$hers", "alice": "$argon2id$new", "bob": "$argon2id$bobs"}
    assert path.read_text().startswith("# kept\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "door"),
    [
        (CONFIG, "b"),
        ('[[door]]\nname = "a"\nauth = {kind = "basic", users = {alice = "$argon2id$x"}}\n', None),
        ('[[door]]\nname = "a"\n', None),
        ("not toml", None),
        ("door = 3\n", None),
        ('[[door]]\nname = "a"\nauth = "basic"\n', None),
        (CONFIG + CONFIG.replace('"a"', '"b"').replace("# kept", ""), None),
    ],
)
def test_a_file_that_cannot_be_edited_stays_as_it_is(tmp_path, text, door):
    path = tmp_path / "edge.toml"
    path.write_text(text)

    with pytest.raises(CannotWriteUser):
        write_user(path, door, "alice", "$argon2id$new")

    assert path.read_text() == text
