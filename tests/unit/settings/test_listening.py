"""Sockets that a server listens at."""

import socket
import sys

import pytest

from headwater.listening import open_socket


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere not all of it is inherited")
def test_whoever_is_let_in_is_watched_for_having_gone_without_a_word():
    with open_socket("127.0.0.1", 0) as listener:
        listener.listen()
        with socket.create_connection(listener.getsockname()) as client:
            accepted, _ = listener.accept()
            with accepted:
                assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 20
                assert client.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 0
