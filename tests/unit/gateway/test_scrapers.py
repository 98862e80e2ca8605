"""Who reads metrics with a key by HTTP Basic, and where else that is good for nothing."""

import base64

import pytest

from headwater.auth.attempts import PER_ADDRESS_COUNT, KeyAttempts
from headwater.auth.keys import KeyBook
from headwater.auth.signatures import SignatureChecker
from headwater.core.errors import Throttled, Unauthenticated
from headwater.gateway.gatekeeper import Gatekeeper
from headwater.gateway.metrics_page import PATH
from headwater.http.asgi import RequestBody
from headwater.store.engine import open_store

AGENT_PORT = 4711


class NoSealing:
    """Secrets as they are."""

    def seal(self, variables):
        return variables["secret"]

    def unseal(self, sealed):
        return {"secret": sealed}

    def renew(self, sealed):
        return sealed


@pytest.fixture
async def keys(tmp_path):
    async with open_store(f"sqlite:///{tmp_path / 'keys.db'}") as store:
        yield await KeyBook(store, NoSealing()).load()


@pytest.fixture
async def key(keys):
    return await keys.create("prometheus")


@pytest.fixture
def gatekeeper(keys):
    checker = SignatureChecker(keys.credential, region=None)
    scrapers = KeyAttempts(keys, "reading metrics", challenge="Basic")
    return Gatekeeper("keys", callers=checker, scrapers=scrapers, agents=checker, agent_port=AGENT_PORT)


async def admit(gatekeeper, user, password, path=PATH, port=80):
    shown = base64.b64encode(f"{user}:{password}".encode())
    scope = {
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"authorization", b"Basic " + shown)],
        "client": ("10.0.0.1", 5),
        "server": ("0.0.0.0", port),
    }

    async def receive():
        return {"type": "http.request"}

    return (await gatekeeper.admit(scope, RequestBody(receive))).principal


async def test_a_key_reads_metrics(gatekeeper, key):
    principal = await admit(gatekeeper, key.access_key_id, key.secret)

    assert principal == key.principal()


async def test_it_is_good_for_nothing_else(gatekeeper, key):
    assert await admit(gatekeeper, key.access_key_id, key.secret, "/headwater/v1/status") is None
    assert await admit(gatekeeper, key.access_key_id, key.secret, "/metrics/") is None
    assert await admit(gatekeeper, key.access_key_id, key.secret, port=AGENT_PORT) is None


async def test_a_wrong_secret_is_refused_and_soon_not_looked_at(gatekeeper, key):
    for _ in range(PER_ADDRESS_COUNT):
        with pytest.raises(Unauthenticated) as refused:
            await admit(gatekeeper, key.access_key_id, "wrong")
        assert refused.value.challenge == "Basic"

    with pytest.raises(Throttled):
        await admit(gatekeeper, key.access_key_id, key.secret)
