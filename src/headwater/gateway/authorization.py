"""What a request asks for, in the words of policies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from headwater.core.errors import AccessDenied
from headwater.core.identifiers import DEFAULT_ENDPOINT, RuntimeArn
from headwater.core.policies import Ask, Policy
from headwater.core.principals import CallerKind, Principal

Members = Mapping[str, Any]  # Any: members of operations have their own types
#: From an operation's name and values: what conditions can look at, a set for each thing it touches.
FindFacts = Callable[[str, Members], Sequence[Mapping[str, str]]]

_AGENTCORE, _BEDROCK = "bedrock-agentcore", "bedrock"
_FOR_USER = f"{_AGENTCORE}:InvokeAgentRuntimeForUser"
#: Those who call on behalf of users whom they name themselves.
_SPEAK_FOR_USERS = frozenset({CallerKind.OPEN, CallerKind.KEY})


class Authorizer:
    """Checks callers' policies against what they ask for."""

    def __init__(
        self, *, region: str, account_id: str, find_facts: FindFacts = lambda operation, values: ({},)
    ) -> None:
        self._region = region
        self._account_id = account_id
        self._find_facts = find_facts

    def check_operation(self, principal: Principal, operation: str, values: Members) -> None:
        """AccessDenied unless the caller may carry out an operation with these values."""
        if principal.kind is CallerKind.OPEN:
            return
        resources = self._resources(values)
        for facts in self._find_facts(operation, values):
            principal.check(Ask(action=f"{_AGENTCORE}:{operation}", resources=resources, facts=facts))

    def may_operate(self, principal: Principal, operation: str, values: Members) -> bool:
        """Whether `check_operation` would let him."""
        try:
            self.check_operation(principal, operation, values)
        except AccessDenied:
            return False
        return True

    def check_own(self, principal: Principal, action: str, runtime_id: str | None = None) -> None:
        """The same for a route of our own."""
        resource = "*" if runtime_id is None else self.runtime_arn(runtime_id)
        principal.check(Ask(action=f"headwater:{action}", resources=(resource,)))

    def may_own(self, policy: Policy, action: str, runtime_id: str) -> bool:
        """Whether `check_own` would let a caller of this policy."""
        return policy.allows(Ask(action=f"headwater:{action}", resources=(self.runtime_arn(runtime_id),)))

    def check_model(self, principal: Principal, path: str) -> None:
        """The same for a model, by the path of Bedrock Runtime's API."""
        model_id, _, verb = path.removeprefix("/model/").rpartition("/")
        name = "InvokeModelWithResponseStream" if verb.endswith("stream") else "InvokeModel"
        model = unquote(model_id)
        if not model.startswith("arn:"):
            model = f"arn:aws:{_BEDROCK}:{self._region}::foundation-model/{model}"
        principal.check(Ask(action=f"{_BEDROCK}:{name}", resources=(model,)))

    def for_user(self, principal: Principal, values: Members) -> Principal:
        """The caller on behalf of the user that an invocation names, if it names one.

        Raises:
            AccessDenied: he may not speak for users.
        """
        user_id = values.get("runtimeUserId")
        if user_id is None or principal.kind not in _SPEAK_FOR_USERS:
            return principal
        facts = {f"{_AGENTCORE}:userId": user_id}
        principal.check(Ask(action=_FOR_USER, resources=self._resources(values), facts=facts))
        return principal.for_user(user_id)

    def _resources(self, values: Members) -> tuple[str, ...]:
        runtime = values.get("agentRuntimeArn") or values.get("agentRuntimeId")
        if runtime is not None:
            return self._runtime_resources(runtime, values.get("qualifier") or values.get("endpointName"))
        memory = values.get("memoryId")
        if memory is not None:
            return (self.memory_arn(memory),)
        return (values.get("resourceArn", "*"),)

    def _runtime_resources(self, named: str, endpoint: str | None) -> tuple[str, ...]:
        arn = named if named.startswith("arn:") else self.runtime_arn(named)
        arn, _, inner = arn.partition("/runtime-endpoint/")
        return (arn, f"{arn}/runtime-endpoint/{endpoint or inner or DEFAULT_ENDPOINT}")

    def runtime_arn(self, runtime_id: str) -> str:
        """The ARN of one of this server's runtimes."""
        return str(RuntimeArn(runtime_id=runtime_id, region=self._region, account_id=self._account_id))

    def memory_arn(self, memory_id: str) -> str:
        if memory_id.startswith("arn:"):
            return memory_id
        return f"arn:aws:{_AGENTCORE}:{self._region}:{self._account_id}:memory/{memory_id}"
