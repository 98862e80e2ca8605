"""`/ping`, background tasks and debug actions, by either SDK; and handlers that block."""

import threading
import time

import pytest


def status(server, agent):
    return server.client.get(f"/{agent}/ping").json()["status"]


def test_an_idle_agent_is_healthy(server):
    response = server.client.get("/echo/ping")

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert set(response.json()) == {"status", "time_of_last_update"}
    assert response.json()["status"] == "Healthy"
    assert isinstance(response.json()["time_of_last_update"], int)


def test_the_time_is_that_of_the_last_change(server):
    first = server.client.get("/echo/ping").json()
    server.invoke("echo", 1)

    while int(time.time()) <= first["time_of_last_update"] + 1:
        time.sleep(0.05)

    assert server.client.get("/echo/ping").json() == first


def test_a_task_by_hand_makes_the_agent_busy(server):
    task_id = server.invoke("tasks", {"do": "add"}).json()

    assert isinstance(task_id, int)
    assert status(server, "tasks") == "HealthyBusy"
    info = server.invoke("tasks", {"do": "info"}).json()
    assert info["active_count"] == 1
    assert info["running_jobs"][0]["name"] == "by hand"
    assert info["running_jobs"][0]["duration"] >= 0

    assert server.invoke("tasks", {"do": "complete", "id": task_id}).json() is True
    assert server.invoke("tasks", {"do": "complete", "id": task_id}).json() is False
    assert status(server, "tasks") == "Healthy"


def test_a_decorated_task_makes_the_agent_busy_and_accepts_work(server):
    server.invoke("tasks", {"do": "begin"})

    assert status(server, "tasks") == "HealthyBusy"
    assert server.invoke("tasks", {"do": "info"}).json()["running_jobs"][0]["name"] == "background"

    server.invoke("tasks", {"do": "end"})
    assert status(server, "tasks") == "Healthy"


@pytest.mark.parametrize(("says", "answer"), [("HealthyBusy", "HealthyBusy"), ("Healthy", "Healthy")])
def test_a_custom_handler_decides(server, says, answer):
    server.invoke("ping_says", says)

    assert status(server, "ping_says") == answer


@pytest.mark.parametrize("says", ["raise", "Nonsense"])
def test_a_failing_custom_handler_falls_back(server, says):
    server.invoke("ping_says", says)

    assert status(server, "ping_says") == "Healthy"


def action(server, name):
    return server.invoke("tasks", {"_agent_core_app_action": name})


def test_debug_actions(server):
    assert action(server, "force_busy").json() == {"forced_status": "HealthyBusy"}
    assert status(server, "tasks") == "HealthyBusy"
    assert action(server, "ping_status").json()["status"] == "HealthyBusy"
    assert action(server, "force_healthy").json() == {"forced_status": "Healthy"}
    assert action(server, "clear_forced_status").json() == {"forced_status": "Cleared"}
    assert action(server, "job_status").json() == {"active_count": 0, "running_jobs": []}
    assert action(server, "nonsense").status_code == 400
    assert action(server, "nonsense").json() == {"error": "Unknown action: nonsense"}


def test_debug_actions_are_payloads_without_debug(server):
    payload = {"_agent_core_app_action": "ping_status"}

    assert server.invoke("echo", payload).json() == payload


@pytest.mark.parametrize("agent", ["block", "block_sync", "block_stream", "block_stream_sync"])
def test_a_blocked_handler_does_not_stop_ping(server, agent):
    server.client.post("/close")
    answers = []
    call = threading.Thread(target=lambda: answers.append(server.invoke(agent, {}).text))
    call.start()
    try:
        server.wait_for(f"{agent}: blocked")

        for _ in range(20):
            assert status(server, agent) == "Healthy"
        assert answers == []
    finally:
        server.client.post("/open")
        call.join()

    assert "through" in answers[0]
