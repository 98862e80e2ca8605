"""When a container counts as serving."""

import asyncio
import contextlib
import socket

import pytest

from headwater.sandbox.containers.readiness import NeverReady, wait_serving

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"


class Answers:
    """A `Dialer` whose connections answer in turn; an OSError is raised instead."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.stack = contextlib.ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.stack.close()

    async def dial(self):
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, OSError):
            raise answer
        ours, theirs = socket.socketpair()
        self.stack.enter_context(contextlib.closing(theirs))
        ours.setblocking(False)
        theirs.sendall(answer)
        theirs.shutdown(socket.SHUT_WR)
        return ours


async def test_it_is_asked_until_it_answers():
    refused = ConnectionRefusedError()
    with Answers(refused, refused, b"", b"HTTP/1.1 503 x\r\n\r\n", OK) as dialer:
        await asyncio.wait_for(wait_serving(dialer, 10), 10)

        assert dialer.answers == [OK]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (ConnectionRefusedError(), "nothing listened there"),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", "it answered 404"),
        (b"", "it broke off"),
        (b"hello\r\n", "it broke off"),
    ],
)
async def test_what_it_did_instead_is_told(answer, said):
    with Answers(answer) as dialer, pytest.raises(NeverReady, match=said):
        await wait_serving(dialer, 0.05)


async def test_a_server_without_a_ping_serves_when_it_answers_anything():
    refused = ConnectionRefusedError()
    with Answers(refused, b"", b"HTTP/1.1 404 Not Found\r\n\r\n", OK) as dialer:
        await asyncio.wait_for(wait_serving(dialer, 10, has_ping=False), 10)

        assert dialer.answers == [OK]
