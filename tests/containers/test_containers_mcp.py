"""An image that serves MCP: on a port of its own, and without a ping."""

import json
import os

import pytest
from boxes import RUN

from servers import invocation_path

pytestmark = pytest.mark.containers

SERVER = """
import http.server, json
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["content-length"])))
        told = {"path": self.path, "host": self.headers["host"]}
        self.answer(200, {"jsonrpc": "2.0", "id": message["id"], "result": told})
    def do_GET(self):
        self.answer(404, {})
    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
http.server.HTTPServer(("0.0.0.0", 8001), Handler).serve_forever()
"""


def test_an_image_of_an_mcp_server_is_reached_at_its_port_and_path(box):
    protocol = {"serverProtocol": "MCP", "port": 8001, "path": "/tools/mcp"}
    created = box.server.control.create_agent_runtime(
        agentRuntimeName=f"mcp_{RUN}_{os.urandom(4).hex()}",
        **box.members(box.build("mcp", SERVER)),
        protocolConfiguration=protocol,
    )
    agent = box.server._settle(created["agentRuntimeId"], "CREATING", "READY")
    request = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode()
    head = {"accept": "application/json, text/event-stream"}

    reply = box.server.http("POST", invocation_path(agent), request, head)

    assert reply.json()["result"] == {"path": "/tools/mcp", "host": "127.0.0.1:8001"}
    box.server.control.delete_agent_runtime(agentRuntimeId=agent.id)
