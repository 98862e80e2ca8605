"""Status: precedence, the time of the last change, the official SDK's enum."""

import enum
import logging

import pytest

from headwater.agent.ping import Health, PingStatus


class TheirStatus(str, enum.Enum):  # noqa: UP042  # as theirs is
    HEALTHY = "Healthy"
    HEALTHY_BUSY = "HealthyBusy"


@pytest.fixture
def health():
    return Health(logging.getLogger("test"))


def test_forced_beats_custom_beats_automatic(health):
    health.add("work")
    assert health.current() is PingStatus.HEALTHY_BUSY
    health.handler = lambda: PingStatus.HEALTHY
    assert health.current() is PingStatus.HEALTHY
    health.force(PingStatus.HEALTHY_BUSY)
    assert health.current() is PingStatus.HEALTHY_BUSY
    health.clear_forced()
    assert health.current() is PingStatus.HEALTHY


@pytest.mark.parametrize("said", ["HealthyBusy", TheirStatus.HEALTHY_BUSY, PingStatus.HEALTHY_BUSY])
def test_a_status_is_ours_theirs_or_text(health, said):
    health.force(said)
    assert health.current() is PingStatus.HEALTHY_BUSY
    health.clear_forced()
    health.handler = lambda: said
    assert health.current() is PingStatus.HEALTHY_BUSY


def test_a_status_that_does_not_exist_cannot_be_forced(health):
    with pytest.raises(ValueError, match="Sleepy"):
        health.force("Sleepy")


async def test_an_async_ping_handler_is_refused_and_the_status_automatic(health):
    async def status():
        return "HealthyBusy"

    health.handler = status

    assert health.current() is PingStatus.HEALTHY


def test_the_time_moves_only_with_the_status(health, monkeypatch):
    clock = iter(range(100, 200))
    monkeypatch.setattr("headwater.agent.ping.time.time", lambda: next(clock))
    first = health.report()
    assert health.report() == first

    health.add("work")

    assert health.report()["time_of_last_update"] > first["time_of_last_update"]


def test_tasks_have_ids_of_their_own(health):
    one, two = health.add("a"), health.add("a", {"k": 1})

    assert one != two
    assert health.task_info()["active_count"] == 2
    assert health.complete(one)
    assert not health.complete(one)
    assert [job["name"] for job in health.task_info()["running_jobs"]] == ["a"]
