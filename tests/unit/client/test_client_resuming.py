"""Resumable invocations against a stub that cuts, refuses and forgets: the agent's answer comes out."""

import asyncio
import json
import random

import pytest

from headwater.client import (
    AsyncClient,
    Client,
    Gap,
    InvocationFailed,
    RequestFailed,
    Resuming,
    RunEnded,
    ServerNotReachable,
    StreamGap,
)
from headwater.client import resuming as resuming_module
from servers import wait_until

DEADLINE_S = 10
ID = "0b7c8a52-1111-4222-8333-444455556666"
SESSION = "stub-session-0123456789012345678901234"
INVOKE = "/runtimes/.*/invocations"
STREAM = f"/headwater/v1/invocations/{ID}/stream"
EVENTS = [b'data: "word %d "\n\n' % number for number in range(40)]
BODY = b"".join(EVENTS)


class Run:
    """A run that the stub keeps: gives its events from an offset on, and breaks off when `cuts` says so."""

    def __init__(self, *, cuts=(), content_type="text/event-stream", body=BODY):
        self.body = body
        self.content_type = content_type
        #: Bytes sent by each connection before it breaks; the last connections go on to the end.
        self.cuts = list(cuts)
        self.offsets = []
        self.is_cancelled = False

    async def start(self, request):
        assert request.headers["headwater-detached"] == "1"
        await request.answer_json({"invocationId": ID, "sessionId": SESSION, "streamUrl": STREAM}, 202)

    async def stream(self, request):
        offset = int(request.query.partition("offset=")[2])
        self.offsets.append(offset)
        await request.begin(
            content_type=self.content_type, headwater_invocation_id=ID, headwater_stream_offset=str(offset)
        )
        sent = self._number(offset) if "event-stream" in self.content_type else self.body[offset:]
        if self.cuts:
            await request.part(sent[: self.cuts.pop(0)])
            raise ConnectionError("the stub cuts")
        await request.part(sent, more=False)

    async def cancel(self, request):
        self.is_cancelled = True
        await request.answer_json({"invocationId": ID, "state": "cancelled"})

    def _number(self, offset):
        sent, at = b": heartbeat\n\n", 0
        for event in self.body.split(b"\n\n")[:-1]:
            at += len(event) + 2
            if at > offset:
                sent += event + b"\nid: %d\n\n" % at
        return sent


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(resuming_module, "_PAUSE_S", 0.001)
    monkeypatch.setattr(resuming_module, "_PAUSE_MAX_S", 0.01)


@pytest.fixture
def keep(stub):
    def keep(run):
        stub.on("POST", INVOKE, run.start)
        stub.on("GET", STREAM, run.stream)
        stub.on("DELETE", STREAM.removesuffix("/stream"), run.cancel)
        return run

    return keep


@pytest.fixture
def client(stub):
    with Client(stub.url, timeout_s=DEADLINE_S) as client:
        yield client


def random_cuts(seed):
    chosen = random.Random(seed)
    return [chosen.randrange(0, 300) for _ in range(6)]


@pytest.mark.parametrize("seed", range(5))
def test_cut_anywhere_the_answer_is_whole(keep, client, seed):
    run, breaks = keep(Run(cuts=random_cuts(seed))), []

    invocation = client.invoke("echo", {}, resumable=Resuming(on_break=breaks.append))
    got = b"".join(invocation.iter_bytes())

    assert got == run.body
    assert run.offsets == sorted(run.offsets)
    assert breaks
    assert all(one.invocation_id == ID for one in breaks)
    assert (invocation.invocation_id, invocation.offset) == (ID, len(run.body))


async def test_cut_anywhere_the_answer_is_whole_in_an_event_loop(stub, keep):
    run = keep(Run(cuts=random_cuts(7)))

    async with AsyncClient(stub.url, timeout_s=DEADLINE_S) as client:
        invocation = await client.invoke("echo", {}, resumable=True).read()

    assert invocation.text == "".join(f"word {number} " for number in range(40))
    assert (invocation.is_complete, invocation.invocation_id, invocation.request_id) == (True, ID, ID)
    assert len(run.offsets) > 1


def test_events_come_once_each(keep, client):
    keep(Run(cuts=random_cuts(3)))

    assert list(client.invoke("echo", {}, resumable=True)) == [f"word {number} " for number in range(40)]


BODY = b"".join(EVENTS)


def test_an_answer_that_is_no_stream_is_whole_too(keep, client):
    body = json.dumps({"result": "x" * 1000}).encode()
    run = keep(Run(cuts=[0, 10, 500], content_type="application/json", body=body))

    assert client.invoke("echo", {}, resumable=True).result == {"result": "x" * 1000}
    assert run.offsets == [0, 0, 10, 510]


