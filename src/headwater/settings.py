"""Settings: composed here from each package's own section, read here and nowhere else.

Order, later wins: defaults < TOML file < environment (`HEADWATER_SANDBOX__START_TIMEOUT_S=30`) < flags. All
problems are reported at once, each with where it came from; an unknown key is one.
"""

from __future__ import annotations

import os
import re
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from headwater.auth.jwt.settings import JwtSettings
from headwater.auth.settings import AuthSettings, check_origins
from headwater.control.base import EncryptionSettings
from headwater.core.errors import HeadwaterError
from headwater.core.identifiers import LOCAL_ACCOUNT_ID, LOCAL_REGION
from headwater.environments.settings import EnvironmentSettings
from headwater.memory.control.base import MemorySettings
from headwater.models.settings import ModelsSettings, ProviderSettings, default_cache_dir
from headwater.models.settings import problems as find_model_problems
from headwater.sandbox.containers.settings import ContainerSettings
from headwater.sandbox.settings import SandboxSettings
from headwater.sandbox.storage.settings import StorageSettings
from headwater.sessions.settings import CommandSettings, SessionSettings, SocketSettings
from headwater.sessions.shell_settings import ShellSettings
from headwater.streams.settings import StreamSettings
from headwater.telemetry.logbook import LogSettings
from headwater.telemetry.settings import STANDARD_VARIABLES, TelemetrySettings
from headwater.telemetry.settings import find_problems as find_telemetry_problems

DEFAULT_PORT = 8642
_ENV_PREFIX = "HEADWATER_"
#: Of the command line, not of the server.
_NOT_SETTINGS = {"HEADWATER_URL", "HEADWATER_CONFIG", "HEADWATER_DATA_DIR"}
_MAX_PORT = 65_535
#: The sections whose numbers are looked at here.
_NUMBERS = [
    "server",
    "auth",
    "jwt",
    "sandbox",
    "containers",
    "sessions",
    "commands",
    "storage",
    "sockets",
    "shells",
    "environments",
    "logs",
    "memory",
    "telemetry",
    "streams",
]
_MAY_BE_ZERO = {
    "jwt.leeway_s",
    "server.port",
    "server.drain_timeout_s",
    "sandbox.spare_count",
    "sandbox.preload_count",
    "sessions.live_max_count",
    "sessions.stop_grace_s",
    "sockets.frames_per_s",
    "shells.per_runtime_max_count",
    "shells.ended_keep_s",
    "environments.keep_s",
    "telemetry.sampling_ratio",
    "telemetry.content_max_bytes",
    "streams.heartbeat_s",
}
_URL_PASSWORD = re.compile(r"(://[^/:@]*:)[^/]*@")
_SECRET_WORDS = ("key", "secret", "token", "password", "authorization", "otlp_headers")


class SettingsError(HeadwaterError):
    """The settings cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """[server]: where it listens and keeps its data. Port 0 picks a free one."""

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    data_dir: Path = field(default_factory=lambda: Path.home() / ".headwater")
    #: Seconds that requests in flight have when the server is asked to stop.
    drain_timeout_s: float = 5.0
    #: Seconds without a sign of a client after which he is taken to have vanished.
    client_gone_after_s: float = 60.0
    #: What ARNs say; AWS clients only need them to be of the right form.
    region: str = LOCAL_REGION
    account_id: str = LOCAL_ACCOUNT_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeSettings:
    """[edge]: front doors for the public, on an address of their own."""

    #: The file that declares them, as `headwater edge --config` takes it. Default: there are none.
    config: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything `headwater serve` can be told."""

    server: ServerSettings = field(default_factory=ServerSettings)
    auth: AuthSettings = field(default_factory=AuthSettings)
    jwt: JwtSettings = field(default_factory=JwtSettings)
    sandbox: SandboxSettings = field(default_factory=SandboxSettings)
    containers: ContainerSettings = field(default_factory=ContainerSettings)
    sessions: SessionSettings = field(default_factory=SessionSettings)
    commands: CommandSettings = field(default_factory=CommandSettings)
    storage: StorageSettings = field(default_factory=StorageSettings)
    sockets: SocketSettings = field(default_factory=SocketSettings)
    shells: ShellSettings = field(default_factory=ShellSettings)
    environments: EnvironmentSettings = field(default_factory=EnvironmentSettings)
    control: EncryptionSettings = field(default_factory=EncryptionSettings)
    logs: LogSettings = field(default_factory=LogSettings)
    telemetry: TelemetrySettings = field(default_factory=TelemetrySettings)
    streams: StreamSettings = field(default_factory=StreamSettings)
    edge: EdgeSettings = field(default_factory=EdgeSettings)
    memory: MemorySettings = field(default_factory=MemorySettings)
    models: ModelsSettings = field(
        default_factory=lambda: ModelsSettings(cache_dir=default_cache_dir(Path.home()))
    )
    #: `section.key` -> where its value came from, for those that are not defaults.
    origins: Mapping[str, str] = field(default_factory=dict)


