"""Runs, asked for by clients that know them and by some that do not: boto3, the official SDK, our own."""

import asyncio
import importlib.util
import random
import time
import uuid
import warnings
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest

import effort
from cutting import cutting
from headwater.client import AsyncClient, Client, InvocationFailed, RequestFailed, Resuming, RunEnded
from headwater.wire.eventids import remove_event_ids
from runs import read_stream
from servers import AGENTS, new_session_id, wait_until

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the SDK is written for an older pydantic
    from bedrock_agentcore.runtime.agent_core_runtime_client import AgentCoreRuntimeClient

INVOKE = "before-call.bedrock-agentcore.InvokeAgentRuntime"
RUN = "headwater-invocation-id"


@pytest.fixture(scope="module")
def scripture(server):
    return server.deploy(AGENTS / "scripture.py")


@pytest.fixture
def client(server):
    with Client(server.url) as client:
        yield client


def ask_for_runs(client):
    """What a user of boto3 adds to have his invocations kept."""
    client.meta.events.register(
        INVOKE, lambda params, **_: params["headers"].update({"Headwater-Resumable": "1"})
    )


def check_resumable(server, client, streams):
    asked = client.invoke_agent_runtime(
        agentRuntimeArn=streams.arn,
        runtimeSessionId=new_session_id(),
        payload=b'{"do": "count", "count": 50}',
    )
    run_id = asked["ResponseMetadata"]["HTTPHeaders"][RUN]
    begin = next(asked["response"].iter_lines(chunk_size=1))
    asked["response"].close()
    expected = b"".join(b"data: %d\n\n" % number for number in range(50))

    assert begin == b"data: 0"
    assert remove_event_ids(read_stream(server, run_id, 0).body) == expected
    assert remove_event_ids(read_stream(server, run_id, 9).body) == expected[9:]


def test_boto3_asks_by_an_event_hook(server, streams):
    session = boto3.Session(aws_access_key_id="any", aws_secret_access_key="any", region_name="us-west-2")
    client = session.client("bedrock-agentcore", endpoint_url=server.url)
    ask_for_runs(client)

    check_resumable(server, client, streams)
    client.close()


def test_the_official_sdk_asks_by_an_event_hook(server, streams, sdk_environment):
    client = AgentCoreRuntimeClient(region="us-west-2", session=boto3.Session(region_name="us-west-2"))
    ask_for_runs(client.dp_client)

    check_resumable(server, client.dp_client, streams)
    client.cp_client.close()
    client.dp_client.close()


