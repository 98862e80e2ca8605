"""Streams, by either SDK: framing, order, failure."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

VALUES = [
    "plain",
    "two\nlines\r\nand a\ttab",
    "日本語 🙂 \u2028\u2029 é",
    {"type": "metadata", "n": [1, None, True]},
    "",
    None,
    3,
]


def framed(values):
    return b"".join(b"data: %b\n\n" % json.dumps(v, ensure_ascii=False).encode() for v in values)


@pytest.mark.parametrize("agent", ["stream", "stream_sync"])
def test_each_value_is_one_event(server, agent):
    response = server.invoke(agent, {"values": VALUES})

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert "content-length" not in response.headers
    assert response.content == framed(VALUES)


@pytest.mark.parametrize("agent", ["dispatch", "dispatch_async"])
@pytest.mark.parametrize("kind", ["stream", "stream_sync"])
def test_a_function_may_return_a_generator(server, agent, kind):
    response = server.invoke(agent, {"kind": kind, "values": VALUES})

    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.content == framed(VALUES)


@pytest.mark.parametrize("agent", ["dispatch", "dispatch_async"])
def test_the_same_function_may_return_a_value(server, agent):
    response = server.invoke(agent, {"kind": "value", "values": VALUES})

    assert response.headers["content-type"] == "application/json"
    assert response.json() == VALUES


def test_an_object_that_is_called_may_be_the_handler(server):
    assert server.invoke("callable", {"values": [1]}).content == framed([[1]])


def test_an_empty_stream_is_an_empty_stream(server):
    response = server.invoke("stream", {"values": []})

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"


@pytest.mark.parametrize("agent", ["count", "count_sync"])
def test_all_chunks_arrive_in_order(server, agent):
    count = 100_000 if server.is_ours else 2_000

    response = server.invoke(agent, {"count": count})

    assert response.content == framed(f"token {number}" for number in range(count))


@pytest.mark.parametrize("agent", ["stream", "stream_sync"])
def test_huge_values_arrive_whole(server, agent):
    values = ["ab日" * 2_500_000, "small", {"big": "x" * 10_000_000}]

    assert server.invoke(agent, {"values": values}).content == framed(values)


@pytest.mark.parametrize("agent", ["fail_stream", "fail_stream_sync"])
@pytest.mark.parametrize("after", [0, 3])
def test_a_failure_is_the_last_event(server, agent, after):
    response = server.invoke(agent, {"after": after})

    error = {
        "error": "'gone: 失敗'",
        "error_type": "KeyError",
        "message": "An error occurred during streaming",
    }
    assert response.status_code == 200
    assert response.content == framed([*range(after), error])


@pytest.mark.parametrize("name", ["model", "record", "nested", "set", "tuple", "nan", "keys", "text"])
def test_objects_become_their_data(server, name):
    value = server.invoke("special", name).content

    assert (
        server.invoke("special_stream", name).content
        == b'data: "before"\n\ndata: %b\n\ndata: "after"\n\n' % value
    )


@pytest.mark.parametrize("agent", ["block_stream", "block_stream_sync"])
def test_what_was_yielded_is_sent_before_the_agent_goes_on(server, agent):
    server.client.post("/close")

    with server.stream(agent, {}) as response:
        pieces = response.iter_raw()
        first = next(pieces)
        server.client.post("/open")
        rest = b"".join(pieces)

    assert first == framed(["before"])
    assert rest == framed(["through"])


def test_many_streams_at_once_do_not_mix(server):
    def stream(number):
        values = [f"{number}/{i}" for i in range(50)]
        return server.invoke("stream", {"values": values}).content == framed(values)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(stream, range(48)))


@pytest.mark.parametrize("agent", ["count", "count_sync"])
def test_middleware_and_connection_reuse(server, agent):
    for _ in range(20):
        assert server.invoke(agent, {"count": 1}).content == framed(["token 0"])
