"""`/ws`, by either SDK."""

import threading

import pytest
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK, InvalidStatus
from websockets.sync.client import unix_connect

SESSION = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"


def connect(server, agent):
    return unix_connect(
        str(server.socket_path),
        f"ws://agent/{agent}/ws",
        additional_headers={SESSION: "s" * 40},
        compression=None,
    )


def test_text_and_bytes_go_both_ways(server):
    with connect(server, "talk") as socket:
        assert socket.recv() == '{"session":"%s"}' % ("s" * 40)
        socket.send("日本語 🙂")
        assert socket.recv() == "日本語 🙂"
        socket.send(b"\x00\xff" * 1000)
        assert socket.recv() == b"\x00\xff" * 1000


def test_the_handler_learns_that_the_client_left(server):
    server.client.post("/close")

    with connect(server, "talk") as socket:
        socket.recv()

    server.wait_for("talk: closed")


def test_a_failing_handler_closes_with_1011(server):
    with connect(server, "talk") as socket:
        socket.recv()
        socket.send("fail")
        with pytest.raises(ConnectionClosedError) as closed:
            socket.recv()

    assert closed.value.rcvd.code == 1011


def test_what_was_sent_comes_before_the_close(server):
    with connect(server, "talk") as socket:
        socket.recv()
        socket.send("numbers")
        assert [int(socket.recv()) for _ in range(1000)] == list(range(1000))
        with pytest.raises(ConnectionClosedError) as closed:
            socket.recv()

    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4001, "enough")


def test_a_handler_that_returns_closes_it(ours):
    """The official SDK leaves it to the server, which hangs up without a close frame."""
    with connect(ours, "talk") as socket:
        socket.recv()
        socket.send("return")
        with pytest.raises(ConnectionClosedOK):
            socket.recv()


def test_no_handler_refuses(server):
    with pytest.raises(InvalidStatus), connect(server, "echo"):
        pass


def test_a_blocked_handler_does_not_stop_ping(ours):
    """The official SDK runs WebSocket handlers on the server's loop."""
    ours.client.post("/close")
    with connect(ours, "block_socket") as socket:
        ours.wait_for("block_socket: blocked")
        assert ours.client.get("/block_socket/ping").json()["status"] == "Healthy"
        opened = threading.Thread(target=lambda: ours.client.post("/open"))
        opened.start()
        assert socket.recv() == "through"
        opened.join()
