"""Our own routes as data: what each answers to, what it takes, and what it gives back.

One `Route` a route, beside the methods that serve it (`routes()` of each class with routes). Requests are
dispatched, and callers' policies asked, from the same lines that `/headwater/v1/openapi.json` is made of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Literal, Protocol
from urllib.parse import unquote

from headwater.gateway.call import Handler

PREFIX = "/headwater/v1/"
Method = Literal["GET", "PUT", "POST", "PATCH", "DELETE"]
#: JSON types, and the formats that strings have.
ParameterType = Literal["string", "integer", "number", "boolean", "date-time"]

_PARAMETER = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathParameter:
    """A part of a path that callers fill in. It comes percent-encoded, and holds no slash that is not."""

    meaning: str
    type: ParameterType = "string"
    pattern: str = "[^/]+"


#: What `{…}` stands for in paths, once for all of them.
PATH_PARAMETERS = {
    "runtime": PathParameter(meaning="An agent runtime: its name, id or ARN."),
    "version": PathParameter(
        meaning="The number of a version of the runtime.", type="integer", pattern="[0-9]{1,5}"
    ),
    "trace": PathParameter(meaning="A trace's id: 32 hexadecimal digits.", pattern="[0-9a-f]{32}"),
    "invocation": PathParameter(meaning="An invocation's id: `x-amzn-RequestId` of its answer."),
    "session": PathParameter(meaning="A session's id."),
    "key": PathParameter(meaning="An access key's id."),
}


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter of the query string."""

    name: str
    meaning: str
    type: ParameterType = "string"
    #: All that it may be; empty: anything of its type.
    choices: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path below `PREFIX`, and what serves it."""

    method: Method
    #: As in `runtimes/{runtime}/logs`.
    path: str
    handler: Handler
    #: What policies call it (`headwater:…`); the runtime of the path is the resource. None: any caller may.
    action: str | None
    summary: str
    _: KW_ONLY
    query: Sequence[Query] = ()
    #: Served to whoever asks, though he has not shown who he is.
    is_public: bool = False
    #: Served to the bearers of tokens for runtimes, too.
    takes_bearers: bool = False
    #: The JSON object that is sent; None: no body is looked at.
    body: type | None = None
    #: The media type of a body that is not JSON.
    upload: str | None = None
    #: The JSON that comes back: a type that `gateway.api.schemas` knows, mostly a class of that folder.
    answer: object = None
    status: int = 200
    #: The media type of an answer that comes as a stream; `answer` is then what one of its parts is.
    streams: str | None = None
    #: More than the summary can say.
    description: str = ""


class HasRoutes(Protocol):
    """Serves some of our routes."""

    def routes(self) -> Sequence[Route]: ...


class RouteTable:
    """Finds the route of a request."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = tuple(routes)
        self._fixed: dict[tuple[str, str], Route] = {}
        self._patterns: dict[tuple[str, int], list[tuple[re.Pattern[str], Route]]] = defaultdict(list)
        seen = set()
        for route in self.routes:
            assert (route.method, route.path) not in seen, f"two routes {route.path}"
            seen.add((route.method, route.path))
            if parameters_of(route.path):
                self._patterns[_shape(route.method, route.path)].append((_compile(route.path), route))
            else:
                self._fixed[route.method, route.path] = route

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """The route of a path below `PREFIX`, still percent-encoded, and what stands at its parameters."""
        route = self._fixed.get((method, path))
        if route is not None:
            return route, {}
        for pattern, route in self._patterns.get(_shape(method, path), ()):
            found = pattern.fullmatch(path)
            if found is not None:
                return route, {name: unquote(value) for name, value in found.groupdict().items()}
        return None


def parameters_of(path: str) -> list[str]:
    """The names of a path's parameters, in their order."""
    return _PARAMETER.findall(path)


def _shape(method: str, path: str) -> tuple[str, int]:
    return method, path.count("/")


def _compile(path: str) -> re.Pattern[str]:
    """`[^/]+` at a parameter, or what it may be."""
    parts = _PARAMETER.split(path)
    for at in range(0, len(parts), 2):
        parts[at] = re.escape(parts[at])
    for at in range(1, len(parts), 2):
        parts[at] = f"(?P<{parts[at]}>{PATH_PARAMETERS[parts[at]].pattern})"
    return re.compile("".join(parts))
