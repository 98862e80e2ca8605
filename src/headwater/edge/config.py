"""What a front door is: the records of the edge's TOML file, and how it is read.

`load` reports every problem at once, each with its file, line and key. What is found wrong at a door's parts
themselves (a file of theirs is missing, a module cannot be imported) they report when they are made.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from headwater.core.errors import HeadwaterError
from headwater.edge.authentication.settings import AUTHENTICATION, AuthSettings, OpenAuth
from headwater.edge.forms import FORMS
from headwater.edge.guards.settings import GuardSettings, check_networks, check_positive
from headwater.edge.pages import INDEX
from headwater.edge.reading import Problems, read_record, setting
from headwater.wire import tomllines

DEFAULT_PORT = 8643
_MAX_PORT = 65_535
_STATE_FOLDER = Path(".headwater-edge")
_PATH = re.compile(r"/|(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_ARN = re.compile(r"arn:[a-z-]+:bedrock-agentcore:(?P<region>[a-z0-9-]+):[0-9]{12}:runtime/.+")
_OWN_FORM = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")
Method = Literal["GET", "POST"]


class EdgeConfigError(HeadwaterError):
    """The edge's configuration cannot be used."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("the edge's configuration has problems:\n  " + "\n  ".join(problems))


def _check_port(port: int) -> None:
    if not 0 <= port <= _MAX_PORT:
        raise ValueError(f"{port} is not a port (0 to {_MAX_PORT}; 0 picks a free one)")


def _check_path(path: str) -> None:
    if _PATH.fullmatch(path) is None:
        raise ValueError(f"{path!r} is not a path such as / or /chat: letters, digits and . _ ~ - only")


def _check_name(name: str) -> None:
    if _NAME.fullmatch(name) is None:
        raise ValueError(f"{name!r} is not a name: letters, digits and . _ - only, at most 64 characters")


def _check_host(host: str) -> None:
    if _HOST.fullmatch(host) is None:
        raise ValueError(f"{host!r} is not the name of a host, in lower case and without a port")


def _check_arn(arn: str) -> None:
    if _ARN.fullmatch(arn) is None:
        raise ValueError(f"{arn!r} is not the ARN of an agent runtime")


def _check_url(url: str) -> None:
    if re.fullmatch(r"https?://[^/\s?#@]+(/[^\s?#]*)?", url) is None:
        raise ValueError(f"{url!r} is not like https://host or http://host:port")


def _check_form(form: str) -> None:
    if form not in FORMS and _OWN_FORM.fullmatch(form) is None:
        raise ValueError(f"{form!r} is none of {', '.join(FORMS)}, and not like module:function")


def _check_forms(forms: Sequence[str]) -> None:
    for form in forms:
        _check_form(form)


def _check_not_negative(value: float) -> None:
    if value < 0:
        raise ValueError(f"{value} is below zero")