@pytest.fixture(scope="module")
def write_script():
    """What `scripture` answers to an order."""
    spec = importlib.util.spec_from_file_location("scripture", AGENTS / "scripture.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.write


def read_over_a_bad_line(proxy, invocations, read):
    """What `read` makes of each, while all connections break again and again."""
    with ThreadPoolExecutor(len(invocations)) as pool:
        reading = [pool.submit(read, one) for one in invocations]
        proxy.cut()
        while not all(one.done() for one in reading):
            time.sleep(random.uniform(0.02, 0.2))
            proxy.cut()
        return [one.result() for one in reading]


def test_our_client_gives_exactly_the_agents_bytes(server, scripture, write_script, session_id):
    orders = [{"seed": n, "count": 100, "pause_s": 0.01} for n in range(effort.count(4, 40))]
    breaks = []
    with cutting(server.url) as proxy, Client(proxy.url) as client:
        runs = [client.start(scripture.arn, order, session_id=session_id) for order in orders]
        kept = Resuming(on_break=breaks.append)
        opened = [client.resume(run.invocation_id, resuming=kept) for run in runs]

        found = read_over_a_bad_line(proxy, opened, lambda one: b"".join(one.iter_bytes()))

    assert found == [write_script(order) for order in orders]
    assert breaks


async def test_our_async_client_gives_each_event_once(server, streams, session_id):
    with cutting(server.url) as proxy:
        async with AsyncClient(proxy.url) as client:
            invocation = await client.invoke(
                streams.arn, {"do": "gated", "gate": "async"}, session_id=session_id, resumable=True
            )
            reading = asyncio.create_task(invocation.read())
            await asyncio.to_thread(wait_until, lambda: invocation.events)
            proxy.cut()
            await client.invoke(streams.arn, {"do": "open", "gate": "async"}, session_id=session_id).read()
            await reading
    assert invocation.events == ["first", "second"]
    assert invocation.is_complete


def test_a_run_without_a_viewer_is_started_found_read_and_cancelled(client, streams, session_id):
    run = client.start(streams.name, {"do": "endless", "record": "mine"}, session_id=session_id)

    [listed] = client.runs(streams.name, session_id=session_id, state="running")
    assert listed["invocationId"] == run.invocation_id
    events = iter(client.resume(run.invocation_id))
    assert [next(events) for _ in range(3)] == [1, 2, 3]
    assert client.cancel(run.invocation_id)["state"] == "cancelled"
    with pytest.raises(RunEnded) as caught:
        list(events)
    assert caught.value.reason == "cancelled"
    assert client.cancel(run.invocation_id)["state"] == "cancelled"


def test_what_is_no_event_stream_is_resumed_and_its_end_told(server, client, streams, session_id):
    run = client.start(streams.arn, {"do": "bytes", "count": 100_000}, session_id=session_id)
    assert client.resume(run.invocation_id).read().result == b"x" * 100_000
    assert client.resume(run.invocation_id, 99_990).read().result == b"x" * 10

    broken = client.start(streams.arn, {"do": "broken_json"}, session_id=session_id)
    with pytest.raises(RunEnded, match="cut short") as caught:
        client.resume(broken.invocation_id).read()
    assert caught.value.reason == "failed"


def test_a_run_that_failed_before_it_answered_fails_as_the_invocation_would(client, streams, session_id):
    order = {"do": "status", "status": 500, "body": "no"}
    with pytest.raises(InvocationFailed) as caught:
        client.invoke(streams.arn, order, session_id=session_id, resumable=True)
    with pytest.raises(InvocationFailed) as plain:
        client.invoke(streams.arn, order, session_id=session_id)

    assert (caught.value.status, caught.value.code) == (plain.value.status, plain.value.code)
    assert (caught.value.status, caught.value.code) == (424, "RuntimeClientError")


@pytest.mark.parametrize("seed", range(effort.count(1, 20)))
def test_fuzzed_cursors_and_ids_get_an_error_and_nothing_else(server, client, streams, session_id, seed):
    dice = random.Random(seed)
    run = client.start(streams.arn, {"do": "count", "count": 3}, session_id=session_id)
    whole = remove_event_ids(read_stream(server, run.invocation_id).body)
    length = len(whole)

    for _ in range(60):
        cursor = dice.choice(
            [str(dice.randrange(-5, 2 * length)), str(10 ** dice.randrange(30)), noise(dice)]
        )
        reply = read_stream(server, run.invocation_id, cursor.encode("latin-1"))
        if cursor.isascii() and cursor.isdigit() and int(cursor) <= length:
            assert (reply.status, remove_event_ids(reply.body)) == (200, whole[int(cursor) :])
        else:
            assert reply.status == 400, (cursor, reply)
            assert b"data" not in reply.body
        stranger = dice.choice([str(uuid.uuid4()), run.invocation_id[:-1], run.invocation_id.upper() + "x"])
        reply = read_stream(server, stranger)
        assert (reply.status, reply.json()["message"].partition(":")[2]) == (
            404,
            " it was not resumable, is not kept any more, or never was",
        )
    with pytest.raises(RequestFailed, match=f"from 0 to {length}"):
        client.resume(run.invocation_id, length + 1)


def noise(dice):
    """What a header can carry, and no number."""
    return "".join(
        chr(dice.choice([*range(33, 127), *range(160, 256)])) for _ in range(dice.randrange(1, 40))
    )
