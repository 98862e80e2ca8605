"""Where ours differs from the official SDK on purpose."""

import json
import time

import pytest


def events(response):
    return [json.loads(line[6:]) for line in response.content.decode().split("\n\n") if line]


def test_a_value_without_json_form_is_an_error(ours):
    response = ours.invoke("special", "opaque")

    assert response.status_code == 500
    assert "type Opaque has no JSON form" in response.json()["error"]


@pytest.mark.parametrize("name", ["opaque", "opaque_inside"])
def test_a_yielded_value_without_json_form_is_an_error_event_and_the_stream_goes_on(ours, name):
    before, error, after = events(ours.invoke("special_stream", name))

    assert (before, after) == ("before", "after")
    assert error["error_type"] == "TypeError"
    assert "type Opaque has no JSON form" in error["error"]
    assert set(error) == {"error", "error_type", "message"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("time", {"at": "2025-01-02T03:04:05+00:00"}),
        ("uuid", {"id": "00000000-0000-0000-0000-000000000005"}),
        ("surrogate", "half \ud83d"),
    ],
)
def test_times_ids_and_half_characters_come_through(ours, name, value):
    assert ours.invoke("special", name).json() == value
    assert events(ours.invoke("special_stream", name)) == ["before", value, "after"]


def test_an_inner_cancellation_ends_the_stream_with_an_error(ours):
    one, error = events(ours.invoke("fail_cancelled", {}))

    assert (one, error["error_type"]) == ("one", "CancelledError")


def test_sys_exit_in_a_handler_is_its_failure(ours):
    assert ours.invoke("exit", {}).status_code == 500
    one, error = events(ours.invoke("exit_stream", {}))
    assert one == "one"
    assert "SystemExit" in error["error"]

    assert ours.invoke("echo", "alive").json() == "alive"


def test_json_nested_too_deep_is_400(ours):
    response = ours.client.post("/echo/invocations", content=b"[" * 200_000)

    assert (response.status_code, response.json()["error"]) == (400, "Invalid JSON")


@pytest.mark.parametrize(
    "agent",
    ["endless", "endless_waiting", "endless_spinning", "endless_stubborn", "endless_behind", "endless_sync"],
)
def test_a_client_that_leaves_ends_the_generator(ours, agent):
    """With the official SDK 1.25 (uvicorn 0.54) the generator is not closed, however it waits."""
    ours.client.post("/close")

    with ours.stream(agent, {"every_s": 0.001}) as response:
        first = next(response.iter_raw())

    assert first.startswith(b"data: ")
    ours.wait_for(f"{agent}: closed")


@pytest.mark.parametrize("agent", ["counted", "counted_sync"])
def test_a_slow_reader_slows_the_agent(ours, agent):
    """An agent that makes a gigabyte for a reader who takes the first piece has made a few megabytes."""
    ours.client.post("/close")
    with ours.stream(agent, {"count": 10_000, "size": 100_000}) as response:
        next(response.iter_raw())
        made = settled(lambda: ours.client.get("/made").json())

    assert 0 < made < 200
    ours.wait_for(f"{agent}: closed")


def settled(read):
    """The value of `read()` once it has stayed the same for many readings."""
    last, same = read(), 0
    while same < 50:
        time.sleep(0.005)
        value = read()
        last, same = value, same + 1 if value == last else 0
    return last