def load(flags: Mapping[str, object] | None = None, *, config: Path | None = None) -> Settings:
    """Read all sources.

    Args:
        flags: `section.key` -> value, as the command line gives it; None values are ignored.
        config: the TOML file; default is the one `HEADWATER_CONFIG` names.
    Raises:
        SettingsError: with every problem found.
    """
    problems: list[str] = []
    found: dict[str, tuple[object, str]] = {}
    path = config or (Path(os.environ["HEADWATER_CONFIG"]) if os.environ.get("HEADWATER_CONFIG") else None)
    found.update(_read_standard_variables(os.environ))
    if path is not None:
        found.update(_read_file(path, problems))
    found.update(_read_environment(os.environ))
    found.update(
        {key: (value, "the command line") for key, value in (flags or {}).items() if value is not None}
    )
    settings = _build(found, problems)
    if settings is not None:
        problems += find_model_problems(settings.models)
        problems += find_telemetry_problems(settings.telemetry)
        problems += _find_bad_values(settings)
    if problems or settings is None:
        raise SettingsError("the settings have problems:\n  " + "\n  ".join(problems))
    return settings


def describe(settings: Settings) -> list[tuple[str, str, str]]:
    """(`section.key`, value, origin) of every setting; secrets are masked."""
    rows = []
    for section in fields(Settings):
        if section.name == "origins":
            continue
        value = getattr(settings, section.name)
        for member in fields(value):
            key = f"{section.name}.{member.name}"
            shown = _mask(member.name, getattr(value, member.name))
            rows.append((key, shown, settings.origins.get(key, "default")))
    return rows


def _find_bad_values(settings: Settings) -> list[str]:
    """Values of the right type that cannot be meant."""
    problems = []
    for section in _NUMBERS:
        record = getattr(settings, section)
        for member in fields(record):
            key, value = f"{section}.{member.name}", getattr(record, member.name)
            if isinstance(value, bool) or not isinstance(value, int | float):
                continue
            if value < 0 or (value == 0 and key not in _MAY_BE_ZERO):
                problems.append(f"{settings.origins.get(key, 'default')}: {key}: {value!r} is too small")
    origin = settings.origins.get("auth.cors_origins", "default")
    problems += [f"{origin}: auth.cors_origins: {one}" for one in check_origins(settings.auth.cors_origins)]
    server = settings.server
    if not 0 <= server.port <= _MAX_PORT:
        problems.append(f"server.port: {server.port} is not a port (0 to {_MAX_PORT})")
    if re.fullmatch(r"[0-9]{12}", server.account_id) is None:
        problems.append(f"server.account_id: {server.account_id!r} is not 12 digits")
    if re.fullmatch(r"[a-z]{2,}(-[a-z]+)+-[0-9]+", server.region) is None:
        problems.append(f"server.region: {server.region!r} is not a region's name, such as us-west-2")
    return problems


