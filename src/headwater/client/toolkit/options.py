"""What `configure` can be told: checked, explained, and as the project file has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from headwater.client.errors import ProjectError
from headwater.client.own_memory import build_memory_name
from headwater.client.toolkit.dockerfile import PORTS
from headwater.core.identifiers import LOCAL_REGION
from headwater.core.runtimes import MAX_LIFECYCLE_S, MIN_LIFECYCLE_S

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_]{0,47}")
_REGION = re.compile(r"[a-z]{2,}(-[a-z]+)+-[0-9]+")
_RUNTIME_TYPE = re.compile(r"PYTHON_3_1[0-4]")
_ROLE_ARN = re.compile(r"arn:aws[\w-]*:iam::\d{12}:role/.+")
_DEPLOYMENT_TYPES = ("container", "direct_code_deploy")
_MEMORY_MODES = ("NO_MEMORY", "STM_ONLY", "STM_AND_LTM")

#: Arguments that mean something in AWS only -> the sentence that says so.
_AWS_ONLY = {
    "execution_role": "execution_role is recorded for AWS: here agents act in nobody's name and hold no AWS"
    " credentials.",
    "auto_create_execution_role": "auto_create_execution_role is recorded for AWS: no role is needed here, so"
    " none is made.",
    "code_build_execution_role": "code_build_execution_role is recorded for AWS: nothing is built with"
    " CodeBuild here.",
    "ecr_repository": "ecr_repository is recorded for AWS: images stay in the local engine's store here.",
    "auto_create_ecr": "auto_create_ecr is recorded for AWS: images stay in the local engine's store here.",
    "s3_path": "s3_path is recorded for AWS: code goes to the server's own store here.",
    "auto_create_s3": "auto_create_s3 is recorded for AWS: code goes to the server's own store here.",
    "region": "region is recorded for AWS: the server has a region of its own, which its ARNs show.",
    "vpc_enabled": "vpc_enabled is recorded and shown: sessions use the network of the server's host.",
    "disable_otel": "disable_otel is recorded for AWS, and leaves OpenTelemetry out of the image.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`configure`'s arguments but the files. None: not given."""

    agent_name: str
    execution_role: str | None = None
    auto_create_execution_role: bool | None = None
    code_build_execution_role: str | None = None
    ecr_repository: str | None = None
    auto_create_ecr: bool | None = None
    s3_path: str | None = None
    auto_create_s3: bool | None = None
    container_runtime: str | None = None
    authorizer_configuration: Mapping[str, Any] | None = None  # Any: JSON
    request_header_configuration: Mapping[str, Any] | None = None  # Any: JSON
    environment_variables: Mapping[str, str] | None = None
    #: Folders, each `/mnt/<name>`, that a session finds again after its end.
    storage: list[str] | None = None
    region: str | None = None
    protocol: str | None = None
    disable_otel: bool | None = None
    memory_mode: str | None = None
    vpc_enabled: bool | None = None
    vpc_subnets: list[str] | None = None
    vpc_security_groups: list[str] | None = None
    idle_timeout: int | None = None
    max_lifetime: int | None = None
    deployment_type: str = "container"
    runtime_type: str | None = None


def check_options(options: Options) -> None:
    """
    Raises:
        ProjectError: what is asked for cannot be; names each such argument.
    """
    if problems := list(_find_problems(options)):
        raise ProjectError("; ".join(problems))


def explain(options: Options) -> tuple[str, ...]:
    """A sentence for each argument that has no effect here."""
    given = {name for name in _AWS_ONLY if getattr(options, name) not in (None, False, {})}
    if options.region == LOCAL_REGION:
        given.discard("region")
    return tuple(text for name, text in _AWS_ONLY.items() if name in given)


