"""Invocations, stops and kills of the same sessions at random: every call ends, and nothing leaks."""

import os
import random
import signal
from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import ClientError, ResponseStreamingError

from servers import AGENTS, new_session_id, read_events, wait_until

ALLOWED = {"broken off", "RuntimeClientError", "ResourceNotFoundException"}
CALLS = 40


def act(server, agent, ids, seed):
    """Random calls by one client; what came of each."""
    chance = random.Random(seed)
    outcomes = []
    for _ in range(CALLS):
        session_id = chance.choice(ids)
        try:
            match chance.randrange(8):
                case 0:
                    server.stop_session(agent, session_id)
                case 1:
                    session = server.find_session(agent, session_id)
                    if session and session["pid"]:
                        os.kill(session["pid"], chance.choice([signal.SIGKILL, signal.SIGTERM]))
                case 2:
                    how = chance.choice(["exit", "kill"])
                    read_events(server.invoke(agent, {"do": "dies", "how": how}, session_id))
                case 3 | 4:
                    events = read_events(server.invoke(agent, {"do": "count", "count": 200}, session_id))
                    assert events == list(range(200)) or "error" in events[-1], events[-3:]
                case _:
                    server.ask(agent, {"do": "status", "status": 200, "body": "1"}, session_id)
            outcomes.append("ok")
        except ProcessLookupError:
            outcomes.append("ok")
        except ResponseStreamingError:
            outcomes.append("broken off")  # the agent died between its answer's head and body
        except ClientError as error:
            outcomes.append(error.response["Error"]["Code"])
    return outcomes


def test_nothing_hangs_and_nothing_is_left(server):
    agent = server.deploy(AGENTS / "streams.py")
    ids = [new_session_id() for _ in range(4)]

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(lambda seed: act(server, agent, ids, seed), range(8)))

    seen = {outcome for client in outcomes for outcome in client}
    assert [len(client) for client in outcomes] == [CALLS] * 8
    assert seen <= {"ok"} | ALLOWED
    pids = [session["pid"] for session in server.sessions(agent)]
    server.http("POST", f"/headwater/v1/runtimes/{agent.name}/stop", b'{"all": true}')
    assert server.sessions(agent) == []
    wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in pids), what="the processes to go")
    assert server.ask(agent, {"do": "status", "status": 200, "body": "1"}, ids[0]) == 1
    assert "Traceback" not in server.log_text()
