"""A forked session's own credentials, in place of those that the agent's file was loaded with.

A file that makes its clients while it is loaded has read the template's credentials by then, and clients
keep what they read (botocore's `Credentials` do). So the template notes, once, where its own credentials are
held, and each fork writes its own there. Nothing is known of any library: the values are random, so that
whatever equals one is a copy of it. Found are entries of dictionaries and lists, attributes (slots, closures
and those of classes too), and tuples that one of these holds. Out of reach are local variables of functions
that are running, texts that the values were made part of, and memory that is not Python's.

The template's credentials are worth nothing once it is ready to fork, so that what is missed fails instead of
being shared.
"""

from __future__ import annotations

import contextlib
import gc
import json
import operator
import os
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

#: Access key id, secret and token, as AWS's SDKs look for them.
SDK_NAMES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
#: The same under names that no other credentials have.
OWN_NAMES = ("HEADWATER_ACCESS_KEY_ID", "HEADWATER_SECRET_ACCESS_KEY", "HEADWATER_SESSION_TOKEN")
#: Objects looked at in one go; what they refer to is listed, and the list costs memory.
_CHUNK = 10_000
#: The same where it matters whose they are.
_FEW = 200
_MAX_BYTES = 64 * 1024

#: A way to put another value where one is held, and that one: a text, or a tuple with texts in it.
Place = tuple[Callable[[Any], None], Any]  # Any: either of the two


class Imprints:
    """Where this process's own credentials are held. Made before the agent's file is loaded."""

    def __init__(self, names: Iterable[str]) -> None:
        """
        Args:
            names: of the variables that hold them; all others are the agent's own affair.
        """
        self._values = {name: os.environ[name] for name in names if os.environ.get(name)}
        self._places: list[Place] = []

    def find(self) -> None:
        """Look through all that is alive. To be done before `gc.freeze`, which hides it."""
        values = frozenset(self._values.values())
        if values:
            gc.unfreeze()  # the file may have frozen what it made
            self._places = _find_places(values, self._values)

    def replace(self, environment: Mapping[str, str]) -> None:
        """In a fork: hold the credentials of `environment` wherever the template's were held."""
        new = {old: environment[name] for name, old in self._values.items() if name in environment}
        for name, value in list(os.environ.items()):
            if value in new:
                os.environ[name] = new[value]
        for put, old in self._places:
            put(_renew(old, new))
        self._places.clear()


def read_sealed(fd: int) -> dict[str, str]:
    """What the server has put into a descriptor for this process alone; closes it."""
    with open(fd, "rb") as file:
        found: dict[str, str] = json.loads(file.read(_MAX_BYTES))
    return found


def _find_places(values: frozenset[str], known: dict[str, str]) -> list[Place]:
    """Every place where one of `values` is, but for those in `known`."""
    copies, untracked = _find_copies(values)
    places: list[Place] = []
    own = {id(it) for it in (copies, untracked, known, places)}
    # The one list that may not be among its own elements' holders: they are taken off it one by one.
    holders = [*_find_referrers(set(copies)), *untracked.values()]
    own.add(id(holders))
    while holders:
        holder = holders.pop()
        if id(holder) in own:
            continue
        if not issubclass(type(holder), tuple):
            places += _writable(_slots_of(holder), lambda it: _has_copy(it, values))
            continue
        for outer in _find_referrers({id(holder)}):  # a tuple is replaced as a whole
            if id(outer) not in own:
                places += _writable(_slots_of(outer), partial(operator.is_, holder))
    return places


def _find_copies(values: frozenset[str]) -> tuple[dict[int, str], dict[int, Any]]:  # Any: dict or tuple
    """Every copy of a value, and what holds one but is unknown to the collector; by their ids."""
    copies: dict[int, str] = {}
    untracked: dict[int, Any] = {}  # Any: dict or tuple
    objects = _list_objects()
    for start in range(0, len(objects), _CHUNK):
        for part in gc.get_referents(*objects[start : start + _CHUNK]):
            kind = type(part)
            if kind is str:
                if part in values:
                    copies[id(part)] = part
                continue
            # The collector leaves out what holds nothing but texts and numbers.
            inside = part.values() if kind is dict else part if kind is tuple else ()
            if inside and not gc.is_tracked(part) and any(_has_copy(value, values) for value in inside):
                untracked[id(part)] = part
    return copies, untracked


