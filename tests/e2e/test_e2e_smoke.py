"""The shortest way through everything."""

from servers import AGENTS


def test_a_deployed_agent_answers(server, session_id):
    agent = server.deploy(AGENTS / "echo.py")

    first = server.ask(agent, {"prompt": "hi"}, session_id)
    second = server.ask(agent, {"prompt": "again"}, session_id)

    assert first["echo"] == {"prompt": "hi"}
    assert (first["calls"], second["calls"]) == (1, 2)


def test_a_server_of_the_tests_own_can_be_killed_and_started_again(make_server, session_id):
    server = make_server()
    agent = server.deploy(AGENTS / "echo.py")
    server.kill()

    server.start()

    assert server.ask(agent, 1, session_id)["calls"] == 1
