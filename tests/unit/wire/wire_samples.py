"""Random values that satisfy the shapes of botocore's models, for the tests beside this file."""

from __future__ import annotations

import random
import re
import string
from datetime import UTC, datetime, timedelta
from functools import cache
from re import _parser as sre  # the only parser of Python's own patterns
from typing import Any

from headwater.wire.restjson.patterns import compile_pattern

PRINTABLE = string.ascii_letters + string.digits + "-._~"
ANYTHING = PRINTABLE + " /:#%&+=?@\"'\\éß日本語のエージェント🌊"
_MAX_DEPTH = 7
_TEXTS_COUNT = 4
_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)


class Sampler:
    """Makes values; the same seed gives the same values."""

    def __init__(self, seed: object) -> None:
        self.random = random.Random(str(seed))

    def value(self, shape: Any, depth: int = 0) -> Any:
        if shape.metadata.get("document"):
            return {"k": self.json(0), "l": [self.json(0)]}
        return getattr(self, f"_{shape.type_name}")(shape, depth)

    def json(self, depth: int) -> Any:
        kind = self.random.randrange(7 if depth < 3 else 5)
        match kind:
            case 0:
                return self.random.choice([None, True, False])
            case 1:
                return self.random.randrange(-(2**40), 2**40)
            case 2:
                return self.random.uniform(-1e6, 1e6)
            case 3 | 4:
                return self.text(0, 12)
            case 5:
                return [self.json(depth + 1) for _ in range(self.random.randrange(4))]
            case _:
                return {self.text(1, 5): self.json(depth + 1) for _ in range(self.random.randrange(4))}

    def text(self, low: int, high: int, alphabet: str = ANYTHING) -> str:
        return "".join(self.random.choices(alphabet, k=self.random.randint(low, high)))

    def _structure(self, shape: Any, depth: int) -> dict[str, Any]:
        names = list(shape.members)
        if shape.metadata.get("union"):
            names = [self.random.choice(names)]
        else:
            often = 0.7 if depth < _MAX_DEPTH else 0.0
            required = shape.required_members
            names = [name for name in names if name in required or self.random.random() < often]
        return {name: self.value(shape.members[name], depth + 1) for name in names}

    def _count(self, shape: Any, spread: int) -> int:
        low = shape.metadata.get("min", 0)
        return self.random.randint(low, min(shape.metadata.get("max", low + spread), low + spread))

    def _list(self, shape: Any, depth: int) -> list[Any]:
        spread = 2 if depth < _MAX_DEPTH else 0
        return [self.value(shape.member, depth + 1) for _ in range(self._count(shape, spread))]

    def _map(self, shape: Any, depth: int) -> dict[str, Any]:
        count = self._count(shape, 2)
        return {self.value(shape.key): self.value(shape.value, depth + 1) for _ in range(count)}

    def _string(self, shape: Any, depth: int) -> str:
        if "enum" in shape.metadata:
            return self.random.choice(shape.metadata["enum"])
        location = shape.serialization.get("location")
        low = shape.metadata.get("min", 0)
        high = shape.metadata.get("max", low + 30)
        pattern = shape.metadata.get("pattern")
        if pattern is not None:
            return self.random.choice(texts_matching(pattern, low, shape.metadata.get("max", 2048)))
        if location is not None:
            low = max(low, 1)
        return self.text(low, min(high, low + 30), PRINTABLE if location == "header" else ANYTHING)

    def _integer(self, shape: Any, depth: int) -> int:
        return self.random.randint(shape.metadata.get("min", -1000), shape.metadata.get("max", 2**31 - 1))

    _long = _integer

    def _float(self, shape: Any, depth: int) -> float:
        return self.random.uniform(shape.metadata.get("min", -1e3), shape.metadata.get("max", 1e6))

    _double = _float

    def _boolean(self, shape: Any, depth: int) -> bool:
        return self.random.random() < 0.5

    def _blob(self, shape: Any, depth: int) -> bytes:
        return self.random.randbytes(self.random.randrange(1, 40))

    def _timestamp(self, shape: Any, depth: int) -> datetime:
        whole = _EPOCH + timedelta(seconds=self.random.randrange(3_000_000_000))
        return whole + timedelta(
            microseconds=self.random.choice([0, 500_000, self.random.randrange(1_000_000)])
        )


@cache
def texts_matching(pattern: str, low: int, high: int) -> list[str]:
    """Some texts of `low` to `high` characters, none empty, each of which matches all of `pattern`."""
    compiled = compile_pattern(pattern)
    tree = sre.parse(compiled.pattern, re.ASCII)
    chance = random.Random(pattern)
    found: list[str] = []
    for attempt in range(2000):
        text = _sample(tree, chance, (0, 2, 10, 40, 100, 400)[attempt % 6])
        if max(low, 1) <= len(text) <= high and compiled.fullmatch(text):
            found.append(text)
            if len(found) == _TEXTS_COUNT:
                break
    assert found, f"no text of {low} to {high} characters found for {pattern}"
    return found


def _sample(tree: Any, chance: random.Random, spread: int) -> str:
    return "".join(_sample_item(op, arg, chance, spread) for op, arg in tree)


def _sample_item(op: Any, arg: Any, chance: random.Random, spread: int) -> str:
    match str(op):
        case "LITERAL":
            return chr(arg)
        case "ANY":
            return chance.choice(PRINTABLE)
        case "IN" | "NOT_LITERAL":
            return chance.choice(_class_members(op, arg))
        case "BRANCH":
            return _sample(chance.choice(arg[1]), chance, spread)
        case "SUBPATTERN":
            return _sample(arg[-1], chance, spread)
        case "MAX_REPEAT":
            low, high, inner = arg
            count = chance.randint(low, min(int(high), low + spread))
            return "".join(_sample(inner, chance, spread // 10) for _ in range(count))
        case "AT" | "ASSERT_NOT" | "ASSERT":
            return ""
    raise AssertionError(f"pattern item {op} is not known here")


_class_cache: dict[str, list[str]] = {}


def _class_members(op: Any, arg: Any) -> list[str]:
    # Only printable ASCII is tried: what a class allows beyond it is not what these tests are about.
    key = f"{op} {arg}"
    if key not in _class_cache:
        matcher = re._compiler.compile(sre.SubPattern(sre.State(), [(op, arg)]), re.ASCII)
        _class_cache[key] = [c for c in string.printable[:95] if matcher.fullmatch(c)]
    return _class_cache[key]