def build_members(
    options: Options, *, entrypoint: str, source_path: str | None, account: str, region: str
) -> dict[str, Any]:  # Any: YAML
    """The agent's members in the project file that `options` decide."""
    is_code = options.deployment_type == "direct_code_deploy"
    network = None
    if options.vpc_enabled:
        network = {"security_groups": options.vpc_security_groups, "subnets": options.vpc_subnets}
    return {
        "name": options.agent_name,
        "entrypoint": entrypoint,
        "deployment_type": options.deployment_type,
        "runtime_type": options.runtime_type,
        "container_runtime": options.container_runtime,
        "source_path": source_path,
        "aws": {
            "execution_role": complete_role(options.execution_role, account),
            # Without a role of its own the agent needs one in AWS; asked for or not, it is made there.
            "execution_role_auto_create": options.execution_role is None,
            "account": account,
            "region": region,
            "ecr_repository": options.ecr_repository,
            "ecr_auto_create": creates_ecr(options),
            "s3_path": options.s3_path,
            "s3_auto_create": bool(options.auto_create_s3 and not options.s3_path and is_code),
            "network_configuration": {
                "network_mode": "VPC" if network else "PUBLIC",
                "network_mode_config": network,
            },
            "protocol_configuration": {"server_protocol": (options.protocol or "HTTP").upper()},
            "observability": {"enabled": not options.disable_otel},
            "lifecycle_configuration": {
                "idle_runtime_session_timeout": options.idle_timeout,
                "max_lifetime": options.max_lifetime,
            },
        },
        "codebuild": {"execution_role": complete_role(options.code_build_execution_role, account)},
        **({} if options.memory_mode is None else {"memory": _build_memory(options)}),
        "authorizer_configuration": _plain(options.authorizer_configuration),
        "request_header_configuration": _plain(options.request_header_configuration),
    }


def complete_role(role: str | None, account: str) -> str | None:
    """A role's ARN; a name alone is one of `account`."""
    if role is None or _ROLE_ARN.fullmatch(role):
        return role
    return f"arn:aws:iam::{account}:role/{role}"


def creates_ecr(options: Options) -> bool:
    return options.auto_create_ecr is not False and options.ecr_repository is None


def _build_memory(options: Options) -> dict[str, Any]:  # Any: YAML
    has_memory = options.memory_mode != "NO_MEMORY"
    return {
        "mode": options.memory_mode,
        **({"memory_name": build_memory_name(options.agent_name)} if has_memory else {}),
    }


def _find_problems(options: Options) -> Iterator[str]:
    if not _NAME.fullmatch(options.agent_name):
        yield (
            f"agent_name {options.agent_name!r} must begin with a letter and hold at most 48 letters, digits"
            " and underscores"
        )
    if options.region is not None and not _REGION.fullmatch(options.region):
        yield f"region {options.region!r} is not a region's name, such as us-west-2"
    if options.protocol is not None and options.protocol.upper() not in PORTS:
        yield f"protocol {options.protocol!r} is none of {', '.join(PORTS)}"
    if options.deployment_type not in _DEPLOYMENT_TYPES:
        yield f"deployment_type {options.deployment_type!r} is none of {', '.join(_DEPLOYMENT_TYPES)}"
    if options.memory_mode is not None and options.memory_mode not in _MEMORY_MODES:
        yield f"memory_mode {options.memory_mode!r} is none of {', '.join(_MEMORY_MODES)}"
    if options.runtime_type is not None and not _RUNTIME_TYPE.fullmatch(options.runtime_type):
        yield f"runtime_type {options.runtime_type!r} is not like PYTHON_3_12 (3.10 to 3.14)"
    yield from _find_lifecycle_problems(options)
    yield from _find_network_problems(options)


def _find_lifecycle_problems(options: Options) -> Iterator[str]:
    for name in ("idle_timeout", "max_lifetime"):
        value = getattr(options, name)
        if value is not None and not MIN_LIFECYCLE_S <= value <= MAX_LIFECYCLE_S:
            yield f"{name} is {value}; it must be from {MIN_LIFECYCLE_S} to {MAX_LIFECYCLE_S} seconds"
    idle, most = options.idle_timeout, options.max_lifetime
    if idle is not None and most is not None and idle > most:
        yield f"idle_timeout ({idle} s) must not be longer than max_lifetime ({most} s)"


def _find_network_problems(options: Options) -> Iterator[str]:
    subnets, groups = options.vpc_subnets, options.vpc_security_groups
    if options.vpc_enabled and not (subnets and groups):
        yield "vpc_enabled needs vpc_subnets and vpc_security_groups"
    if not options.vpc_enabled and (subnets or groups):
        yield "vpc_subnets and vpc_security_groups mean something with vpc_enabled=True only"
    for name, values, prefix, length in (
        ("vpc_subnets", subnets, "subnet-", 15),
        ("vpc_security_groups", groups, "sg-", 11),
    ):
        for value in values or ():
            if not value.startswith(prefix) or len(value) < length:
                yield f"{name}: {value!r} is not like {prefix}0123456789abcdef0"


def _plain(value: Mapping[str, Any] | None) -> dict[str, Any] | None:  # Any: JSON
    return None if value is None else dict(value)
