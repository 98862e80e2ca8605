"""Each session's own credentials: in what its agent made while it was loaded, and until the session ends.

The agents' side runs for real; of the server only what starts workers.
"""

import asyncio
import hashlib
import json
import os
import signal
from contextlib import asynccontextmanager

import pytest

from headwater.auth.workers import WorkerCredentialBook
from headwater.core.errors import AgentError
from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox import doctor
from headwater.sandbox.base import build_worker_id
from headwater.sandbox.credentials import WorkerEnvironments
from headwater.sandbox.journals import JournalFolder
from headwater.sandbox.settings import SandboxSettings
from headwater.sandbox.source import TemplateSource

_SERVING = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

async def invoke(request):
    return JSONResponse(show())

app = Starlette(routes=[Route("/invocations", invoke, methods=["POST"])])
"""
CLIENTS = """
import os
import boto3
from botocore.credentials import DeferredRefreshableCredentials, RefreshableCredentials
at_import = boto3.client("bedrock-runtime")
session = boto3.Session()
frozen = session.get_credentials().get_frozen_credentials()
names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
explicit = boto3.Session(*map(os.environ.get, names))
untouched = boto3.Session()
kept = dict(zip(("access_key", "secret_key", "token"), map(os.environ.get, names)))
expiring = kept | {"expiry_time": "2100-01-01T00:00:00Z"}
refreshed = RefreshableCredentials.create_from_metadata(dict(expiring), dict, "own")
refreshed.get_frozen_credentials()
deferred = DeferredRefreshableCredentials(lambda: dict(expiring), "own")

def tell(held):
    return [held.access_key, held.secret_key, held.token]

def show():
    held = {
        "client": at_import._request_signer._credentials, "session": session.get_credentials(),
        "explicit": explicit.get_credentials(), "untouched": untouched.get_credentials(), "frozen": frozen,
        "refreshed": refreshed.get_frozen_credentials(), "deferred": deferred.get_frozen_credentials(),
        "default": boto3._get_default_session().get_credentials(),
        "later": boto3.client("bedrock-runtime")._request_signer._credentials,
    }
    names = ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN")
    variables = {prefix: [os.environ[prefix + name] for name in names] for prefix in ("AWS_", "HEADWATER_")}
    return {name: tell(value) for name, value in held.items()} | variables
""" + _SERVING  # fmt: skip
VARIABLES = """
import os
at_import = dict(os.environ)

def show():
    return {"now": dict(os.environ), "at_import": at_import}
""" + _SERVING  # fmt: skip
#: Looks through its own memory for a text, of which it is told the beginning and a hash.
SEARCHING = """
import hashlib, os
at_import = os.environ["AWS_SESSION_TOKEN"]

def find_all(data, start):
    at = data.find(start)
    while at >= 0:
        yield at
        at = data.find(start, at + 1)

def show(start, length, wanted):
    found = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
        for line in maps:
            span, permissions, *_ = line.split()
            begin, end = (int(part, 16) for part in span.split("-"))
            if permissions.startswith("rw"):
                memory.seek(begin)
                data = memory.read(end - begin)
                texts = (data[at : at + length] for at in find_all(data, start.encode()))
                found += sum(hashlib.sha256(text).hexdigest() == wanted for text in texts)
    return found
