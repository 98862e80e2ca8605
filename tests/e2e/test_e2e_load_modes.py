"""Every way in which a file may come to serve; and files that must not be forked once they are loaded."""

import pytest

from servers import EXAMPLES, wait_until

ANSWER = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

calls = 0

async def invoke(request):
    global calls
    calls += 1
    return JSONResponse({"calls": calls, "name": __name__, "echo": await request.json()})

def build():
    return Starlette(routes=[Route("/invocations", invoke, methods=["POST"])])
"""
FORKED = {
    "left in a variable": ANSWER + "app = build()\n",
    "left in an unusual variable": ANSWER + "my_service = build()\n",
    "uvicorn.run": ANSWER + "import uvicorn\nuvicorn.run(build(), host='0.0.0.0', port=8080)\n",
    "uvicorn.run with workers and reload": ANSWER + (
        "import uvicorn\napp = build()\nuvicorn.run(app, host='127.0.0.1', port=80, workers=4, reload=True)\n"
    ),
    "from uvicorn import run": ANSWER + "from uvicorn import run\nrun(build())\n",
    "uvicorn.Server.run": ANSWER + "from uvicorn import *\nServer(Config(build(), port=80)).run()\n",
    "await uvicorn.Server.serve": ANSWER + (
        "import asyncio, uvicorn\n"
        "async def main():\n"
        "    await asyncio.sleep(0)\n"
        "    await uvicorn.Server(uvicorn.Config(build(), port=8080)).serve()\n"
        "asyncio.run(main())\n"
    ),
    "under the main guard": ANSWER + (
        "import uvicorn\nif __name__ == '__main__':\n    uvicorn.run(build(), port=8080)\n"
    ),
    "headwater.App": (
        "from headwater import App\napp = App()\ncalls = 0\n"
        "@app.entrypoint\ndef answer(payload):\n"
        "    global calls\n    calls += 1\n"
        "    return {'calls': calls, 'name': __name__, 'echo': payload}\n"
        "app.run()\n"
    ),
    "BedrockAgentCoreApp": (
        "from bedrock_agentcore import BedrockAgentCoreApp\napp = BedrockAgentCoreApp()\ncalls = 0\n"
        "@app.entrypoint\ndef answer(payload):\n"
        "    global calls\n    calls += 1\n"
        "    return {'calls': calls, 'name': __name__, 'echo': payload}\n"
        "if __name__ == '__main__':\n    app.run(port=9999)\n"
    ),
}  # fmt: skip
UNSAFE = {
    "a thread": (
        "import threading\nthreading.Timer(3600, print).start()\n",
        "thread(s) running after import",
    ),
    "a socket": (
        "import socket\nours, theirs = socket.socketpair()\n",
        "a socket open after import",
    ),
    "a file open for writing": ("log = open('/tmp/agent.log', 'w')\n", "/tmp/agent.log open for writing"),
    "a child process": (
        "import subprocess\nchild = subprocess.Popen(['/bin/sleep', '600'])\n",
        "child process",
    ),
    "a pipe": ("import os\nends = os.pipe()\n", "a pipe open after import"),
}


@pytest.mark.parametrize("how", FORKED)
def test_a_file_that_serves_is_forked(server, new_session_id, how):
    agent = server.deploy(FORKED[how])
    first, second = new_session_id(), new_session_id()

    answers = [server.ask(agent, {"n": 1}, session_id) for session_id in (first, first, second)]

    assert [answer["calls"] for answer in answers] == [1, 2, 1]
    assert {answer["name"] for answer in answers} == {"__main__"}
    assert answers[0]["echo"] == {"n": 1}
    template = server.describe(agent)["templates"][0]
    assert (template["mode"], template["reasons"]) == ("fork", [])
    assert {session["mode"] for session in server.sessions(agent)} == {"fork"}


@pytest.mark.parametrize("what", UNSAFE)
def test_a_file_that_must_not_be_forked_runs_from_fresh_processes(server, new_session_id, what):
    preparation, reason = UNSAFE[what]
    agent = server.deploy(preparation + ANSWER + "app = build()\n")
    first, second = new_session_id(), new_session_id()

    answers = [server.ask(agent, {}, session_id)["calls"] for session_id in (first, first, second)]

    assert answers == [1, 2, 1]
    description = server.describe(agent)
    template = description["templates"][0]
    assert (template["state"], template["mode"]) == ("ready", "fresh")
    assert any(reason in told for told in template["reasons"]), template["reasons"]
    assert {session["mode"] for session in description["sessions"]} == {"fresh"}
    wait_until(lambda: reason in server.agent_log(agent), what="the reason in the log")


def test_a_fresh_session_can_be_stopped_and_dies_alone(server, new_session_id):
    agent = server.deploy(UNSAFE["a thread"][0] + ANSWER + "app = build()\n")
    first, second = new_session_id(), new_session_id()
    for session_id in (first, second):
        server.ask(agent, {}, session_id)

    server.stop_session(agent, first)

    assert server.find_session(agent, first) is None
    assert server.ask(agent, {}, second)["calls"] == 2
    assert server.ask(agent, {}, first)["calls"] == 1


def test_a_fresh_session_whose_start_fails_says_why(server, session_id):
    """The template's load worked; the session's does not."""
    source = UNSAFE["a thread"][0] + (
        "import os, pathlib\nif 'FAIL' in os.environ:\n    raise RuntimeError('no database')\n"
    )
    agent = server.deploy(source + ANSWER + "app = build()\n")
    broken = server.update(agent, source + ANSWER + "app = build()\n", {"FAIL": "1"}, expect="UPDATE_FAILED")

    assert "no database" in broken.failure_reason
    assert server.ask(agent, {}, session_id)["calls"] == 1


def test_modules_and_data_beside_the_file_are_found(server, session_id):
    agent = server.deploy(
        {
            "agent.py": "from starlette.responses import JSONResponse\nfrom parts import greeting\n"
            "data = open('parts/data.txt').read()\n"
            "async def app(scope, receive, send):\n"
            "    from parts import late\n"
            "    await JSONResponse([greeting.TEXT, data, late.TEXT])(scope, receive, send)\n",
            "parts/__init__.py": "",
            "parts/greeting.py": "TEXT = 'hello'\n",
            "parts/late.py": "TEXT = 'imported late'\n",
            "parts/data.txt": "データ",
        }
    )

    assert server.ask(agent, {}, session_id) == ["hello", "データ", "imported late"]


def test_what_a_file_wrote_at_import_is_there_in_every_session(server, new_session_id):
    source = (
        "import pathlib\npathlib.Path('made.txt').write_text('at import')\n"
        "from starlette.responses import JSONResponse\n"
        "async def app(scope, receive, send):\n"
        "    assert scope['type'] == 'http'\n"
        "    text = pathlib.Path('made.txt').read_text()\n"
        "    pathlib.Path('made.txt').write_text('changed')\n"
        "    await JSONResponse(text)(scope, receive, send)\n"
    )
    agent = server.deploy(source)

    answers = [server.ask(agent, {}, new_session_id()) for _ in range(2)]

    assert answers == ["at import", "at import"]


def test_start_up_code_runs_in_the_process_that_serves(server, new_session_id):
    source = (
        "import contextlib, os\nfrom starlette.applications import Starlette\n"
        "from starlette.responses import JSONResponse\nfrom starlette.routing import Route\n"
        "@contextlib.asynccontextmanager\n"
        "async def lifespan(app):\n"
        "    app.state.token = os.urandom(8).hex()\n    yield\n    print('ended', app.state.token)\n"
        "async def invoke(request):\n    return JSONResponse(request.app.state.token)\n"
        "app = Starlette(routes=[Route('/invocations', invoke, methods=['POST'])], lifespan=lifespan)\n"
    )
    agent = server.deploy(source)
    first, second = new_session_id(), new_session_id()

    tokens = [server.ask(agent, {}, session_id) for session_id in (first, first, second)]
    server.stop_session(agent, first)

    assert tokens[0] == tokens[1] != tokens[2]
    wait_until(
        lambda: f"ended {tokens[0]}" in server.agent_log(agent, first).splitlines(),
        what="the shutdown code to run",
    )


def test_the_echo_example_works(server, session_id):
    agent = server.deploy(EXAMPLES / "echo_agent")

    assert server.invoke(agent, {"prompt": "hi"}, session_id)["statusCode"] == 200
