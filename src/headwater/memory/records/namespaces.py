"""Namespaces: which records a request means. Pure; the database agrees with `Scope.has`.

Rule 1: `namespace` means the records of exactly that name.
Rule 2: `namespacePath` means those at and below it, segment by segment: `/a/b` has `/a/b`, `/a/b/` and
    `/a/b/c`, and never `/a/bc`. `/` is above all of them, also those without a slash before them, and
    above what is in no namespace: one can ask for everything.
Rule 3: there are no wildcards.
Rule 4: every owner of records has the namespaces for himself; a request means those of all that its caller
    sees. So nobody comes by what is put into a namespace whose name he was the first to use.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from headwater.core.errors import FieldProblem, InvalidRequest
from headwater.memory.control.base import Members
from headwater.memory.owners import Owners

_TOKEN_BYTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The namespaces of one memory that a request means: of this name, or at and below this path.

    `owners` is whose they are; None: anybody's.
    """

    memory_key: int
    name: str | None = None
    path: str | None = None
    owners: Owners | None = None

    def has(self, namespace: str, owner: str | None = None) -> bool:
        """Whether a record of that namespace, and of that owner, is meant."""
        if self.owners is not None and not self.owners.has(owner):
            return False
        if self.path is None:
            return namespace == self.name
        return to_path(namespace).startswith(self.path)

    @property
    def condition(self) -> str:
        """The same of namespaces (n) in SQL, with `values`."""
        # Of one name there may be several, in the order of the index of paths.
        of_name = (
            "n.path = :path AND n.name = :name"
            if self.path is None
            else "n.path >= :path AND n.path < :path_end"
        )
        of_owner = "" if self.owners is None else f" AND {self.owners.condition('n.owner')}"
        return f"n.memory_key = :memory_key AND {of_name}{of_owner}"

    @property
    def values(self) -> dict[str, object]:
        of_name = (
            {"name": self.name, "path": to_path(self.name or "")}
            if self.path is None
            else {"path": self.path, "path_end": self.path_end}
        )
        return {
            "memory_key": self.memory_key,
            **of_name,
            **({} if self.owners is None else self.owners.values),
        }

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


def owner_tokens(memory_key: int, owner: str | None) -> list[str]:
    """Words by which a record is told from those of other owners."""
    if owner is None:
        return []
    ends = [at for at, character in enumerate(owner) if character == "/"]
    return [
        owned_token(memory_key),
        _token(memory_key, "owner", owner),
        *(_token(memory_key, "users", owner[:end]) for end in ends),
    ]


def owned_token(memory_key: int) -> str:
    """The word of all records that are somebody's."""
    return _token(memory_key, "owned", "")


def list_owner_tokens(memory_key: int, owners: Owners) -> list[str]:
    """Words of which a record has one if it is somebody's among `owners`."""
    tokens = [_token(memory_key, "owner", name) for name in owners.names if name is not None]
    return tokens + ([] if owners.users_of is None else [_token(memory_key, "users", owners.users_of)])


def read_scope(memory_key: int, request: Members, owners: Owners | None) -> Scope:
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
    return Scope(
        memory_key=memory_key, name=name, path=None if path is None else to_path(path), owners=owners
    )


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
