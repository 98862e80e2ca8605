"""What records are found by: their words and their vectors, of both databases.

A vector is searched in two steps: the signs of its numbers, one bit each, are compared with those of every
record in the scope, which lie side by side; the nearest few hundred are then compared by all their numbers.
Words are kept in an inverted index together with words that stand for scopes, so that a search never
leaves its scope, and a word that is everywhere is given up after a bounded number of records.

Source: sqlite-vec's scalar functions, FTS5 with `detail=none`; PostgreSQL's bit strings and GIN.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from operator import mul
from struct import unpack
from time import monotonic

from headwater.memory.database.base import Tx
from headwater.memory.owners import Owners
from headwater.memory.records.namespaces import (
    Scope,
    list_owner_tokens,
    owned_token,
    owner_tokens,
    scope_tokens,
)
from headwater.memory.records.words import choose_query_words, split_words, weigh

#: Places of the vectors of one namespace: its key, then the record's in so many bits.
_KEY_BITS = 32
_KEY_MASK = 2**_KEY_BITS - 1
#: Nearest by their signs, to be compared by their numbers: the ten nearest of 100,000 are among them.
CANDIDATES_COUNT = 256
#: From so many on the vectors of a namespace are searched by two threads.
_DIVIDED_FROM_COUNT = 20_000
#: A word that more records have than this says little: it is not looked for.
_COMMON_COUNT = 250
#: Records of a scope are counted up to here.
_COUNTED_MAX = 5000
#: How long a word that was found to be common is believed to be, and how many such words are remembered.
_REMEMBERED_S = 600.0
_REMEMBERED_MAX_COUNT = 20_000
#: A byte with a number's sign -> a digit.
_SIGN_DIGITS = bytes(ord("0") if byte >= 128 else ord("1") for byte in range(256))

#: The first place and the last one of a part.
Places = tuple[int, int]

_DISTANCES = {
    "sqlite": "vec_distance_hamming(vec_bit(b.bits), vec_bit(:bits))",
    "postgresql": "bit_count(b.bits # CAST(:bits AS BIT VARYING))",
}
_FIRST = f"namespace_key * {_KEY_MASK + 1}"
_LAST = f"{_FIRST} + {_KEY_MASK}"
_WITH_PLACES = "record_bits b WHERE b.place BETWEEN :first AND :last"
#: Of the namespaces that `{0}` is true of.
_WITH_NAMESPACES = {
    "sqlite": "namespaces n CROSS JOIN record_bits b"
    f" WHERE {{0}} AND b.place BETWEEN n.{_FIRST} AND n.{_LAST}",
    "postgresql": f"record_bits b WHERE b.place >> {_KEY_BITS} IN"
    " (SELECT n.namespace_key FROM namespaces n WHERE {0})",
}


def among(tx: Tx, column: str) -> str:
    """A condition: the column is one of the `:keys` that `key_list` makes."""
    return (
        f"{column} IN (SELECT value FROM json_each(:keys))"
        if tx.dialect == "sqlite"
        else f"{column} = ANY(:keys)"
    )


def key_list(tx: Tx, keys: Iterable[int]) -> object:
    """The value of `:keys`."""
    return json.dumps(list(keys)) if tx.dialect == "sqlite" else list(keys)


def find_or_make_embedder(tx: Tx, name: str) -> int:
    """The key of an embedder, by its name."""
    key = find_embedder(tx, name)
    if key is None:
        tx.run("INSERT INTO embedders (name) VALUES (:name) ON CONFLICT (name) DO NOTHING", name=name)
        key = find_embedder(tx, name)
    assert key is not None, "it was inserted, or somebody else did"
    return key


def find_embedder(tx: Tx, name: str) -> int | None:
    """The key of an embedder; None if nothing was ever embedded by it."""
    row = tx.one("SELECT embedder_key FROM embedders WHERE name = :name", name=name)
    return None if row is None else int(row[0])


def add_words(tx: Tx, record_key: int, memory_key: int, namespace: str, owner: str | None, text: str) -> None:
    """Make a record findable by its words."""
    words = [
        *scope_tokens(memory_key, namespace),
        *owner_tokens(memory_key, owner),
        *split_words(text),
    ]
    if tx.dialect == "sqlite":
        tx.run(
            "INSERT INTO record_words (rowid, words) VALUES (:key, :words)",
            key=record_key,
            words=" ".join(words),
        )
    else:
        tx.run(
            "INSERT INTO record_words (record_key, words) VALUES (:key, :words)", key=record_key, words=words
        )


def remove_words(tx: Tx, record_key: int) -> None:
    column = "rowid" if tx.dialect == "sqlite" else "record_key"
    tx.run(f"DELETE FROM record_words WHERE {column} = :key", key=record_key)


def put_vector(tx: Tx, record_key: int, namespace_key: int, embedder_key: int, vector: bytes) -> None:
    """Make a record findable by its vector, and by no other."""
    remove_vector(tx, record_key, namespace_key)
    tx.run(
        "INSERT INTO record_vectors (record_key, embedder_key, vector) VALUES (:key, :embedder, :vector)",
        key=record_key,
        embedder=embedder_key,
        vector=vector,
    )
    bits = ":bits" if tx.dialect == "sqlite" else "CAST(:bits AS BIT VARYING)"
    tx.run(
        f"INSERT INTO record_bits (place, embedder_key, bits) VALUES (:place, :embedder, {bits})",
        place=_place(namespace_key, record_key),
        embedder=embedder_key,
        bits=_signs(tx, vector),
    )
    tx.run(
        "UPDATE records SET embedder_key = :embedder WHERE record_key = :key",
        key=record_key,
        embedder=embedder_key,
    )


def remove_vector(tx: Tx, record_key: int, namespace_key: int) -> None:
    tx.run("DELETE FROM record_vectors WHERE record_key = :key", key=record_key)
    tx.run("DELETE FROM record_bits WHERE place = :place", place=_place(namespace_key, record_key))


def find_parts(tx: Tx, scope: Scope) -> list[Places | None]:
    """The vectors of a scope in parts that can be searched at the same time: the places in each.

    None stands for a part whose places have to be looked up.
    """
    if scope.path is not None:
        return [None]
    # Each owner has one of this name.
    rows = tx.all(f"SELECT n.namespace_key FROM namespaces n WHERE {scope.condition} LIMIT 2", **scope.values)
    if len(rows) != 1:
        return [None] if rows else []
    key = int(rows[0][0])
    whole = _place(key, 0), _place(key, _KEY_MASK)
    if tx.dialect == "postgresql":  # it divides the work itself
        return [whole]
    ends = [
        tx.one(
            f"SELECT b.place FROM {_WITH_PLACES} ORDER BY b.place {order} LIMIT 1",
            first=whole[0],
            last=whole[1],
        )
        for order in ("ASC", "DESC")
    ]
    if ends[0] is None or ends[1] is None:
        return []
    first, last = int(ends[0][0]), int(ends[1][0])
    if last - first < _DIVIDED_FROM_COUNT:
        return [(first, last)]
    middle = (first + last) // 2
    return [(first, middle), (middle + 1, last)]


def find_nearest(
    tx: Tx, scope: Scope, embedder: str, vector: bytes, places: Places | None = None
) -> dict[int, float]:
    """Record key -> cosine, of the `CANDIDATES_COUNT` nearest in one of the parts that `find_parts` gives."""
    embedder_key = find_embedder(tx, embedder)
    if embedder_key is None:
        return {}
    vectors, values = _WITH_NAMESPACES[tx.dialect].format(scope.condition), scope.values
    if places is not None:
        vectors, values = _WITH_PLACES, {"first": places[0], "last": places[1]}
    rows = tx.all(
        f"SELECT b.place & {_KEY_MASK} FROM {vectors} AND b.embedder_key = :embedder"
        f" ORDER BY {_DISTANCES[tx.dialect]} LIMIT :count",
        **values,
        embedder=embedder_key,
        bits=_signs(tx, vector),
        count=CANDIDATES_COUNT,
    )
    return measure(tx, [int(row[0]) for row in rows], embedder_key, vector)


def measure(tx: Tx, keys: Sequence[int], embedder_key: int, vector: bytes) -> dict[int, float]:
    """Record key -> cosine, of those among `keys` that have a vector of this embedder."""
    where = f"FROM record_vectors WHERE {among(tx, 'record_key')} AND embedder_key = :embedder"
    values = {"keys": key_list(tx, keys), "embedder": embedder_key}
    if tx.dialect == "sqlite":
        rows = tx.all(
            f"SELECT record_key, 1 - vec_distance_cosine(vector, :vector) {where}", **values, vector=vector
        )
        return {int(key): float(cosine or 0.0) for key, cosine in rows}
    asked = _numbers(vector)
    rows = tx.all(f"SELECT record_key, vector {where}", **values)
    return {int(key): sum(map(mul, asked, _numbers(bytes(kept)))) for key, kept in rows}


class CommonWords:
    """Words that were found to be common in a scope: they are believed to be so for some minutes."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._found: dict[tuple[str, Owners | None, str], float] = {}

    def add(self, scope: Scope, word: str) -> None:
        while len(self._found) >= _REMEMBERED_MAX_COUNT:
            self._found.pop(next(iter(self._found), ("", None, "")), None)
        self._found[scope.token, scope.owners, word] = self._clock()

    def has(self, scope: Scope, word: str) -> bool:
        found_s = self._found.get((scope.token, scope.owners, word), -math.inf)
        return self._clock() - found_s < _REMEMBERED_S


