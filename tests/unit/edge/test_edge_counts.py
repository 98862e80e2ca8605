"""What came to a door in the last hour, minute by minute."""

from datetime import UTC, datetime, timedelta

from headwater.edge.counts import HOUR_MINUTES, LastHour, minute_of
from headwater.edge.overview import describe_hour

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def at(minutes):
    return NOON + timedelta(minutes=minutes)


def test_minutes_are_told_apart_and_empty_ones_are_there():
    hour = LastHour()
    hour.note_request(at(0))
    hour.note_request(at(2))
    hour.note_refusal(at(2), "deny")
    hour.note_refusal(at(2), "deny")
    hour.note_refusal(at(3), "allow")

    shown = describe_hour(hour, minute_of(at(3)))

    assert len(shown["times"]) == HOUR_MINUTES
    assert shown["times"][-1] == at(3).timestamp()
    assert shown["requests"][-4:] == [1, 0, 1, 0]
    assert {rule: counts[-4:] for rule, counts in shown["refusals"].items()} == {
        "allow": [0, 0, 0, 1],
        "deny": [0, 0, 2, 0],
    }


def test_what_is_older_than_an_hour_is_forgotten():
    hour = LastHour()
    for minute in range(300):
        hour.note_request(at(minute))
        hour.note_refusal(at(minute), f"rule {minute}")

    assert len(hour.requests) == HOUR_MINUTES
    assert len(hour.refusals) == HOUR_MINUTES
    assert sum(describe_hour(hour, minute_of(at(500)))["requests"]) == 0
