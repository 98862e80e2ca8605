"""What else the hybrid agent's users rely on: redeployment, crashes, and many of them in one session."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import effort
from servers import EXAMPLES, new_session_id, wait_until

AGENT = EXAMPLES / "hybrid_agent" / "agent.py"
FIRST_RESULT = "What was the result of my first calculation?"
#: Names that could be taken for one another, or for a path.
USERS = ["ada", "Ada", "ada/trip", "ada:trip", "ada/", "a", "ada-trip", "ada_trip", "trip", "ada/trip/ada"]


@pytest.fixture
def deploy(make_server):
    def deploy(**settings):
        server = make_server(**settings)
        memory = server.control.create_memory(name="hybrid", eventExpiryDuration=30)["memory"]
        environment = {"BEDROCK_AGENTCORE_MEMORY_ID": memory["id"]}
        return server, server.deploy(AGENT, environment=environment), environment

    return deploy


def chat(server, agent, session_id, prompt, user="ada", conversation="trip"):
    payload = {"prompt": prompt, "user_id": user, "memory_session_id": conversation, "stream": False}
    return server.ask(agent, payload, session_id)


@effort.long
def test_a_conversation_outlives_a_redeployment_and_a_killed_server(deploy):
    server, agent, environment = deploy()
    chat(server, agent, new_session_id(), "How much is 10*5?")

    agent = server.update(agent, AGENT, environment)
    after_update = chat(server, agent, new_session_id(), FIRST_RESULT)
    server.kill()
    server.start()
    wait_until(lambda: server.describe(agent)["runtime"]["status"] == "READY", 60, "the agent to be ready")
    after_crash = chat(server, agent, new_session_id(), FIRST_RESULT)

    for answer in (after_update, after_crash):
        assert answer["response"].endswith("The first result was 50.")
        assert answer["metadata"]["memory_source"] == "durable"


@effort.long
def test_users_of_one_session_at_one_time_are_told_apart(deploy):
    server, agent, _ = deploy()
    session_id = new_session_id()
    secrets = {
        (user, conversation): f"secret{number}x"
        for number, (user, conversation) in enumerate(
            (user, conversation) for user in USERS for conversation in ("trip", "Trip")
        )
    }

    def hold(key):
        for _ in range(2):
            chat(server, agent, session_id, f"Keep {secrets[key]}.", *key)

    def recite(key, session_id):
        return chat(server, agent, session_id, "scripted: recite", *key)["response"]

    with ThreadPoolExecutor(8) as pool:
        [*pool.map(hold, secrets)]
        warm = [*pool.map(lambda key: recite(key, session_id), secrets)]
        cold_id = new_session_id()
        cold = [*pool.map(lambda key: recite(key, cold_id), secrets)]

    for key, *recited in zip(secrets, warm, cold, strict=True):
        for text in recited:
            assert text.count(f"user: Keep {secrets[key]}.") >= 2
            others = [secret for other, secret in secrets.items() if other != key]
            assert not [secret for secret in others if secret in text], key


@pytest.mark.parametrize(
    ("user", "conversation"),
    [
        ("ada/../bob", "trip"), ("ada%2Fbob", "trip"), ("ada#", "trip"), ("", "trip"), ("аda", "trip"),
        ("ada", "trip/other"), ("ada", "trip:1"), ("ada", ""), ("ada", "t" * 101), ("a" * 256, "trip"),
        (None, "trip"), (["ada"], "trip"), ({"name": "ada"}, "trip"),
    ],
)  # fmt: skip
def test_what_is_no_name_is_refused_and_nothing_is_kept(server, user, conversation, hybrid_agent):
    answer = chat(server, hybrid_agent, new_session_id(), "Hello", user, conversation)

    wrong = user if conversation == "trip" else conversation
    assert f"{wrong!r} is not valid" in answer["error"]


@pytest.fixture(scope="module")
def hybrid_agent(server):
    memory = server.control.create_memory(name="hostile", eventExpiryDuration=30)["memory"]
    return server.deploy(AGENT, environment={"BEDROCK_AGENTCORE_MEMORY_ID": memory["id"]})


@pytest.mark.parametrize(
    ("asked", "result"),
    [
        ("123456*789", "97406784"), ("12345678901234567890*10", "123456789012345678900"), ("144/12", "12"),
        ("1/3", "0.333333333333"), ("(3 - 4) * 5", "-5"), ("1/0", "cannot calculate '1/0': division by zero"),
        ("7 ** 2", "only numbers, + - * / % and brackets are known"),
    ],
)  # fmt: skip
def test_the_calculator_is_exact_and_says_what_it_cannot(server, hybrid_agent, asked, result):
    answer = chat(
        server, hybrid_agent, new_session_id(), f"How much is {asked}?", "ada", f"c{abs(hash(asked))}"
    )

    assert answer["response"].endswith(result)
