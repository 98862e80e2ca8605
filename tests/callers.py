"""Callers who sign: boto3 clients and plain HTTP requests with one access key, as botocore signs them.

with running_server(tmp_path, KEYS) as server:
    ada = make_caller(server, "ada", "--runtime", "bot")
    ada.data.invoke_agent_runtime(...)
"""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

#: The environment of a server that asks callers who they are.
KEYS = {"HEADWATER_AUTH__MODE": "keys"}


@dataclass
class Caller:
    """Somebody with a key to a server."""

    server: Any
    access_key_id: str
    secret: str
    token: str | None = None
    region: str = "us-west-2"

    @cached_property
    def data(self) -> Any:
        return self.client("bedrock-agentcore")

    @cached_property
    def control(self) -> Any:
        return self.client("bedrock-agentcore-control")

    def client(self, service: str) -> Any:
        return boto3.session.Session().client(
            service,
            endpoint_url=self.server.url,
            region_name=self.region,
            aws_access_key_id=self.access_key_id,
            aws_secret_access_key=self.secret,
            aws_session_token=self.token,
            config=Config(retries={"total_max_attempts": 1}),
        )

    def sign(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> dict[str, str]:
        """The headers of a signed request, `host` too."""
        given = {"X-Amz-Content-SHA256": hashlib.sha256(body).hexdigest(), **(headers or {})}
        request = AWSRequest(method=method, url=self.server.url + path, data=body, headers=given)
        credentials = Credentials(self.access_key_id, self.secret, self.token)
        SigV4Auth(credentials, "bedrock-agentcore", self.region).add_auth(request)
        return {**dict(request.headers.items()), "Host": self.server.url.removeprefix("http://")}

    def http(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Any:
        """One signed request over plain HTTP."""
        return self.server.http(method, path, body, self.sign(method, path, body, headers))


def admin_of(server: Any) -> Caller | None:
    """With the key that a server leaves in its data folder; None if it asks nobody who he is."""
    path = server.data_dir / "admin.json"
    if not path.exists():
        return None
    found = json.loads(path.read_text())
    return Caller(server, found["accessKeyId"], found["secretAccessKey"])


def credentials_of(server: Any) -> dict[str, str]:
    """boto3's arguments for whoever runs the server."""
    admin = admin_of(server) or Caller(server, "any", "any")
    return {"aws_access_key_id": admin.access_key_id, "aws_secret_access_key": admin.secret}


def make_caller(server: Any, name: str, *options: str) -> Caller:
    """Somebody with a new key, as `headwater keys create NAME OPTIONS` makes one."""
    key = json.loads(run_keys(server, "create", name, *options, "--json").stdout)
    return Caller(server, key["accessKeyId"], key["secretAccessKey"])


def make_quick_caller(server: Any, name: str, **members: Any) -> Caller:
    """Somebody with a new key, asked for over HTTP: `policy`, `expiresAt`."""
    body = json.dumps({"name": name, **members}).encode()
    reply = admin_of(server).http("POST", "/headwater/v1/keys", body)
    assert reply.status == 201, reply.body
    key = reply.json()
    return Caller(server, key["accessKeyId"], key["secretAccessKey"])


def run_keys(server: Any, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """`headwater keys …` on the server's machine."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "HEADWATER_"))}
    environment |= {"HEADWATER_URL": server.url, "HEADWATER_DATA_DIR": str(server.data_dir)}
    command = [sys.executable, "-m", "headwater.cli.main", "keys", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=check, timeout=60)
