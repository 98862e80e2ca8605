"""Deploying images: what is refused, what fails, what stays."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from boxes import RUN, Box

import effort
from servers import running_server, wait_until

pytestmark = pytest.mark.containers

ENDS = "import sys; print('no such module: weather', file=sys.stderr); sys.exit(3)\n"
SILENT = "import time; time.sleep(600)\n"
OTHER = """
import http.server, json
class Agent(http.server.BaseHTTPRequestHandler):
    def do_GET(self): self.answer({"status": "Healthy"})
    def do_POST(self): self.answer({"other": True})
    def answer(self, value):
        data = json.dumps(value).encode()
        self.send_response(200); self.send_header("content-length", str(len(data))); self.end_headers()
        self.wfile.write(data)
http.server.ThreadingHTTPServer(("0.0.0.0", 8080), Agent).serve_forever()
"""


def test_an_image_that_nobody_has_fails_with_the_engines_reason(box):
    agent = box.create("localhost/no-such-image:1", expect="CREATE_FAILED")

    assert "localhost/no-such-image:1 is not on this host" in agent.failure_reason
    assert f"{box.engine} cannot pull it: " in agent.failure_reason


def test_without_an_engine_creating_is_refused_with_what_to_do(tmp_path, box):
    with (
        running_server(tmp_path, {"HEADWATER_CONTAINERS__ENGINE": "none"}) as server,
        pytest.raises(ClientError) as failure,
    ):
        server.control.create_agent_runtime(agentRuntimeName="box", **box.members())

    assert failure.value.response["Error"]["Code"] == "ValidationException"
    assert "containers.engine is set to `none`" in failure.value.response["Error"]["Message"]


def test_an_update_to_a_broken_image_leaves_the_old_one_serving(box, session_id, new_session_id):
    agent = box.create()
    broken = box.build("ends", ENDS)

    updated = box.update(agent, broken, expect="UPDATE_FAILED")

    assert "ended with code 3 before it served" in updated.failure_reason
    assert "no such module: weather" in updated.failure_reason
    assert box.server.ask(agent, {"count": 1}, session_id)["count"] == 1
    assert box.server.ask(agent, {"count": 1}, new_session_id())["count"] == 1


def test_an_image_that_does_not_serve_fails_and_leaves_nothing(box, tmp_path, environment):
    silent = box.build("silent", SILENT)
    with running_server(tmp_path, {**environment, "HEADWATER_SANDBOX__START_TIMEOUT_S": "2"}) as server:
        impatient = Box(server, box.engine, silent)
        agent = impatient.create(expect="CREATE_FAILED")

        assert "did not answer GET /ping on port 8080 within 2 s" in agent.failure_reason
        wait_until(lambda: impatient.containers() == set(), what="its container to be removed")


def test_an_image_without_a_command_that_exists_fails_with_the_engines_reason(box):
    image = box.build("nothing", changes=['CMD ["/no/such/program"]'])

    agent = box.create(image, expect="CREATE_FAILED")

    assert f"{box.engine} cannot run the image {image}: " in agent.failure_reason
    assert "/no/such/program" in agent.failure_reason


@effort.long
def test_a_version_keeps_its_image_when_the_name_moves_on(own_box, new_session_id):
    name = own_box.build("moving", changes=["ENV MOVING=1"])
    agent = own_box.create(name)
    own_box.build("moving", OTHER)

    own_box.server.stop_session(agent, _use(own_box, agent, new_session_id()))
    for _ in range(3):
        assert "count" in own_box.server.ask(agent, {"count": 1}, new_session_id())
    own_box.server.stop()
    own_box.server.start()
    assert "count" in own_box.server.ask(agent, {"count": 1}, new_session_id())

    own_box.update(agent, name)
    assert own_box.server.ask(agent, {"count": 1}, new_session_id()) == {"other": True}


def test_code_and_images_can_take_turns(box, session_id, new_session_id):
    agent = box.create()
    code = Path(__file__).parent.parent / "agents" / "echo.py"

    box.server.update(agent, code)
    assert "count" not in str(box.server.ask(agent, {"prompt": "hi"}, session_id))
    box.update(agent)
    assert "count" in box.server.ask(agent, {"count": 1}, new_session_id())


def test_the_command_line_deploys_and_shows_images(box):
    def run(*arguments):
        command = [sys.executable, "-m", "headwater.cli.main", *arguments, "--url", box.server.url]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    name = f"box_{RUN}_by_hand"
    code, out, err = run("deploy", "--image", box.image, "--name", name, "--json")
    assert code == 0, err
    assert json.loads(out)["status"] == "READY"
    code, out, _ = run("status", name)
    assert code == 0
    assert box.image in out
    assert f"one {box.engine} container a session" in out
    code, _, err = run("deploy", "--image", box.image, "--name", name, ".")
    assert code == 2
    assert "either PATH or --image" in err


def _use(box, agent, session_id):
    box.server.ask(agent, {"count": 1}, session_id)
    return session_id
