"""Names, ids and ARNs: how they are made, read and checked.

Source: patterns of the `bedrock-agentcore-control` service model.
"""

from __future__ import annotations

import re
import secrets
import string
from dataclasses import dataclass
from urllib.parse import quote

from headwater.core.errors import InvalidRequest

DEFAULT_ENDPOINT = "DEFAULT"
#: What an account-less, self-hosted server puts where AWS has an account number.
LOCAL_ACCOUNT_ID = "000000000000"
LOCAL_REGION = "us-west-2"

_ALNUM = string.ascii_letters + string.digits
_ID_SUFFIX_CHARS = 10
_RUNTIME_ID = re.compile(r"[a-zA-Z][a-zA-Z0-9_]{0,99}-[a-zA-Z0-9]{10}")
_RUNTIME_ARN = re.compile(
    r"arn:(?P<partition>aws[a-zA-Z-]*):bedrock-agentcore:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12})"
    r":runtime/(?P<runtime_id>[^/]+)(?:/runtime-endpoint/(?P<endpoint>[^/]+))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeArn:
    """`arn:{partition}:bedrock-agentcore:{region}:{account}:runtime/{id}[/runtime-endpoint/{name}]`."""

    runtime_id: str
    region: str = LOCAL_REGION
    account_id: str = LOCAL_ACCOUNT_ID
    partition: str = "aws"
    endpoint: str | None = None

    def __str__(self) -> str:
        owner = f"arn:{self.partition}:bedrock-agentcore:{self.region}:{self.account_id}"
        tail = "" if self.endpoint is None else f"/runtime-endpoint/{self.endpoint}"
        return f"{owner}:runtime/{self.runtime_id}{tail}"


def parse_runtime_arn(text: str) -> RuntimeArn:
    """Read a runtime or runtime-endpoint ARN.

    Raises:
        InvalidRequest: `text` is not such an ARN.
    """
    found = _RUNTIME_ARN.fullmatch(text)
    if found is None:
        raise InvalidRequest(f"agentRuntimeArn {text!r} is not the ARN of an agent runtime")
    return RuntimeArn(
        runtime_id=found["runtime_id"],
        region=found["region"],
        account_id=found["account"],
        partition=found["partition"],
        endpoint=found["endpoint"],
    )


def build_runtime_url(base: str, arn: str) -> str:
    """Where clients that post to an address, as those of A2A do, reach a runtime of the server at `base`."""
    return f"{base}/runtimes/{quote(arn, safe='')}/invocations/"


def is_runtime_id(text: str) -> bool:
    """Whether `text` has the form `{name}-{10 letters or digits}`."""
    return _RUNTIME_ID.fullmatch(text) is not None


def build_resource_id(name: str) -> str:
    """A fresh id for the resource `name`: the name, a hyphen, ten random letters or digits."""
    return f"{name}-{''.join(secrets.choice(_ALNUM) for _ in range(_ID_SUFFIX_CHARS))}"
