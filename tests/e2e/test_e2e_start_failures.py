"""Agents that do not come up: told at deployment and to callers, with the traceback in status and log."""

import pytest

from servers import wait_until

FAILURES = {
    "syntax": ("x = 1\ndef f(:\n", ["SyntaxError", "agent.py", "line 2"], "def f(:"),
    "module": (
        "import json\nimport no_such_module\n",
        ["no_such_module", "line 2", "install"],
        "import no_such_module",
    ),
    "raise": ("def g():\n    raise ValueError('on purpose')\ng()\n", ["ValueError: on purpose"], "in g"),
    "exit": ("import sys\nsys.exit('gave up')\n", ["gave up", "before it served"], ""),
    "os_exit": ("import os\nos._exit(4)\n", ["before it served anything", "code 4"], ""),
    "no_app": ("x = 1\n", ["app.run()"], ""),
    "two_apps": (
        "from starlette.applications import Starlette\none = Starlette()\ntwo = Starlette()\n",
        ["several apps", "one, two"],
        "",
    ),
    "http_server": (
        "from http.server import *\nHTTPServer(('127.0.0.1', 0), BaseHTTPRequestHandler).serve_forever()\n",
        ["HTTPServer", "not an ASGI server"],
        "",
    ),
    "wsgi": (
        "from wsgiref.simple_server import make_server\nmake_server('', 0, lambda *a: []).serve_forever()\n",
        ["WSGIServer", "not an ASGI server"],
        "",
    ),
}


@pytest.mark.parametrize("kind", FAILURES)
def test_a_file_that_does_not_come_to_serve_says_why(server, session_id, kind):
    source, wanted, in_traceback = FAILURES[kind]
    agent = server.deploy(source, expect="CREATE_FAILED")

    with pytest.raises(server.data.exceptions.RuntimeClientError) as caught:
        server.invoke(agent, {}, session_id)

    error = caught.value.response
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 424
    for text in wanted:
        assert text in agent.failure_reason
        assert text in error["Error"]["Message"]
    assert "initialization" not in error["Error"]["Message"]
    template = server.describe(agent)["templates"][0]
    assert template["state"] == "failed"
    assert wanted[0] in template["error"]["summary"]
    if in_traceback:
        assert in_traceback in template["error"]["traceback"]
        assert "headwater/template" not in template["error"]["traceback"]
        wait_until(lambda: in_traceback in server.agent_log(agent), what="the traceback in the log")


def test_a_hang_at_import_ends_at_the_deadline_and_the_log_says_where(make_server, session_id):
    server = make_server(HEADWATER_SANDBOX__START_TIMEOUT_S=4)
    agent = server.deploy(
        """
        import time

        def wait_for_a_database():
            time.sleep(3600)

        wait_for_a_database()
        """,
        expect="CREATE_FAILED",
    )

    with pytest.raises(server.data.exceptions.RuntimeClientError) as caught:
        server.invoke(agent, {}, session_id)

    assert "did not come to serve within 4 s" in str(caught.value)
    wait_until(lambda: "wait_for_a_database" in server.agent_log(agent), what="the stack in the log")


def test_an_entry_point_that_is_not_in_the_artifact_is_named(server):
    agent = server.deploy({"main.py": "x = 1"}, expect="CREATE_FAILED")

    assert "'agent.py' is not in the code artifact" in agent.failure_reason
    assert "main.py" in agent.failure_reason


def test_what_a_file_printed_before_it_failed_is_in_the_log(server):
    agent = server.deploy("print('so far so good')\nraise SystemExit(3)\n", expect="CREATE_FAILED")

    assert "code 3" in agent.failure_reason
    wait_until(lambda: "so far so good" in server.agent_log(agent), what="the printed line")


def test_a_failed_runtime_is_mended_by_an_update(server, session_id):
    agent = server.deploy("import no_such_module\n", expect="CREATE_FAILED")

    server.update(
        agent,
        "async def app(scope, receive, send):\n    from starlette.responses import JSONResponse\n"
        "    await JSONResponse('mended')(scope, receive, send)\n",
    )

    assert server.ask(agent, {}, session_id) == "mended"