def test_a_server_that_keeps_no_runs_is_read_as_ever(stub, client):
    async def answer(request):
        await request.answer_json("plain")

    stub.on("POST", INVOKE, answer)
    invocation = client.invoke("echo", {}, resumable=True)

    assert (invocation.result, invocation.invocation_id, invocation.offset) == ("plain", None, None)


def test_what_stands_before_a_server_that_restarts_is_waited_for(stub, keep, client):
    run = keep(Run(cuts=[50]))
    refusals = [502, 503, 429]

    async def stream(request):
        if refusals and run.offsets:
            await request.answer_json({"message": "not now"}, refusals.pop())
        else:
            await run.stream(request)

    stub.on("GET", STREAM, stream)

    assert b"".join(client.invoke("echo", {}, resumable=True).iter_bytes()) == run.body
    assert refusals == []


@pytest.mark.parametrize(
    ("status", "has_id"), [(404, False), (400, False), (403, False), (503, True), (424, True)]
)
def test_what_is_final_is_raised_at_once(stub, keep, client, status, has_id):
    asked = []

    async def refuse(request):
        asked.append(request)
        named = {"headwater_invocation_id": ID} if has_id else {}
        await request.answer_json({"message": "no"}, status, x_amzn_errortype="SomeException", **named)

    keep(Run())
    stub.on("GET", STREAM, refuse)

    with pytest.raises(InvocationFailed) as caught:
        client.invoke("echo", {}, resumable=True)

    assert (caught.value.status, caught.value.code, len(asked)) == (status, "SomeException", 1)


def test_a_server_that_stays_away_is_given_up(keep, client):
    keep(Run(cuts=[60] + [0] * 1000))

    with pytest.raises(InvocationFailed, match="did not come back") as caught:
        client.invoke("echo", {}, resumable=Resuming(retry_for_s=0.1)).read()

    assert caught.value.request_id == ID


GAP = b'event: headwater.gap\ndata: {"from":0,"to":500,"reason":"size"}\nid: 500\n\ndata: "rest"\nid: 514\n\n'


def answering(body, status=200, content_type="text/event-stream"):
    async def handler(request):
        await request.begin(status, content_type, headwater_stream_offset="0", headwater_invocation_id=ID)
        await request.part(body, more=False)

    return handler


def test_a_gap_is_raised_and_says_where_to_go_on(stub, keep, client):
    keep(Run())
    stub.on("GET", STREAM, answering(GAP))

    with pytest.raises(StreamGap, match="0 to 500 are not kept any more") as caught:
        client.invoke("echo", {}, resumable=True).read()

    assert caught.value.gap == Gap(0, 500, "size")


def test_a_gap_that_is_accepted_is_an_event(stub, keep, client):
    keep(Run())
    stub.on("GET", STREAM, answering(GAP))
    invocation = client.invoke("echo", {}, resumable=Resuming(accepts_gaps=True))

    assert list(invocation) == [Gap(0, 500, "size"), "rest"]
    assert (invocation.gaps, invocation.text, invocation.offset) == ([Gap(0, 500, "size")], "rest", 514)
    with pytest.raises(StreamGap):
        b"".join(client.resume(ID, resuming=Resuming(accepts_gaps=True)).iter_bytes())


def test_a_gap_in_another_answer_is_a_refusal(stub, keep, client):
    run = keep(Run(content_type="text/plain", body=b"0123456789"))

    async def stream(request):
        if request.query == "offset=0":
            body = json.dumps({"message": "gone", "from": 0, "to": 4, "reason": "age"}).encode()
            await answering(body, 410, "application/json")(request)
        else:
            await run.stream(request)

    stub.on("GET", STREAM, stream)

    with pytest.raises(StreamGap):
        client.resume(ID)
    invocation = client.resume(ID, resuming=Resuming(accepts_gaps=True))
    assert [piece.event for piece in invocation.read().pieces()] == [Gap(0, 4, "age"), "456789"]


@pytest.mark.parametrize("reason", ["cancelled", "server-restart"])
def test_a_run_that_was_cut_short_raises_after_its_last_event(stub, keep, client, reason):
    body = (
        b'data: "one"\nid: 13\n\nevent: headwater.end\ndata: {"reason":"%s","message":"so"}\n\n'
        % reason.encode()
    )
    keep(Run())
    stub.on("GET", STREAM, answering(body))
    invocation, got = client.invoke("echo", {}, resumable=True), []

    with pytest.raises(RunEnded, match="so") as caught:
        got.extend(event for event in invocation)

    assert (got, caught.value.reason) == (["one"], reason)


