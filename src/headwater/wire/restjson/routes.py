"""Which operation a method and a raw path name.

Rule 1: the path is split while still encoded, and each label decoded once, so `%2F` in an ARN stays
        inside its segment.
Rule 2: with or without a trailing slash is the same route.
Rule 3: an ARN written with bare slashes is put together again, but only if nothing else matches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from headwater.core.errors import InvalidRequest, UnknownOperation
from headwater.wire.restjson.model import Operation

_ARN_STARTS = ("arn:", "arn%3a")


@dataclass(frozen=True, slots=True)
class RouteMatch:
    """An operation and the decoded values of its path's labels."""

    operation: Operation
    path_values: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Route:
    operation: Operation
    #: Position of each label in the path, and its name.
    labels: tuple[tuple[int, str], ...]


class _Node:
    """What may follow a part of a path: known words first, then any one segment."""

    __slots__ = ("any_segment", "routes", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.any_segment: _Node | None = None
        self.routes: dict[str, _Route] = {}

    def find(self, segments: Sequence[str], at: int, method: str) -> _Route | None:
        if at == len(segments):
            return self.routes.get(method)
        segment = segments[at]
        word = self.words.get(segment)
        if word is not None and (found := word.find(segments, at + 1, method)) is not None:
            return found
        if self.any_segment is not None and segment:
            return self.any_segment.find(segments, at + 1, method)
        return None


class RouteTable:
    """All routes, as a tree over path segments."""

    def __init__(self) -> None:
        self._root = _Node()
        self._methods: set[str] = set()

    def add(self, operation: Operation) -> None:
        node = self._root
        labels = []
        for index, segment in enumerate(_split(operation.path_template)):
            if segment.startswith("{"):
                labels.append((index, segment[1:-1]))
                node.any_segment = node.any_segment or _Node()
                node = node.any_segment
            else:
                node = node.words.setdefault(segment, _Node())
        other = node.routes.setdefault(operation.method, _Route(operation, tuple(labels)))
        assert other.operation is operation, f"{operation.name} and {other.operation.name} share a route"
        self._methods.add(operation.method)

    def match(self, method: str, raw_path: str) -> RouteMatch:
        """
        Args:
            raw_path: as received, percent-encoded, without the query.
        Raises:
            UnknownOperation: nothing is there for this method.
            InvalidRequest: a label does not decode to UTF-8.
        """
        segments = _split(raw_path)
        route = self._root.find(segments, 0, method)
        if route is None:
            route, segments = self._find_with_bare_arn(segments, method)
        if route is None:
            raise self._unknown(method, raw_path, segments)
        return RouteMatch(
            route.operation, {name: _decode(segments[index], name) for index, name in route.labels}
        )

    def _find_with_bare_arn(self, segments: list[str], method: str) -> tuple[_Route | None, list[str]]:
        if len(segments) > 2 and segments[1].lower().startswith(_ARN_STARTS) and not _is_whole(segments[1]):
            # The resource of an ARN is `type/id`, perhaps followed by more such pairs.
            for end in range(3, len(segments) + 1, 2):
                joined = [segments[0], "/".join(segments[1:end]), *segments[end:]]
                route = self._root.find(joined, 0, method)
                if route is not None:
                    return route, joined
        return None, segments

    def _unknown(self, method: str, raw_path: str, segments: list[str]) -> UnknownOperation:
        others = sorted(m for m in self._methods if self._root.find(segments, 0, m) is not None)
        hint = f"this path takes {', '.join(others)}" if others else "check the path"
        return UnknownOperation(f"No operation answers {method[:20]} {raw_path[:200]}: {hint}")


def _split(path: str) -> list[str]:
    return path.removeprefix("/").removesuffix("/").split("/")


def _is_whole(arn_segment: str) -> bool:
    """Whether the ARN's own slash is in this segment, encoded."""
    return "%2f" in arn_segment.lower()


def _decode(segment: str, name: str) -> str:
    if "%" not in segment and segment.isascii():
        return segment
    try:
        # Servers give the path's bytes as latin-1 text where they give text.
        return unquote_to_bytes(segment.encode("latin-1")).decode()
    except UnicodeError as exc:
        raise InvalidRequest(
            f"{name} in the path is not UTF-8, percent-encoded", reason="CannotParse"
        ) from exc