def find_by_words(tx: Tx, scope: Scope, text: str, known: CommonWords) -> dict[int, float]:
    """Record key -> the share of the question's words that it has, of the records that have a rare one.

    Where all words of the question are common, of those records that have them all.
    """
    words = choose_query_words(text)
    rare: dict[str, list[int]] = {}
    for word in words:
        if known.has(scope, word):
            continue
        keys = _find_records(tx, scope, [word])
        if len(keys) > _COMMON_COUNT:
            known.add(scope, word)
        else:
            rare[word] = keys
    if any(rare.values()):
        return weigh(rare, _count_records(tx, scope))
    common = [word for word in words if word not in rare]
    return dict.fromkeys(_find_records(tx, scope, common), 1.0) if common else {}


def _find_records(tx: Tx, scope: Scope, words: list[str]) -> list[int]:
    """Up to one more than `_COMMON_COUNT` records of the scope that have all these words."""
    query = _match if tx.dialect == "sqlite" else _contain
    text, values = query(scope, [scope.token, *words])
    rows = tx.all(f"{text} LIMIT :count", **values, count=_COMMON_COUNT + 1)
    return [int(row[0]) for row in rows]


def _match(scope: Scope, words: list[str]) -> tuple[str, dict[str, object]]:
    """SQLite's way to ask for records with all these words and one of the scope's owners."""
    wanted = " AND ".join(f'"{word}"' for word in words)
    if scope.owners is not None:
        tokens = [f'"{token}"' for token in list_owner_tokens(scope.memory_key, scope.owners)]
        choices = [f"({wanted} AND ({' OR '.join(tokens)}))"] if tokens else []
        if None in scope.owners.names:
            choices.append(f'(({wanted}) NOT "{owned_token(scope.memory_key)}")')
        wanted = " OR ".join(choices)
    return "SELECT rowid FROM record_words WHERE record_words MATCH :query", {"query": wanted}