""" + _SERVING.replace("show()", "show(*await request.json())")  # fmt: skip
UNSAFE = "import threading\nthreading.Timer(3600, print).start()\n" + VARIABLES


@pytest.fixture(scope="module")
def isolation():
    return doctor.probe(SandboxSettings().uid)


@pytest.fixture
def book():
    return WorkerCredentialBook()


@pytest.fixture
def make_source(tmp_path, isolation, book):
    """`make_source(spares)`: starts workers as a server does."""

    @asynccontextmanager
    async def make(spares=0, isolation=isolation):
        async with TemplateSource(
            SandboxSettings(spare_count=spares),
            isolation=isolation,
            run_dir=tmp_path / "run",
            hidden=(),
            environments=WorkerEnvironments({"AWS_DEFAULT_REGION": "us-west-2"}, {}, book),
            log=lambda *_: None,
            journals=JournalFolder(tmp_path / "journals", lambda _: None),
        ) as source:
            yield source

    return make


@pytest.fixture
def write_version(tmp_path_factory):
    """`write_version(source, environment)`: a version whose file is that."""

    def write(source, environment=None):
        folder = tmp_path_factory.mktemp("bundle")
        folder.chmod(0o755)
        (folder / "agent.py").write_text(source)
        return RuntimeVersion(
            runtime_id="bot-1", runtime_arn="arn:bot", runtime_name="bot", number=1, bundle_dir=folder,
            entry_point=("agent.py",), environment=environment or {},
        )  # fmt: skip

    return write


async def _start(source, version, session_id="session"):
    return await source.start_worker(version, build_worker_id(), session_id)


async def _ask(worker, order=None):
    content = json.dumps(order).encode()
    async with asyncio.timeout(20):
        reader, writer = await asyncio.open_unix_connection(worker.address)
        head = f"POST /invocations HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {len(content)}"
        writer.write(head.encode() + b"\r\n\r\n" + content)
        answer = await reader.read()
        writer.close()
    return json.loads(answer.partition(b"\r\n\r\n")[2])


async def _wait_until(condition):
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come about")


def _values(credentials):
    return [credentials.access_key_id, credentials.secret_key, credentials.session_token]


@pytest.mark.parametrize("is_isolated", [True, False])
async def test_clients_made_at_import_have_the_sessions_own(
    make_source, write_version, book, isolation, is_isolated
):
    version = write_version(CLIENTS)
    nothing = doctor.Capability(isolation.is_root, False, False, "not wanted")
    async with make_source(isolation=isolation if is_isolated else nothing) as source:
        await source.prepare(version)
        assert len(book) == 0  # the template's own are gone once it is loaded

        workers = [await _start(source, version) for _ in range(2)]
        assert [worker.mode for worker in workers] == ["fork", "fork"]
        first, second = [await _ask(worker) for worker in workers]

        for worker, held in zip(workers, (first, second), strict=True):
            (key,) = {values[0] for values in held.values()}
            holder = book.find(key)
            assert (holder.holder_id, holder.version) == (worker.worker_id, version)
            assert held == dict.fromkeys(held, _values(holder.credentials))
        assert not set(first["client"]) & set(second["client"])


@pytest.mark.parametrize(("source_text", "mode"), [(VARIABLES, "fork"), (UNSAFE, "fresh")])
async def test_a_spare_has_its_own_from_its_start(make_source, write_version, book, source_text, mode):
    version = write_version(source_text)
    async with make_source(spares=1) as source:
        await source.prepare(version)
        await _wait_until(lambda: source.count_spares("bot-1", 1)["ready"])
        (spare,) = book._by_holder.values()

        worker = await _start(source, version)
        found = await _ask(worker)

        assert worker.mode == mode
        assert worker.worker_id == spare.holder_id
        assert found["now"]["AWS_SESSION_TOKEN"] == spare.credentials.session_token
        own_at_import = found["at_import"] == found["now"]
        assert own_at_import or mode == "fork"


@pytest.mark.parametrize("source_text", [VARIABLES, UNSAFE])
@pytest.mark.parametrize("how", ["stopped", "killed", "retired", "left"])
async def test_they_end_with_the_session(make_source, write_version, book, source_text, how):
    version = write_version(source_text)
    async with make_source() as source:
        worker = await _start(source, version)
        found = await _ask(worker)
        assert book.find(found["now"]["AWS_ACCESS_KEY_ID"]).holder_id == worker.worker_id

        if how == "stopped":
            await worker.stop(1.0)
        elif how == "killed":
            os.kill(worker.find_pid(), signal.SIGKILL)
            await asyncio.wait_for(asyncio.shield(worker.exited), 20)
        elif how == "retired":
            await source.retire("bot-1", None)
        await asyncio.sleep(0)
        assert len(book) == (1 if how == "left" else 0)
    await asyncio.sleep(0)
    assert len(book) == 0


async def test_a_template_that_is_killed_takes_those_of_its_sessions_with_it(
    make_source, write_version, book
):
    version = write_version(VARIABLES)
    async with make_source() as source:
        workers = [await _start(source, version) for _ in range(3)]
        assert len(book) == 3

        os.kill(source.describe("bot-1", 1)["pid"], signal.SIGKILL)
        await asyncio.wait_for(asyncio.gather(*(worker.exited for worker in workers)), 20)

        assert len(book) == 0


@pytest.mark.parametrize("source_text", ["raise RuntimeError('no')\n", "import os\nos._exit(3)\n"])
async def test_a_file_that_does_not_load_leaves_none(make_source, write_version, book, source_text):
    async with make_source() as source:
        with pytest.raises(AgentError):
            await source.prepare(write_version(source_text))

        assert len(book) == 0


async def test_a_fresh_session_that_does_not_start_leaves_none(make_source, write_version, book):
    failing = (
        UNSAFE + "\nif os.environ['AWS_ACCESS_KEY_ID'].startswith('HWSS'):\n    raise RuntimeError('no')\n"
    )
    version = write_version(failing)
    async with make_source() as source:
        with pytest.raises(AgentError):
            await _start(source, version)
        await asyncio.sleep(0)

        assert len(book) == 0


@pytest.mark.parametrize("source_text", [VARIABLES, UNSAFE])
@pytest.mark.parametrize(("declared", "other"), [("AWS", "HEADWATER"), ("HEADWATER", "AWS")])
async def test_declared_credentials_are_never_mixed_with_ours(
    make_source, write_version, book, source_text, declared, other
):
    own = {f"{declared}_ACCESS_KEY_ID": "MINE", f"{declared}_SECRET_ACCESS_KEY": "mine"}
    version = write_version(source_text, own)
    async with make_source() as source:
        found = (await _ask(await _start(source, version)))["now"]

        assert {name: found[name] for name in own} == own
        assert f"{declared}_SESSION_TOKEN" not in found
        assert book.find(found[f"{other}_ACCESS_KEY_ID"]) is not None


async def test_a_session_cannot_find_anothers_in_its_own_memory(make_source, write_version, book):
    """What passes through the template is in the memory of all sessions that are forked later."""
    version = write_version(SEARCHING)
    async with make_source() as source:
        others = [await _start(source, version) for _ in range(5)]
        worker = await _start(source, version)

        async def count(holder_id):
            credentials = book._by_holder[holder_id].credentials
            return [await _ask(worker, _hint(text)) for text in _values(credentials)]

        assert all(await count(worker.worker_id))
        for other in others:
            assert await count(other.worker_id) == [0, 0, 0]


def _hint(text):
    return [text[:6], len(text), hashlib.sha256(text.encode()).hexdigest()]
