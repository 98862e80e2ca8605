"""An image that serves A2A: at its port, with the address that its card is to have."""

import json
import os

import pytest
from boxes import RUN

from servers import SESSION_HEADER, invocation_path, new_session_id

pytestmark = pytest.mark.containers

SERVER = """
import http.server, json, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["content-length"])))
        told = {"path": self.path, "version": self.headers["a2a-version"]}
        self.answer({"jsonrpc": "2.0", "id": message["id"], "result": told})
    def do_GET(self):
        if self.path == "/ping":
            return self.answer({"status": "Healthy"})
        self.answer({"name": "boxed", "path": self.path, "url": os.environ["AGENTCORE_RUNTIME_URL"]})
    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
http.server.ThreadingHTTPServer(("0.0.0.0", 9000), Handler).serve_forever()
"""


def test_an_image_of_an_a2a_agent_is_reached_and_knows_its_address(box):
    created = box.server.control.create_agent_runtime(
        agentRuntimeName=f"a2a_{RUN}_{os.urandom(4).hex()}",
        **box.members(box.build("a2a", SERVER)),
        protocolConfiguration={"serverProtocol": "A2A"},
    )
    agent = box.server._settle(created["agentRuntimeId"], "CREATING", "READY")
    session = {SESSION_HEADER: new_session_id()}

    card = box.server.data.get_agent_card(
        agentRuntimeArn=agent.arn, runtimeSessionId=session[SESSION_HEADER]
    )["agentCard"]
    message = json.dumps({"jsonrpc": "2.0", "id": 7, "method": "SendMessage"}).encode()
    reply = box.server.http("POST", f"{invocation_path(agent)}/", message, {**session, "A2A-Version": "1.0"})

    assert card["url"] == f"{box.server.url}{invocation_path(agent)}/"
    assert card["path"] == "/.well-known/agent-card.json"
    assert reply.json() == {"jsonrpc": "2.0", "id": 7, "result": {"path": "/", "version": "1.0"}}
    box.server.control.delete_agent_runtime(agentRuntimeId=agent.id)