def _contain(scope: Scope, words: list[str]) -> tuple[str, dict[str, object]]:
    """PostgreSQL's way."""
    condition, values = "words @> :words", {"words": words}
    if scope.owners is not None:
        choices = ["words && :owner_words"]
        values["owner_words"] = list_owner_tokens(scope.memory_key, scope.owners)
        if None in scope.owners.names:
            choices.append("NOT words @> :owned")
            values["owned"] = [owned_token(scope.memory_key)]
        condition += f" AND ({' OR '.join(choices)})"
    return f"SELECT record_key FROM record_words WHERE {condition}", dict(values)


def _count_records(tx: Tx, scope: Scope) -> int:
    """Of the scope, up to `_COUNTED_MAX`."""
    row = tx.one(
        "SELECT COUNT(*) FROM (SELECT 1 FROM namespaces n JOIN records r ON r.namespace_key = n.namespace_key"
        f" WHERE {scope.condition} LIMIT :count) counted",
        **scope.values,
        count=_COUNTED_MAX,
    )
    return int(row[0]) if row is not None else 0


def _place(namespace_key: int, record_key: int) -> int:
    return namespace_key << _KEY_BITS | record_key


def _signs(tx: Tx, vector: bytes) -> object:
    """One bit for each number, padded to whole bytes: as the database keeps them."""
    digits = vector[3::4].translate(_SIGN_DIGITS)
    digits += b"0" * (-len(digits) % 8)
    return int(digits, 2).to_bytes(len(digits) // 8) if tx.dialect == "sqlite" else digits.decode()


def _numbers(vector: bytes) -> tuple[float, ...]:
    return unpack(f"<{len(vector) // 4}f", vector)
