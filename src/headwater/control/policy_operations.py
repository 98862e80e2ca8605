"""Resource policies of runtimes and endpoints: kept and shown. Not enforced: nobody is authenticated yet."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from headwater.control.ledger import Ledger
from headwater.control.lookups import check_resource
from headwater.control.rendering import Renderer
from headwater.core.errors import FieldProblem, InvalidRequest, NotFound
from headwater.store.policies import find_policy, put_policy, remove_policies

Members = dict[str, Any]  # members of the control plane's API have their own types


class PolicyOperations:
    """One method an operation: input members in, output members out."""

    def __init__(self, *, ledger: Ledger, renderer: Renderer) -> None:
        self._ledger = ledger
        self._renderer = renderer

    async def put(self, request: Members) -> Members:
        """PutResourcePolicy: replaces what is there; the text is kept as it came."""
        arn, policy = request["resourceArn"], request["policy"]
        _check_policy(policy)

        def write(tx: Connection) -> None:
            check_resource(tx, self._renderer, arn)
            put_policy(tx, arn, policy)

        await self._ledger.run(write)
        return {"policy": policy}

    async def get(self, request: Members) -> Members:
        """GetResourcePolicy: without `policy` where the resource has none, as the official SDK expects."""

        def read(tx: Connection) -> str | None:
            check_resource(tx, self._renderer, request["resourceArn"])
            return find_policy(tx, request["resourceArn"])

        policy = await self._ledger.run(read)
        return {} if policy is None else {"policy": policy}

    async def delete(self, request: Members) -> Members:
        """DeleteResourcePolicy."""
        arn = request["resourceArn"]

        def remove(tx: Connection) -> None:
            check_resource(tx, self._renderer, arn)
            if find_policy(tx, arn) is None:
                raise NotFound(f"{arn} has no resource policy")
            remove_policies(tx, [arn])

        await self._ledger.run(remove)
        return {}


def _check_policy(policy: str) -> None:
    try:
        parsed = json.loads(policy, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as exc:
        reason = "it is nested too deep" if isinstance(exc, RecursionError) else str(exc)
        raise _refusal(f"policy is not JSON: {reason}") from None
    if not isinstance(parsed, dict):
        raise _refusal('policy must be a JSON object, such as {"Version": "2012-10-17", "Statement": […]}')


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _refusal(text: str) -> InvalidRequest:
    return InvalidRequest(text, fields=(FieldProblem("policy", text),))
