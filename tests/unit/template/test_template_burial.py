"""Burials: a sandbox's end is reported when nothing is left of it, and nobody waits for it."""

import os
import select
import subprocess
import sys

import pytest

from headwater.template import burial
from headwater.template.burial import Burials
from headwater.template.nursery import Cradle

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sandboxes are Linux's")


class SlowToDie(Cradle):
    """A sandbox that does not end for being killed."""

    def kill(self):
        self.was_killed = True


@pytest.fixture
def process():
    with subprocess.Popen(["sleep", "600"]) as started:
        yield started
        started.kill()


@pytest.fixture
def ends():
    return []


@pytest.fixture
def poller():
    return select.poll()


@pytest.fixture
def burials(poller, ends):
    return Burials(poller, lambda *end: ends.append(end))


def wait_until_ready(poller, burials):
    for fd, _ in poller.poll(10_000):
        burials.note_ready(fd)


def test_an_end_is_reported_once_the_sandbox_is_cleared(process, poller, burials, ends):
    burials.begin(Cradle(process.pid, os.pidfd_open(process.pid)), "w-1", 137)
    assert ends == []
    assert burials.timeout_ms() > 0
    wait_until_ready(poller, burials)
    assert ends == [("w-1", 137, True)]
    assert burials.timeout_ms() is None
    assert poller.poll(0) == []


def test_one_that_is_slow_to_die_holds_up_nothing(process, poller, burials, ends):
    cradle = SlowToDie(process.pid, os.pidfd_open(process.pid))
    burials.begin(cradle, "w-slow", 0)
    assert cradle.was_killed
    assert poller.poll(0) == []
    burials.end_overdue()
    assert ends == []
    process.kill()
    wait_until_ready(poller, burials)
    assert ends == [("w-slow", 0, True)]


def test_one_that_never_dies_is_reported_after_the_deadline(process, burials, ends, monkeypatch):
    monkeypatch.setattr(burial, "DEADLINE_S", 0.0)
    burials.begin(SlowToDie(process.pid, os.pidfd_open(process.pid)), "w-stuck", 1)
    burials.end_overdue()
    assert ends == [("w-stuck", 1, False)]


def test_one_that_is_gone_already_is_reported_too(process, poller, burials, ends):
    pidfd = os.pidfd_open(process.pid)
    process.kill()
    process.wait()
    burials.begin(Cradle(process.pid, pidfd), "w-gone", 3)
    wait_until_ready(poller, burials)
    assert ends == [("w-gone", 3, True)]


def test_foreign_descriptors_are_left_alone(burials, ends):
    burials.note_ready(0)
    assert ends == []
