"""Property tests here give the same examples at every run, and what several test files build on."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import settings

from headwater.edge.forms import FORMS, Form, FormContext

settings.register_profile("forms", deadline=None, derandomize=True)
settings.load_profile("forms")

SESSION_ID = "afa31b91-a767-41f1-a7bc-d9cbf8c4cfd3"


@pytest.fixture
def make_form() -> Callable[..., Form]:
    """Make a form by name, for an answer of an event stream unless told otherwise."""

    def make(name: str, **changes) -> Form:
        context = {
            "session_id": SESSION_ID,
            "model": "helper",
            "request_id": "req-1",
            "target_content_type": "text/event-stream; charset=utf-8",
            "is_streaming": True,
            "created_s": 1_700_000_000,
            "shows_errors": True,
            **changes,
        }
        return FORMS[name](FormContext(**context))

    return make


@pytest.fixture
def run_form(make_form) -> Callable[..., str]:
    """All that a form gives for these pieces, as text."""

    def run(name: str, *pieces: bytes, **changes) -> str:
        form = make_form(name, **changes)
        return b"".join([*(form.feed(piece) for piece in pieces), form.end()]).decode()

    return run


@pytest.fixture
def frame() -> Callable[[object], bytes]:
    """One yielded value as the App sends it."""
    return lambda value: b"data: %b\n\n" % json.dumps(value, ensure_ascii=False).encode()