def test_an_answer_of_a_run_that_was_cut_short_breaks_off_for_good(stub, keep, client):
    asked = []

    async def stream(request):
        asked.append(request.query)
        state = "running" if len(asked) == 1 else "cancelled"
        await request.begin(content_type="text/plain", headwater_run_state=state)
        await request.part(b"half" if len(asked) == 1 else b"")
        raise ConnectionError("the stub cuts")

    keep(Run())
    stub.on("GET", STREAM, stream)

    with pytest.raises(RunEnded, match="after 4 bytes") as caught:
        client.invoke("echo", {}, resumable=True).read()
    assert (caught.value.reason, asked) == ("cancelled", ["offset=0", "offset=4"])


def test_silence_is_asked_again_and_given_up_in_the_end(stub, keep, monkeypatch):
    monkeypatch.setattr(resuming_module, "SILENCE_MAX_S", 0.1)
    asked = []

    async def be_silent(request):
        asked.append(request)
        await request.begin(content_type="text/event-stream", headwater_stream_offset="0")
        await request.part(b": heartbeat\n\n")
        await request.wait_gone()

    keep(Run())
    stub.on("GET", STREAM, be_silent)

    async def be_dead(request):
        if len(asked) < 3:
            await be_silent(request)
        else:
            asked.append(request)
            await request.wait_gone()

    stub.on("GET", STREAM, be_dead)
    with Client(stub.url, timeout_s=0.5) as client, pytest.raises(InvocationFailed, match="timeout_s"):
        client.invoke("echo", {}, resumable=True).read()

    assert len(asked) > 3


def test_leaving_does_not_cancel_and_cancelling_does(keep, client):
    run = keep(Run())
    with client.invoke("echo", {}, resumable=True) as invocation:
        next(iter(invocation))
    assert not run.is_cancelled

    invocation.cancel()
    assert run.is_cancelled


def test_started_runs_are_resumed_from_an_offset(keep, client):
    run = keep(Run())

    started = client.start("echo", {})

    assert (started.invocation_id, started.session_id) == (ID, SESSION)
    offset = len(EVENTS[0])
    assert b"".join(client.resume(ID, offset).iter_bytes()) == run.body[offset:]
    assert client.cancel(ID) == {"invocationId": ID, "state": "cancelled"}


async def test_started_runs_in_an_event_loop(stub, keep):
    run = keep(Run())
    async with AsyncClient(stub.url, timeout_s=DEADLINE_S) as client:
        started = await client.start("echo", {})
        assert len((await client.resume(started.invocation_id, len(EVENTS[0])).read()).events) == 39
        assert (await client.cancel(ID))["state"] == "cancelled"
    assert run.is_cancelled


def test_a_server_that_cannot_detach_says_so(stub, client):
    async def answer(request):
        await request.answer_json("plain")

    stub.on("POST", INVOKE, answer)

    with pytest.raises(InvocationFailed, match="does not keep runs"):
        client.start("echo", {})


def test_resuming_where_nobody_listens_is_not_waited_for():
    with Client("http://127.0.0.1:1") as client, pytest.raises(ServerNotReachable):
        client.resume(ID)


async def test_a_reader_that_is_cancelled_leaves(stub, keep):
    run = keep(Run(cuts=[0] * 10_000))
    async with AsyncClient(stub.url, timeout_s=DEADLINE_S) as client:
        reader = asyncio.create_task(client.invoke("echo", {}, resumable=True).read())
        await asyncio.to_thread(wait_until, lambda: len(run.offsets) > 2)
        reader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reader


async def test_who_leaves_before_the_answer_begins_cancels_what_nobody_has_the_id_of(stub, keep):
    run, asked = keep(Run()), []

    async def think(request):
        asked.append(request)
        await request.wait_gone()

    stub.on("GET", STREAM, think)
    async with AsyncClient(stub.url, timeout_s=DEADLINE_S) as client:
        reader = asyncio.create_task(client.invoke("echo", {}, resumable=True).read())
        await asyncio.to_thread(wait_until, lambda: asked)
        reader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reader
    assert run.is_cancelled


def test_the_callers_token_goes_along(stub, keep):
    run = keep(Run(cuts=[30]))
    with Client(stub.url, bearer_token="t0ken") as client:
        invocation = client.invoke("echo", {}, resumable=True).read()
        invocation.cancel()

    sent = [r.headers.get("authorization") for r in stub.requests if r.path.startswith(STREAM[:-7])]
    assert sent == ["Bearer t0ken"] * 3
    assert run.is_cancelled


def test_runs_are_listed(stub, client):
    async def list_runs(request):
        await request.answer_json({"runs": [{"invocationId": ID, "state": "running"}]})

    stub.on("GET", "/headwater/v1/runs", list_runs)

    assert client.runs("echo", state="running") == [{"invocationId": ID, "state": "running"}]
    assert stub.requests[-1].query == "runtime=echo&state=running"
    with pytest.raises(RequestFailed):
        client.cancel("unknown")
