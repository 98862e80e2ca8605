"""Namespaces: which records a request means. Pure; the database agrees with `Scope.has`.

Rule 1: `namespace` means the records of exactly that name.
Rule 2: `namespacePath` means those at and below it, segment by segment: `/a/b` has `/a/b`, `/a/b/` and
    `/a/b/c`, and never `/a/bc`. `/` is above all of them, also those without a slash before them, and
    above what is in no namespace: one can ask for everything.
Rule 3: there are no wildcards.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.memory.control.base import Members

_TOKEN_BYTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The namespaces of one memory that a request means: of this name, or at and below this path."""

    memory_key: int
    name: str | None = None
    path: str | None = None

    def has(self, namespace: str) -> bool:
        """Whether a record of that namespace is meant."""
        if self.path is None:
            return namespace == self.name
        return to_path(namespace).startswith(self.path)

    @property
    def path_end(self) -> str:
        """The paths that are meant are from `path` up to this one, without it."""
        assert self.path is not None, "a scope with a name has no path"
        if not self.path:
            return "{"  # the character behind all that names can begin with
        return self.path[:-1] + "0"  # the character behind the slash

    @property
    def token(self) -> str:
        """The word that `scope_tokens` gives every record that is meant, and no other."""
        return _token(self.memory_key, "path", self.path) if self.path is not None else self._name_token

    @property
    def _name_token(self) -> str:
        return _token(self.memory_key, "name", self.name or "")


def to_path(name: str) -> str:
    """A namespace's name as a path: with one slash at its end. That of the root is empty."""
    bare = name.rstrip("/")
    return f"{bare}/" if bare else ""


def scope_tokens(memory_key: int, name: str) -> list[str]:
    """Words that stand for every scope which has this namespace."""
    path = to_path(name)
    ends = [at + 1 for at, character in enumerate(path) if character == "/"]
    paths = {"", *(to_path(path[:end]) for end in ends)}
    return [
        _token(memory_key, "name", name),
        *(_token(memory_key, "path", prefix) for prefix in sorted(paths)),
    ]


def read_scope(memory_key: int, request: Members) -> Scope:
    """What a request means.

    Raises:
        InvalidRequest: it has both members, or neither, or a wildcard.
    """
    name, path = request.get("namespace"), request.get("namespacePath")
    if (name is None) == (path is None):
        said = "neither" if name is None else "both"
        text = (
            "one of namespace (exactly that one) and namespacePath (it and those below) must be given,"
            f" and not {said}"
        )
        raise InvalidRequest(text, fields=(FieldProblem("namespace", text),))
    member, value = ("namespace", name) if name is not None else ("namespacePath", path)
    check_namespace(str(value), member)
    return Scope(memory_key=memory_key, name=name, path=None if path is None else to_path(path))


def check_namespace(name: str, member: str) -> None:
    """Refuse a wildcard.

    Raises:
        InvalidRequest: it has one.
    """
    if "*" in name:
        text = f"{member} {name!r} has a wildcard; namespaces have none, namespacePath means all below it"
        raise InvalidRequest(text, fields=(FieldProblem(member, text),))


def _token(memory_key: int, kind: str, value: str) -> str:
    digest = hashlib.blake2b(f"{memory_key} {kind} {value}".encode(), digest_size=_TOKEN_BYTES).hexdigest()
    return f"0{digest}0"  # no word that people write
