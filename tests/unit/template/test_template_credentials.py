"""Where a template's credentials are held, found and replaced, in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

from headwater.template.credentials import OWN_NAMES, SDK_NAMES, Imprints, read_sealed

_OLD = {name: f"old-{name[-8:]}-{'x' * 20}" for name in OWN_NAMES}
_NEW = {name: f"new-{name[-8:]}-{'y' * 20}" for name in OWN_NAMES}
_PROGRAM = """
import gc, json, os, sys
sys.path.insert(0, sys.argv[1])
from collections import OrderedDict, namedtuple
from dataclasses import dataclass
from headwater.template.credentials import Imprints

KEY, SECRET, TOKEN = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"
imprints = Imprints(json.loads(sys.argv[4]))
read = os.environ.__getitem__
Frozen = namedtuple("Frozen", "access_key secret_key token")

class Plain:
    def __init__(self):
        self.key = read(KEY)

class Class:
    key = read(KEY)

@dataclass(frozen=True, slots=True)
class Slots:
    key: str

class Sealed(dict):
    def __setitem__(self, key, value):
        raise TypeError("no")

class Guarded:
    __slots__ = ("_key", "__dict__")
    def __init__(self):
        object.__setattr__(self, "_key", read(KEY))
        self.__dict__["secret"] = read(SECRET)
    def __setattr__(self, name, value):
        raise TypeError("no")
    def __eq__(self, other):
        raise TypeError("no")
    @property
    def __class__(self):
        raise RuntimeError("a proxy of nothing")

def closing(key):
    return lambda: key

def default(key=read(KEY), *, secret=read(SECRET)):
    return key, secret

plain, slots, guarded = Plain(), Slots(read(KEY)), Guarded()
texts = {"key": read(KEY)}
ordered = OrderedDict(key=read(KEY), other=1)
sealed = Sealed(key=read(KEY))
pair = [{"pair": (read(KEY), 1)}]
nested = {"deep": [{"deeper": (read(KEY), read(TOKEN), 3)}]}
frozen = Frozen(read(KEY), read(SECRET), read(TOKEN))
closed = closing(read(KEY))
GLOBAL = read(KEY)
part = "prefix " + read(KEY)
os.environ["COPY"] = read(KEY)
if sys.argv[2] != "whole":
    exec(sys.argv[2])
Class.key, plain.key  # what the interpreter remembers of them must not stay
gc.collect()
imprints.find()
gc.freeze()

def tell():
    return {
        "plain": plain.key, "class": Class.key, "slots": slots.key, "texts": texts["key"],
        "ordered": ordered["key"], "sealed": sealed["key"], "nested": nested["deep"][0]["deeper"],
        "pair": pair[0]["pair"], "frozen": list(frozen), "is frozen": type(frozen) is Frozen,
        "closed": closed(), "default": default(),
        "global": GLOBAL, "guarded": [guarded._key, guarded.secret],
        "environment": [read(KEY), os.environ.get(SECRET), os.environ.get(TOKEN), read("COPY")], "part": part,
    }

before = tell()
imprints.replace(json.loads(sys.argv[3]))
print(json.dumps([before, tell()]))
"""


def _run(statement="whole", names=(*SDK_NAMES, *OWN_NAMES), **environment):
    from headwater import template

    root = template.__path__[0].removesuffix("/headwater/template")
    provided = _OLD | dict(zip(SDK_NAMES, _OLD.values(), strict=True))
    new = _NEW | dict(zip(SDK_NAMES, _NEW.values(), strict=True))
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, root, statement, json.dumps(new), json.dumps(names)],
        env=provided | environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_the_new_ones_are_wherever_the_old_ones_were_held():
    key, secret, token = _NEW.values()

    before, after = _run()

    assert all(key not in json.dumps(value) for value in before.values())
    assert after == {
        "plain": key,
        "class": key,
        "slots": key,
        "texts": key,
        "ordered": key,
        "sealed": key,
        "nested": [key, token, 3],
        "pair": [key, 1],
        "frozen": [key, secret, token],
        "is frozen": True,
        "closed": key,
        "default": [key, secret],
        "global": key,
        "guarded": [key, secret],
        "environment": [key, secret, token, key],
        "part": before["part"],
    }


def test_what_the_file_froze_is_found_too():
    _, after = _run("gc.freeze()")

    assert after["plain"] == _NEW["HEADWATER_ACCESS_KEY_ID"]


def test_variables_that_the_file_set_or_removed_stay_as_they_are():
    _, after = _run("os.environ[KEY] = 'mine'; del os.environ[TOKEN]")

    assert after["environment"] == ["mine", _NEW["HEADWATER_SECRET_ACCESS_KEY"], None, after["global"]]


def test_credentials_that_the_version_declares_are_left_alone():
    _, after = _run(names=OWN_NAMES, **dict.fromkeys(SDK_NAMES, "declared"))

    assert after["plain"] == "declared"
    assert after["environment"] == ["declared"] * 4


def test_without_credentials_there_is_nothing_to_find(monkeypatch):
    for name in OWN_NAMES:
        monkeypatch.delenv(name, raising=False)
    before = dict(os.environ)
    imprints = Imprints(OWN_NAMES)

    imprints.find()
    imprints.replace(_NEW)

    assert dict(os.environ) == before


def test_what_was_handed_over_is_read_once():
    reading, writing = os.pipe()
    os.write(writing, b'{"A": "b"}')
    os.close(writing)

    assert read_sealed(reading) == {"A": "b"}
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(reading)
