"""A server that runs images, and what tests ask of it and of its container engine."""

import json
import os
import subprocess
from dataclasses import dataclass

from headwater.sandbox.containers.command import LABEL, label_of
from servers import ROLE_ARN, Deployed, Server

MEMORY_MAX_BYTES = 192 * 1024 * 1024
PROCESSES_MAX_COUNT = 40
#: Of this run of the tests alone: another may use the same engine.
RUN = os.urandom(3).hex()
IMAGE = f"localhost/headwater-test-{RUN}"


@dataclass(frozen=True)
class Box:
    """A server, the engine it runs images with, and the image of `agent.py`."""

    server: Server
    engine: str
    image: str

    def create(self, uri=None, *, expect="READY", environment=None, name=None, **more) -> Deployed:
        created = self.server.control.create_agent_runtime(
            agentRuntimeName=name or f"box_{RUN}_{os.urandom(4).hex()}",
            **self.members(uri, environment),
            **more,
        )
        return self.server._settle(created["agentRuntimeId"], "CREATING", expect)

    def update(self, agent, uri=None, *, expect="READY", environment=None) -> Deployed:
        self.server.control.update_agent_runtime(agentRuntimeId=agent.id, **self.members(uri, environment))
        return self.server._settle(agent.id, "UPDATING", expect)

    def members(self, uri=None, environment=None):
        return {
            "agentRuntimeArtifact": {"containerConfiguration": {"containerUri": uri or self.image}},
            "roleArn": ROLE_ARN,
            "networkConfiguration": {"networkMode": "PUBLIC"},
            "environmentVariables": environment or {},
        }

    def build(self, tag, source=None, changes=()):
        """The test agent's image with another agent, or other lines of a Dockerfile; its name."""
        name = f"{IMAGE}:{tag}"
        if source is not None:
            changes = [f"CMD {json.dumps(['/usr/bin/python3', '-u', '-c', source])}", *changes]
        options = [word for change in changes for word in ("--change", change)]
        container = self.call("create", self.image).split()[-1]
        self.call("commit", *options, container, name)
        self.call("rm", container)
        return name

    def call(self, *arguments):
        """What the engine answers."""
        return call(self.engine, *arguments)

    def containers(self):
        """Names of all containers of the server, running or not."""
        label = f"label={LABEL}={label_of(self.server.data_dir)}"
        return set(self.call("ps", "--all", "--filter", label, "--format", "{{.Names}}").split())

    def container_of(self, agent, session_id):
        """The name of a session's container, by its agent's pid."""
        pid = self.server.find_session(agent, session_id)["pid"]
        for name in self.containers():
            command = [self.engine, "inspect", "--format", "{{.State.Pid}}", name]
            # Others come and go meanwhile.
            if subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() == str(
                pid
            ):
                return name
        raise AssertionError(f"no container has pid {pid}")


def call(engine, *arguments):
    """What an engine answers."""
    done = subprocess.run([engine, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def remove_images(engine):
    """Remove what this run of the tests left with an engine."""
    lines = call(engine, "images", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}").splitlines()
    own = {line.split()[0] for line in lines if RUN in line}
    if own:
        call(engine, "rmi", "--force", *own)