def _check_origins(origins: Sequence[str]) -> None:
    for origin in origins:
        if origin != "*" and re.fullmatch(r"[a-z][a-z0-9+.-]*://[^/\s?#@]+", origin) is None:
            raise ValueError(f"{origin!r} is not an origin such as https://chat.example.com, and not *")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenSettings:
    """[listen]: the edge's own address. Port 0 picks a free one."""

    host: str = "127.0.0.1"
    port: int = setting(DEFAULT_PORT, check=_check_port)
    #: Networks of proxies whose X-Forwarded-For and Forwarded are believed.
    trusted_proxies: tuple[str, ...] = setting((), check=check_networks)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSettings:
    """[door.target]: what a door opens to: an agent of the server it runs in, or an ARN."""

    #: Name or id of an agent of the server that this edge is part of.
    agent: str | None = None
    arn: str | None = setting(None, check=_check_arn)
    qualifier: str | None = None
    #: Default: the ARN's.
    region: str | None = None
    #: Default: what AWS's own variables and profile say, then AWS.
    endpoint_url: str | None = setting(None, check=_check_url)
    #: Of ~/.aws, for the credentials that the edge signs with.
    profile: str | None = None
    connect_timeout_s: float = setting(10.0, check=check_positive)
    first_byte_timeout_s: float = setting(300.0, check=check_positive)
    stream_timeout_s: float = setting(3600.0, check=check_positive)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSettings:
    """[door.request]: what the agent gets of a request."""

    #: `prompt`: the payload is made from the prompt; `payload`: it is the body, whatever that is.
    shape: Literal["prompt", "payload"] = "prompt"
    #: Under which key the agent finds the prompt.
    prompt_key: str = "prompt"
    #: Further members of each payload.
    extra: Mapping[str, Any] = field(default_factory=dict)  # Any: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class CorsSettings:
    """[door.cors]: which pages may call a door from a browser."""

    #: Such as https://chat.example.com; * for any.
    origins: tuple[str, ...] = setting((), check=_check_origins)
    headers: tuple[str, ...] = ("authorization", "content-type", "x-api-key", "x-session-id")
    allow_credentials: bool = False
    max_age_s: int = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSettings:
    """[[door]]: one front door."""

    name: str = setting(check=_check_name)
    path: str = setting("/", check=_check_path)
    #: Of the Host header, without a port; default: any.
    host: str | None = setting(None, check=_check_host)
    target: TargetSettings = field(default_factory=TargetSettings)
    #: A folder with a page (index.html and its files) that is served here instead of an agent.
    static: Path | None = None
    methods: tuple[Method, ...] = ("GET", "POST")
    #: The form of answers: original, transformed, openai, ai-sdk, or a function of yours (module:name).
    form: str = setting("original", check=_check_form)
    #: Further forms: original and transformed by `response` in the body, openai below PATH/v1, ai-sdk at
    #: PATH/api/chat.
    forms: tuple[str, ...] = setting((), check=_check_forms)
    request: RequestSettings = field(default_factory=RequestSettings)
    auth: AuthSettings = field(default_factory=OpenAuth, metadata={"kinds": AUTHENTICATION})
    guards: GuardSettings = field(default_factory=GuardSettings)
    cors: CorsSettings = field(default_factory=CorsSettings)
    #: Silence in an event stream after which a comment is sent; 0: never.
    keep_alive_s: float = setting(15.0, check=_check_not_negative)
    #: Whether clients read an agent's own words for its errors, on one line and without ARNs, hosts, keys and
    #: paths; else that it failed, and no more. The form `original` passes on whatever the agent says.
    show_agent_errors: bool = False
    #: Whether the agent is told who calls, as X-Amzn-Bedrock-AgentCore-Runtime-User-Id.
    send_user_id: bool = False

    @property
    def allowed_forms(self) -> tuple[str, ...]:
        return self.forms if self.form in self.forms else (self.form, *self.forms)


