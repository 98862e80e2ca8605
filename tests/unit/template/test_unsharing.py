"""Namespaces that only a process with one thread may make: asked for again where that is about to be so."""

import errno

import pytest

from headwater.template import confine


@pytest.fixture
def unshare(monkeypatch):
    """`unshare(EINVAL, EINVAL, 0)`: what the kernel answers, one call after the other; gives the calls."""

    def answer(*numbers):
        left, calls = list(numbers), []

        def fake(flags):
            calls.append(flags)
            if number := left.pop(0) if len(left) > 1 else left[0]:
                raise OSError(number, "no")

        monkeypatch.setattr(confine.sc, "unshare", fake)
        return calls

    return answer


def test_a_thread_that_is_about_to_be_gone_is_waited_for(unshare):
    calls = unshare(errno.EINVAL, errno.EINVAL, 0)

    confine._unshare_alone(confine.sc.CLONE_NEWUSER)

    assert calls == [confine.sc.CLONE_NEWUSER] * 3


def test_what_stays_refused_is_an_error(unshare, monkeypatch):
    monkeypatch.setattr(confine, "_ALONE_WAIT_S", 0.01)
    calls = unshare(errno.EINVAL)

    with pytest.raises(OSError, match="no"):
        confine._unshare_alone(confine.sc.CLONE_NEWUSER)
    assert len(calls) > 1


def test_what_is_refused_for_another_reason_is_not_asked_for_again(unshare):
    calls = unshare(errno.EPERM)

    with pytest.raises(PermissionError):
        confine._unshare_alone(confine.sc.CLONE_NEWUSER)
    assert len(calls) == 1
