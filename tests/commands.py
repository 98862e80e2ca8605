"""Shell commands in sessions, by boto3's `invoke_agent_runtime_command`."""

from contextlib import closing
from typing import Any, NamedTuple

from servers import Deployed, Server


class Ended(NamedTuple):
    """How a command ended, and what it printed."""

    out: str
    err: str
    code: int
    status: str


def begin(server: Server, agent: Deployed, command: str, session_id: str, **body: Any) -> dict[str, Any]:
    """boto3's answer; close its `stream`, or read it to its end."""
    answer: dict[str, Any] = server.data.invoke_agent_runtime_command(
        agentRuntimeArn=agent.arn, runtimeSessionId=session_id, body={"command": command, **body}
    )
    return answer


def run(server: Server, agent: Deployed, command: str, session_id: str, **body: Any) -> Ended:
    """A command, until it has ended."""
    with closing(begin(server, agent, command, session_id, **body)["stream"]) as stream:
        first, *middle, last = [event["chunk"] for event in stream]
    assert first == {"contentStart": {}}
    deltas = [chunk["contentDelta"] for chunk in middle]
    out, err = ("".join(delta.get(name, "") for delta in deltas) for name in ("stdout", "stderr"))
    stop = last["contentStop"]
    return Ended(out, err, stop["exitCode"], stop["status"])