def _mask(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {_mask(str(key), item)}" for key, item in value.items())
        return "{" + inner + "}"
    if isinstance(value, ProviderSettings):
        return f"{value.kind} {_mask(name, value.options)}"
    if any(word in name.lower() for word in _SECRET_WORDS) and isinstance(value, str):
        return "********"
    return _URL_PASSWORD.sub(r"\1********@", str(value))


def _read_file(path: Path, problems: list[str]) -> dict[str, tuple[object, str]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        problems.append(f"{path}: {exc}")
        return {}
    found = {}
    for section, members in document.items():
        if not isinstance(members, dict):
            problems.append(f"{path}: {section} must be a table, like [{section}]")
            continue
        for name, value in members.items():
            found[f"{section}.{name}"] = (value, str(path))
    return found


def _read_standard_variables(environment: Mapping[str, str]) -> dict[str, tuple[object, str]]:
    """What OpenTelemetry's own variables say, which may be meant for others: all that is ours wins."""
    names = {name: key for name, key in STANDARD_VARIABLES.items() if environment.get(name)}
    return {key: (environment[name], name) for name, key in names.items()}


def _read_environment(environment: Mapping[str, str]) -> dict[str, tuple[object, str]]:
    found: dict[str, tuple[object, str]] = {}
    if environment.get("HEADWATER_DATA_DIR"):
        found["server.data_dir"] = (environment["HEADWATER_DATA_DIR"], "HEADWATER_DATA_DIR")
    for variable, value in environment.items():
        if variable.startswith(_ENV_PREFIX) and "__" in variable and variable not in _NOT_SETTINGS:
            section, _, name = variable.removeprefix(_ENV_PREFIX).lower().partition("__")
            found[f"{section}.{name}"] = (value, variable)
    return found


def _build(found: Mapping[str, tuple[object, str]], problems: list[str]) -> Settings | None:
    sections = {f.name: f for f in fields(Settings) if f.name != "origins"}
    values: dict[str, dict[str, object]] = {name: {} for name in sections}
    types_of = {name: get_type_hints(_section_type(name)) for name in sections}
    for key, (raw, origin) in found.items():
        section, _, name = key.partition(".")
        if section not in sections or name not in types_of[section]:
            problems.append(f"{origin}: {key} is not a setting{_suggest(key, types_of)}")
            continue
        try:
            values[section][name] = _convert(raw, types_of[section][name])
        except (TypeError, ValueError) as exc:
            problems.append(f"{origin}: {key}: {exc}")
    if problems:
        return None
    values["models"].setdefault("cache_dir", default_cache_dir(Path.home()))
    built: dict[str, Any] = {
        name: _section_type(name)(**values[name]) for name in sections
    }  # Any: sections differ
    return Settings(**built, origins={key: origin for key, (_, origin) in found.items()})


def _section_type(name: str) -> type[Any]:  # Any: one of the section classes
    found = get_type_hints(Settings)[name]
    assert isinstance(found, type)
    return found


def _suggest(key: str, types_of: Mapping[str, Mapping[str, object]]) -> str:
    import difflib

    known = [f"{section}.{name}" for section, names in types_of.items() for name in names]
    close = difflib.get_close_matches(key, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _convert(raw: object, wanted: Any) -> object:  # Any: a type expression
    """`raw` as `wanted`; text is read the way the type wants it."""
    origin = get_origin(wanted)
    if origin in (typing.Union, types.UnionType):
        members = [m for m in get_args(wanted) if m is not type(None)]
        return None if raw in (None, "") else _convert(raw, members[0])
    if origin is Literal:
        if raw not in get_args(wanted):
            raise ValueError(f"{raw!r} is not one of {', '.join(map(str, get_args(wanted)))}")
        return raw
    if origin is tuple:
        items = _split(raw) if isinstance(raw, str) else raw
        if not isinstance(items, list | tuple):
            raise ValueError(f"{raw!r} is not a list")
        return tuple(_convert(item, get_args(wanted)[0]) for item in items if item != "")
    if origin is not None and issubclass(origin, Mapping):
        return _convert_mapping(raw, get_args(wanted)[1])
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _convert_record(raw, wanted)
    return _convert_scalar(raw, wanted)


def _split(raw: str) -> object:
    """A list in an environment's variable: as TOML has it, or its items with colons between."""
    return tomllib.loads(f"value = {raw}")["value"] if raw.startswith("[") else raw.split(os.pathsep)


def _convert_mapping(raw: object, value_type: Any) -> object:  # Any: a type expression
    if isinstance(raw, str):
        raw = tomllib.loads(f"value = {raw}")["value"]
    if not isinstance(raw, Mapping):
        raise ValueError(f"{raw!r} is not a table")
    return {str(key): _convert(value, value_type) for key, value in raw.items()}


def _convert_record(raw: object, record: type[Any]) -> object:  # Any: a section's own record
    if not isinstance(raw, Mapping):
        raise ValueError(f"{raw!r} is not a table")
    hints = get_type_hints(record)
    unknown = set(raw) - set(hints)
    missing = {
        f.name
        for f in fields(record)
        if f.default is MISSING and f.default_factory is MISSING and f.name not in raw
    }
    if unknown or missing:
        raise ValueError(f"unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    return record(**{name: _convert(value, hints[name]) for name, value in raw.items()})


def _convert_scalar(raw: object, wanted: Any) -> object:  # Any: bool, int, float, str, Path, or anything
    if wanted is Any:
        return raw
    if wanted is bool:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw.lower() in ("1", "true", "yes", "on", "0", "false", "no", "off"):
            return raw.lower() in ("1", "true", "yes", "on")
        raise ValueError(f"{raw!r} is neither true nor false")
    if wanted in (int, float):
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise ValueError(f"{raw!r} is not a number")
        if wanted is int and isinstance(raw, float):
            raise ValueError(f"{raw!r} is not a whole number")
        return wanted(raw)
    if not isinstance(raw, str | Path):
        raise ValueError(f"{raw!r} is not text")
    return Path(raw).expanduser() if wanted is Path else str(raw)
