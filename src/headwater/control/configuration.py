"""What a caller asks of a version: checked beyond what the service model can say, and completed.

A member that cannot be served is refused with the reason. Nothing is accepted and then ignored,
save what `build_notes` says of a version in plain words.
"""

from __future__ import annotations

import re
from typing import Any

from headwater.control.authorizers import check_authorizer, note_authorizer
from headwater.control.base import OWN_BUCKET
from headwater.control.filesystems import check_filesystems
from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.core.runtimes import (
    DEFAULT_IDLE_TIMEOUT_S,
    DEFAULT_MAX_LIFETIME_S,
    MAX_LIFECYCLE_S,
    MIN_LIFECYCLE_S,
)
from headwater.wire.headers import check_allowlist

Members = dict[str, Any]  # members of the control plane's API have their own types

#: Kept with the version as they are given.
_KEPT = (
    "agentRuntimeArtifact",
    "roleArn",
    "networkConfiguration",
    "description",
    "protocolConfiguration",
    "authorizerConfiguration",
    "requestHeaderConfiguration",
    "metadataConfiguration",
    "filesystemConfigurations",
)
#: Of the request, but not of the version's configuration.
_ELSEWHERE = frozenset(
    {
        "agentRuntimeId",
        "agentRuntimeName",
        "clientToken",
        "tags",
        "environmentVariables",
        "lifecycleConfiguration",
    }
)
_REFUSED = {
    "capacityProviderConfiguration": "capacity providers are not supported: sessions run on this host",
    "hooksConfiguration": "hooks are not supported yet; leave it out",
    "allowedPorts": "direct access to a session's ports is not supported yet; leave it out",
    "resourceConfigurations": "memory reservations are not supported yet; leave it out",
    "platformVersion": "there are no platform versions to choose from; leave it out",
}
_OTEL_LAUNCHER = "opentelemetry-instrument"
_FORBIDDEN_PORT = 8443
#: It goes onto a request's first line as it is.
_PATH = re.compile(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*")
#: The name of an image: [host[:port]/]path[:tag][@digest], or an id. Nothing that an engine would take for an
#: option, or for a file of this host (`oci:/path`, `docker-archive:/path`).
_IMAGE = re.compile(
    r"(?!(?:containers-storage|dir|docker-archive|docker-daemon|oci|oci-archive|ostree|sif|tarball):)"
    r"(?:(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?/)?"
    r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*"
    r"(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?|sha256:[0-9a-f]{64}"
)


def build_configuration(request: Members, *, is_update: bool) -> Members:
    """The configuration of the version that a create or update request asks for.

    An update replaces everything: what it does not name is back at its default.

    Raises:
        InvalidRequest: it cannot be served; names every member that is in the way.
    """
    problems = [
        *_check_support(request),
        *_check_artifact(request["agentRuntimeArtifact"]),
        *_check_protocol(request.get("protocolConfiguration", {})),
        *_check_network(request.get("networkConfiguration", {}), is_update=is_update),
        *check_authorizer(request.get("authorizerConfiguration", {})),
        *_check_headers(
            request.get("requestHeaderConfiguration", {}),
            has_jwt_authorizer="authorizerConfiguration" in request,
        ),
        *check_filesystems(request.get("filesystemConfigurations", [])),
        *_check_lifecycle(request.get("lifecycleConfiguration", {})),
        *_check_environment(request.get("environmentVariables", {})),
        *check_tags(request.get("tags", {})),
    ]
    refuse(problems)
    kept = {name: request[name] for name in _KEPT if request.get(name) not in (None, [])}
    defaults = {
        "networkConfiguration": {"networkMode": "PUBLIC"},
        "protocolConfiguration": {"serverProtocol": "HTTP"},
    }
    lifecycle = _complete_lifecycle(request.get("lifecycleConfiguration", {}))
    return {**defaults, **kept, "lifecycleConfiguration": lifecycle}


def build_notes(configuration: Members) -> list[str]:
    """What a reader should know about how this version is served here."""
    notes = note_authorizer(configuration)
    code, image = configuration["agentRuntimeArtifact"].get("codeConfiguration"), image_of(configuration)
    if image is not None:
        notes.append(f"every session is a container of {image}, as that was when the version was made")
    if code is not None and code["entryPoint"][0] == _OTEL_LAUNCHER:
        notes.append(
            f"{_OTEL_LAUNCHER} in entryPoint is passed over: the agent runs without that instrumentation"
        )
    if configuration["networkConfiguration"]["networkMode"] == "VPC":
        notes.append("networkMode VPC is recorded only: sessions use this host's network")
    if code is not None and "port" in configuration["protocolConfiguration"]:
        notes.append("protocolConfiguration.port is recorded only: code is served on a private socket")
    return notes


def image_of(configuration: Members) -> str | None:
    """The container image that a version is made of; None if it is made of code."""
    container = configuration["agentRuntimeArtifact"].get("containerConfiguration")
    return None if container is None else str(container["containerUri"])


def code_location(configuration: Members) -> Members:
    """Where the code of a version is that is made of code: the members of an `S3Location`."""
    location: Members = configuration["agentRuntimeArtifact"]["codeConfiguration"]["code"]["s3"]
    return location


def entry_command(configuration: Members) -> tuple[str, ...]:
    """The file to run and its arguments; nothing for an image, which has a command of its own."""
    if image_of(configuration) is not None:
        return ()
    entry = tuple(configuration["agentRuntimeArtifact"]["codeConfiguration"]["entryPoint"])
    return entry[1:] if entry[0] == _OTEL_LAUNCHER else entry


def check_tags(tags: dict[str, str]) -> list[FieldProblem]:
    """Tags that callers may not set."""
    reserved = [key for key in tags if key.lower().startswith("aws:")]
    return [
        FieldProblem("tags", f"tag key {key!r} is reserved: keys may not start with aws:") for key in reserved
    ]


def refuse(problems: list[FieldProblem]) -> None:
    """Raise one InvalidRequest for all problems, if there are any."""
    if problems:
        raise InvalidRequest("; ".join(problem.message for problem in problems), fields=tuple(problems))


def _check_support(request: Members) -> list[FieldProblem]:
    problems = []
    for name, value in request.items():
        if name in _KEPT or name in _ELSEWHERE or value in ([], {}):
            continue
        reason = _REFUSED.get(name, "this member is not supported; leave it out")
        problems.append(FieldProblem(name, f"{name}: {reason}"))
    return problems


def _check_artifact(artifact: Members) -> list[FieldProblem]:
    member = "agentRuntimeArtifact"
    if "containerConfiguration" in artifact:
        uri = artifact["containerConfiguration"]["containerUri"]
        if _IMAGE.fullmatch(uri) is not None:
            return []
        text = f"containerUri {uri!r} is not the name of an image, such as registry.example/weather:1"
        return [FieldProblem(f"{member}.containerConfiguration.containerUri", text)]
    member, code = f"{member}.codeConfiguration", artifact["codeConfiguration"]
    problems = []
    if not code["runtime"].startswith("PYTHON_"):
        text = f"runtime {code['runtime']} is not supported: only agents written in Python are hosted yet"
        problems.append(FieldProblem(f"{member}.runtime", text))
    location = code["code"]["s3"]
    if location["bucket"] == OWN_BUCKET and "versionId" in location:
        text = "versionId is not supported: uploaded artifacts are named by their contents and never change"
        problems.append(FieldProblem(f"{member}.code.s3.versionId", text))
    objection = _object_to_entry_point(code["entryPoint"])
    if objection is not None:
        problems.append(FieldProblem(f"{member}.entryPoint", objection))
    return problems


def _object_to_entry_point(entry: list[str]) -> str | None:
    if entry[0] == _OTEL_LAUNCHER and len(entry) == 1:
        return f"entryPoint {entry!r} names no file; put the agent's file behind {_OTEL_LAUNCHER}"
    file = entry[1] if entry[0] == _OTEL_LAUNCHER else entry[0]
    if not file.endswith(".py"):
        return (
            f"entryPoint {file!r} is not a .py file: hosting files that are not Python is not supported yet"
        )
    if file.startswith("/") or ".." in file.split("/") or "\\" in file or "\0" in file:
        return f"entryPoint {file!r} must be a path inside the code artifact, with / between folders"
    return None


def _check_protocol(protocol: Members) -> list[FieldProblem]:
    member = "protocolConfiguration"
    problems = []
    if protocol.get("port") == _FORBIDDEN_PORT:
        problems.append(FieldProblem(f"{member}.port", f"port {_FORBIDDEN_PORT} is reserved; use another"))
    if _PATH.fullmatch(protocol.get("path", "/")) is None:
        text = f"path {protocol['path']!r} must be / and characters that a URL's path may have unescaped"
        problems.append(FieldProblem(f"{member}.path", text))
    return problems


def _check_network(network: Members, *, is_update: bool) -> list[FieldProblem]:
    member = "networkConfiguration.networkModeConfig"
    problems = []
    if network.get("networkMode") == "VPC" and "networkModeConfig" not in network:
        problems.append(FieldProblem(member, "networkModeConfig is required when networkMode is VPC"))
    if not is_update and "requireServiceS3Endpoint" in network.get("networkModeConfig", {}):
        text = "requireServiceS3Endpoint can only be given on update"
        problems.append(FieldProblem(f"{member}.requireServiceS3Endpoint", text))
    return problems


def _check_headers(headers: Members, *, has_jwt_authorizer: bool) -> list[FieldProblem]:
    if "requestHeaderAllowlist" not in headers:
        return []
    return check_allowlist(headers["requestHeaderAllowlist"], has_jwt_authorizer=has_jwt_authorizer)


def _check_environment(variables: dict[str, str]) -> list[FieldProblem]:
    """What no process could be given. Neither names nor values are repeated: they may be secrets."""
    member = "environmentVariables"
    problems = []
    if any("=" in name or "\0" in name for name in variables):
        problems.append(FieldProblem(member, "a variable's name holds '=' or a NUL character"))
    if any("\0" in value for value in variables.values()):
        problems.append(FieldProblem(member, "a variable's value holds a NUL character"))
    return problems


def _check_lifecycle(lifecycle: Members) -> list[FieldProblem]:
    member = "lifecycleConfiguration"
    problems = [
        FieldProblem(
            f"{member}.{name}",
            f"{name} is {value}; it must be from {MIN_LIFECYCLE_S} to {MAX_LIFECYCLE_S} seconds",
        )
        for name, value in lifecycle.items()
        if not MIN_LIFECYCLE_S <= value <= MAX_LIFECYCLE_S
    ]
    effective = _complete_lifecycle(lifecycle)
    if not problems and effective["idleRuntimeSessionTimeout"] > effective["maxLifetime"]:
        text = "idleRuntimeSessionTimeout must be less than or equal to maxLifeTime"
        problems.append(FieldProblem(f"{member}.idleRuntimeSessionTimeout", text))
    return problems


def _complete_lifecycle(lifecycle: Members) -> Members:
    max_lifetime_s = lifecycle.get("maxLifetime", DEFAULT_MAX_LIFETIME_S)
    idle_s = lifecycle.get("idleRuntimeSessionTimeout", min(DEFAULT_IDLE_TIMEOUT_S, max_lifetime_s))
    return {"idleRuntimeSessionTimeout": idle_s, "maxLifetime": max_lifetime_s}
