"""What a session's credentials are good for, by what its version's variables name."""

import pytest

from headwater.auth.agents import AgentScope
from headwater.core.policies import Ask
from headwater.core.runtimes import RuntimeVersion

OWN = "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/own-AbCdEfGhIj"
PEER = "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/peer-AbCdEfGhIj"
ADDRESS = "https://agents.example/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A000000000000%3A{}/invocations/"


def policy(**environment):
    version = RuntimeVersion(
        runtime_id="own-AbCdEfGhIj", runtime_arn=OWN, runtime_name="own", number=1, environment=environment
    )
    return AgentScope(region="us-west-2", account_id="000000000000").build_policy(version)


def may(policy, operation, arn):
    resources = (arn, f"{arn}/runtime-endpoint/DEFAULT")
    return policy.allows(Ask(action=f"bedrock-agentcore:{operation}", resources=resources, facts={}))


@pytest.mark.parametrize("operation", ["InvokeAgentRuntime", "GetAgentCard", "StopRuntimeSession"])
@pytest.mark.parametrize(
    "value",
    [
        PEER,
        "peer-AbCdEfGhIj",
        f"a, {PEER} and more",
        ADDRESS.format("runtime%2Fpeer-AbCdEfGhIj"),
        f"{PEER}/runtime-endpoint/DEFAULT",
    ],
)
def test_an_agent_calls_itself_and_those_that_its_variables_name(operation, value):
    assert may(policy(PEER=value), operation, PEER)
    assert may(policy(), operation, OWN)


@pytest.mark.parametrize(
    "value", ["", "peer", f"{PEER}x", ADDRESS.format("memory%2Fpeer-AbCdEfGhIj"), f"x{PEER[3:]}"]
)
def test_and_no_others(value):
    assert not may(policy(PEER=value), "InvokeAgentRuntime", PEER)
