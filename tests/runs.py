"""Runs over plain HTTP: begun, left, and read again from anywhere on."""

import http.client
import json
import re
from urllib.parse import urlsplit

from servers import SESSION_HEADER, invocation_path

RUN = "headwater-invocation-id"


def open_run(server, agent, payload, session_id, **headers):
    """A resumable invocation whose answer has begun; its response, to be read and closed."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    named = {SESSION_HEADER: session_id, "Content-Type": "application/json", "Headwater-Resumable": "1"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("POST", invocation_path(agent), json.dumps(payload), named)
    response = connection.getresponse()
    response.connection = connection
    return response


def leave(response):
    response.close()
    response.connection.close()


def read_stream(server, run_id, offset=None, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if offset is not None:
        named["Last-Event-ID"] = offset if isinstance(offset, bytes) else str(offset)
    return server.http("GET", f"/headwater/v1/invocations/{run_id}/stream", headers=named)


def last_id(data):
    return int(re.findall(rb"id: ([0-9]+)", data)[-1])


def find_run(server, run_id):
    """How a run stands."""
    return server.http("GET", f"/headwater/v1/invocations/{run_id}").json()["run"]


def read_resident_bytes(server):
    """Memory of the server's process, without its agents'."""
    with open(f"/proc/{server.pid}/statm") as file:
        return int(file.read().split()[1]) * 4096
