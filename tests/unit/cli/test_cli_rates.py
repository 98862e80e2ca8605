"""Rates of sessions between two looks."""

from headwater.cli.rates import Rates, sort_sessions


def session(session_id="s", *, cpu=0.0, sent=0, tokens=0, created_at="2026-01-01T00:00:00+00:00", **members):
    return {
        "runtimeId": "r",
        "endpoint": "DEFAULT",
        "sessionId": session_id,
        "createdAt": created_at,
        "cpuSeconds": cpu,
        "sentBytes": sent,
        "outputTokens": tokens,
        **members,
    }


def test_the_first_look_knows_no_rates():
    shown = Rates().add([session(cpu=5)], 100.0)

    assert (shown[0]["cpuPercent"], shown[0]["bytesPerS"], shown[0]["tokensPerS"]) == (None, None, None)


def test_rates_are_what_changed_by_the_time_between():
    rates = Rates()
    rates.add([session(cpu=1.0, sent=1000, tokens=10)], 100.0)

    shown = rates.add([session(cpu=2.0, sent=5000, tokens=20)], 104.0)[0]

    assert (shown["cpuPercent"], shown["bytesPerS"], shown["tokensPerS"]) == (25.0, 1000.0, 2.5)


def test_a_session_that_began_anew_under_its_id_is_another_one():
    rates = Rates()
    rates.add([session(cpu=50.0)], 100.0)

    assert rates.add([session(cpu=0.1, created_at="2026-01-02")], 102.0)[0]["cpuPercent"] is None


def test_counters_never_run_backwards():
    rates = Rates()
    rates.add([session(cpu=2.0)], 100.0)

    assert rates.add([session(cpu=1.0)], 102.0)[0]["cpuPercent"] == 0.0


def test_the_highest_come_first_and_equals_by_age():
    made = [
        session("old", created_at="1", cpuPercent=None, memoryBytes=5),
        session("new", created_at="2", cpuPercent=None, memoryBytes=5),
        session("busy", created_at="3", cpuPercent=80.0, memoryBytes=None),
    ]

    assert [one["sessionId"] for one in sort_sessions(made, "cpu")] == ["busy", "old", "new"]
    assert [one["sessionId"] for one in sort_sessions(made, "memory")] == ["old", "new", "busy"]
