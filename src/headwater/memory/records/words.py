"""Texts as words, and how much of a question's words a text has. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping

#: Longer ones are cut: nobody looks for the rest, and it would be kept.
_WORD_MAX_LENGTH = 64
#: Of a question: the longest ones, which tell most.
QUERY_WORDS_MAX_COUNT = 16
_WORD = re.compile(r"[^\W_]+")
#: Scripts that put no spaces between words are kept as pairs of characters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def split_words(text: str) -> list[str]:
    """The distinct words of a text, without case and accents, in the order they come."""
    plain = text.lower() if text.isascii() else _fold(text)
    words: dict[str, None] = {}
    for word in _WORD.findall(plain):
        if word.isascii():
            words[word[:_WORD_MAX_LENGTH]] = None
        else:
            words.update(dict.fromkeys(_split_unspaced(word)))
    return list(words)


def choose_query_words(text: str) -> list[str]:
    """The words of a question that are looked for."""
    return sorted(split_words(text), key=len, reverse=True)[:QUERY_WORDS_MAX_COUNT]


def weigh(found: Mapping[str, Iterable[int]], total_count: int) -> dict[int, float]:
    """Record key -> the share of the question that it has, from 0 to 1; rare words count more.

    Args:
        found: every word that counts -> the keys of the records that have it.
        total_count: of the records that were looked through.
    """
    shares: dict[int, float] = {}
    total_weight = 0.0
    for keys in found.values():
        keys = list(keys)
        weight = math.log(1 + (max(0, total_count - len(keys)) + 0.5) / (len(keys) + 0.5))
        total_weight += weight
        for key in keys:
            shares[key] = shares.get(key, 0.0) + weight
    return {key: min(1.0, share / total_weight) for key, share in shares.items()}


def _fold(text: str) -> str:
    # Twice, because either makes something that the other has not seen.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _split_unspaced(word: str) -> Iterable[str]:
    start = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > start:
            yield word[start : run.start()][:_WORD_MAX_LENGTH]
        characters = run.group()
        yield from (characters[at : at + 2] for at in range(max(1, len(characters) - 1)))
        start = run.end()
    if start < len(word):
        yield word[start:][:_WORD_MAX_LENGTH]