def find_paths(door: DoorSettings) -> dict[str, str | None]:
    """Each path that a door answers at -> the form that is spoken there; None where models are listed."""
    base = door.path.rstrip("/")
    if door.static is not None:
        return {door.path: None}
    paths: dict[str, str | None] = {}
    if "openai" in door.allowed_forms:
        paths[f"{base}/v1/chat/completions"] = "openai"
        paths[f"{base}/v1/models"] = None
    if "ai-sdk" in door.allowed_forms:
        paths[f"{base}/api/chat"] = "ai-sdk"
    return {**paths, door.path: door.form}


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSettings:
    """[state]: what outlives a process."""

    #: For quotas; made when there are some.
    folder: Path = _STATE_FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeConfig:
    """The whole file."""

    listen: ListenSettings = field(default_factory=ListenSettings)
    state: StateSettings = field(default_factory=StateSettings)
    doors: tuple[DoorSettings, ...] = setting((), key="door")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What the command line says."""

    #: The target of doors that name none.
    target: str | None = None
    endpoint_url: str | None = None
    host: str | None = None
    port: int | None = None
    #: Whether agents of a server around the edge can be named.
    is_inside_server: bool = False


def load(path: Path, overrides: Overrides) -> EdgeConfig:
    """Read a file.

    Raises:
        EdgeConfigError: with every problem found.
    """
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except OSError as exc:
        raise EdgeConfigError([f"{path}: cannot be read: {exc.strerror or exc}"]) from exc
    except ValueError as exc:  # its text names the line
        raise EdgeConfigError([f"{path}: is not TOML: {exc}"]) from exc
    problems = Problems(path, tomllines.find_lines(text))
    config = read_record(EdgeConfig, document, (), problems)
    if config is not None:
        config = _apply(config, overrides, path.parent)
        _check_doors(config, problems, overrides)
    if config is None or problems.found:
        raise EdgeConfigError(problems.texts())
    return config


def _apply(config: EdgeConfig, overrides: Overrides, folder: Path) -> EdgeConfig:
    listen = replace(
        config.listen,
        host=overrides.host or config.listen.host,
        port=config.listen.port if overrides.port is None else overrides.port,
    )
    return EdgeConfig(
        listen=listen,
        # One that is named is relative to the file already.
        state=StateSettings(folder=folder / _STATE_FOLDER)
        if config.state == StateSettings()
        else config.state,
        doors=tuple(_direct(door, overrides) for door in config.doors),
    )


def _direct(door: DoorSettings, overrides: Overrides) -> DoorSettings:
    target = door.target
    if door.static is not None:
        return door
    if target.agent is None and target.arn is None and overrides.target is not None:
        target = replace(target, arn=overrides.target)
    if target.arn is not None and target.endpoint_url is None:
        target = replace(target, endpoint_url=overrides.endpoint_url)
    if target.arn is not None and target.region is None:
        match = _ARN.fullmatch(target.arn)
        target = replace(target, region=match["region"] if match else None)
    return replace(door, target=target)


def _check_doors(config: EdgeConfig, problems: Problems, overrides: Overrides) -> None:
    if not config.doors:
        problems.add(("door",), "there is no [[door]], so nothing to open")
    names: dict[str, int] = {}
    places: dict[tuple[str | None, str], int] = {}
    for index, door in enumerate(config.doors):
        where: tomllines.Path = ("door", index)
        if names.setdefault(door.name, index) != index:
            problems.add((*where, "name"), f"door[{names[door.name]}] is named {door.name!r} already")
        for path in find_paths(door):
            if places.setdefault((door.host, path), index) != index:
                problems.add(
                    (*where, "path"), f"door[{places[door.host, path]}] has {path} at this host already"
                )
        if door.cors.allow_credentials and "*" in door.cors.origins:
            problems.add((*where, "cors", "allow_credentials"), "is for listed origins only, not for *")
        if not door.methods:
            problems.add((*where, "methods"), "is empty, so nobody could use the door")
        if door.static is None:
            _check_target(door.target, where, problems, overrides)
        else:
            _check_static(door, where, problems)


def _check_static(door: DoorSettings, where: tomllines.Path, problems: Problems) -> None:
    assert door.static is not None
    if not (door.static / INDEX).is_file():
        problems.add((*where, "static"), f"there is no file {door.static / INDEX}")
    if door.target != TargetSettings():
        problems.add((*where, "target"), "a door with `static` serves files, and opens to no agent")


def _check_target(
    target: TargetSettings, where: tomllines.Path, problems: Problems, overrides: Overrides
) -> None:
    at = (*where, "target")
    if target.agent is not None and target.arn is not None:
        problems.add(at, "names an agent and an arn; a door opens to one of them")
    if target.agent is None and target.arn is None:
        problems.add(at, "names no agent and no arn, and no --target was given")
    if target.agent is not None and not overrides.is_inside_server:
        problems.add(
            (*at, "agent"), "agents can be named only inside `headwater serve` (edge.config); give an arn"
        )
    elsewhere: Mapping[str, object] = {
        "region": target.region,
        "endpoint_url": target.endpoint_url,
        "profile": target.profile,
    }
    for key, value in elsewhere.items():
        if target.arn is None and target.agent is not None and value is not None:
            problems.add((*at, key), "belongs to an arn, not to an agent of this server")
    if overrides.target is not None and target.arn == overrides.target and _ARN.fullmatch(target.arn) is None:
        problems.add(at, f"--target {target.arn!r} is not the ARN of an agent runtime")