def _find_referrers(wanted: set[int]) -> list[Any]:  # Any: anything that is alive
    """What refers to an object with one of these ids."""
    found: list[Any] = []
    objects = _list_objects()
    for start in range(0, len(objects), _FEW):
        few = objects[start : start + _FEW]
        if not wanted.isdisjoint(map(id, gc.get_referents(*few))):
            found += (one for one in few if not wanted.isdisjoint(map(id, gc.get_referents(one))))
    return found


def _list_objects() -> list[Any]:  # Any: anything that is alive
    """All that the collector knows, but for modules; what they hold is in dictionaries of their own.

    Looking into `_asyncio` does not end on Python 3.12.1, where tasks have run. For the same reason
    `gc.get_referrers` is not used, which looks into everything.
    """
    return [one for one in gc.get_objects() if not issubclass(type(one), types.ModuleType)]


def _has_copy(value: Any, values: frozenset[str]) -> bool:  # Any: anything that is alive
    """Whether it is one of `values`, or a tuple with one in it."""
    if type(value) is str:
        return value in values
    return issubclass(type(value), tuple) and any(
        type(part) is str and part in values for part in tuple.__iter__(value)
    )


def _writable(slots: Iterator[Place], is_wanted: Callable[[Any], bool]) -> Iterator[Place]:  # Any: held there
    """Those of `slots` that hold what is wanted and let it be replaced."""
    for put, value in slots:
        if is_wanted(value):
            with contextlib.suppress(Exception):
                put(value)
                yield put, value


def _slots_of(holder: Any) -> Iterator[Place]:  # Any: anything that is alive
    """Every place of `holder` that refers to something; found without running any code of the agent's."""
    kind = type(holder)
    if issubclass(kind, dict):
        owner = _find_class(holder)
        for key, value in list(dict.items(holder)):
            put = partial(dict.__setitem__, holder) if owner is None else partial(type.__setattr__, owner)
            yield partial(put, key), value
    elif issubclass(kind, list):
        for index, value in enumerate(list.__iter__(holder)):
            yield partial(list.__setitem__, holder, index), value
    elif kind is types.CellType:
        yield partial(setattr, holder, "cell_contents"), holder.cell_contents
    elif kind is types.FunctionType:
        yield partial(setattr, holder, "__defaults__"), holder.__defaults__
    if kind is not dict and kind is not list:
        yield from _attributes_of(holder)


def _attributes_of(holder: Any) -> Iterator[Place]:  # Any: anything that is alive
    with contextlib.suppress(Exception):
        attributes = object.__getattribute__(holder, "__dict__")
        if type(attributes) is dict:
            for key, value in list(attributes.items()):
                yield partial(dict.__setitem__, attributes, key), value
    for base in type(holder).__mro__:
        for member in vars(base).values():
            if type(member) is types.MemberDescriptorType:
                with contextlib.suppress(AttributeError):  # nothing is there
                    yield partial(member.__set__, holder), member.__get__(holder)


def _find_class(attributes: dict[Any, Any]) -> type | None:  # Any: whatever a dictionary holds
    """The class whose attributes these are: they are written through it, or it would not notice."""
    if "__module__" not in attributes or "__doc__" not in attributes:
        return None
    for owner in _find_referrers({id(attributes)}):
        if isinstance(owner, type) and any(part is attributes for part in gc.get_referents(vars(owner))):
            return owner
    return None


def _renew(old: Any, new: Mapping[str, str]) -> Any:  # Any: a text, or a tuple
    if isinstance(old, tuple):
        return tuple.__new__(type(old), [new.get(part, part) if type(part) is str else part for part in old])
    return new.get(old, old)
