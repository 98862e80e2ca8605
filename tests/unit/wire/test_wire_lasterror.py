"""Errors in a stream's last event are found, and nothing else is taken for one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.runtimes import ServerProtocol
from headwater.wire.lasterror import find_error
from headwater.wire.protocols import CallDialect

ERROR = b'data: {"error": "boom", "error_type": "ValueError", "message": "An error occurred"}\n\n'


@pytest.mark.parametrize(
    "before", [b"", b'data: "one"\n\n', b'data: "data: x"\r\n\r\n', 'data: "日本"\n\n'.encode()]
)
def test_an_error_event_is_found_whatever_was_before_it(before):
    assert find_error(before + ERROR) == "ValueError: boom"


def test_ours_is_found():
    assert (
        find_error(CallDialect().write_event("the stream was cut"))
        == "RuntimeClientError: the stream was cut"
    )


def test_a_run_of_ag_ui_that_failed_is_found():
    event = CallDialect(ServerProtocol.AGUI).write_event("it broke off")
    assert find_error(b'data: {"type":"RUN_STARTED"}\n\n' + event) == "AGENT_ERROR: it broke off"
    assert find_error(b'data: {"type":"RUN_ERROR","message":"boom"}\n\n') == "RUN_ERROR: boom"
    assert find_error(b'data: {"type":"TEXT","delta":"RUN_ERROR"}\n\n') is None


@pytest.mark.parametrize(
    "last",
    [
        b"",
        b'data: "done"\n\n',
        ERROR + b'data: "and on"\n\n',
        ERROR[8:],
        b"x" + ERROR,
        b'data: "say \\"error_type\\" data: {}"\n\n',
        b'data: {"error": 1, "error_type": "x"}\n\n',
        b'data: {"error_type": "x"}\n\n',
        b'data: ["error_type", "error"]\n\n',
        b'data: {"error": "x", "error_type": \xff}\n\n',
    ],
)
def test_what_is_no_error_is_none(last):
    assert find_error(last) is None


@given(st.binary(max_size=200), st.text(max_size=50))
def test_nothing_breaks_it(noise, text):
    find_error(noise + ERROR + noise)
    event = b"data: " + json.dumps({"error": text, "error_type": "E"}).encode() + b"\n\n"
    assert find_error(event) == f"E: {text}"
