"""How hard tests try: a little in every run, long where `HEADWATER_LONG_TESTS` is set."""

import os

import pytest

IS_LONG = bool(os.environ.get("HEADWATER_LONG_TESTS"))

#: For tests that take minutes.
long = pytest.mark.skipif(not IS_LONG, reason="takes minutes: set HEADWATER_LONG_TESTS=1")


def count(usual: int, long_run: int) -> int:
    """How often to try: `usual`, or `long_run` in a long run."""
    return long_run if IS_LONG else usual
