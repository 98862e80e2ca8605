"""What holds for all namespaces, filters and words."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import InvalidRequest
from headwater.memory.records.filters import read_filters
from headwater.memory.records.namespaces import Scope, scope_tokens, to_path
from headwater.memory.records.words import split_words, weigh
from memories import build_memory

names = st.text(alphabet="ab/-_:", min_size=1, max_size=12)
segments = st.lists(st.text(alphabet="ab-_:", min_size=1, max_size=3), min_size=1, max_size=4)
KEYS = {"text": "STRING", "texts": "STRINGLIST", "number": "NUMBER"}
MEMORY = build_memory([{"key": key, "type": kind} for key, kind in KEYS.items()])


@given(segments, segments)
def test_a_path_means_what_begins_with_its_segments(path, name):
    scope = Scope(memory_key=1, path=to_path("/".join(path)))

    assert scope.has("/".join(name)) == (name[: len(path)] == path)
    assert scope.has("/".join(name) + "/") == (name[: len(path)] == path)


@given(names, names)
def test_a_name_means_itself_alone(name, other):
    assert Scope(memory_key=1, name=name).has(other) == (name == other)


@given(names, names, st.booleans())
def test_tokens_and_ranges_say_what_the_scope_says(asked, namespace, is_path):
    scope = Scope(memory_key=1, path=to_path(asked)) if is_path else Scope(memory_key=1, name=asked)

    assert (scope.token in scope_tokens(1, namespace)) == scope.has(namespace)
    assert scope.token not in scope_tokens(2, namespace)
    if scope.path is not None:
        assert (scope.path <= to_path(namespace) < scope.path_end) == scope.has(namespace)


values = st.one_of(
    st.none(),
    st.builds(lambda v: {"stringValue": v}, st.sampled_from("abc")),
    st.builds(lambda v: {"stringListValue": v}, st.lists(st.sampled_from("abc"), min_size=1, max_size=3)),
    st.builds(lambda v: {"numberValue": v}, st.integers(-2, 2)),
    st.builds(lambda v: {"dateTimeValue": v}, st.integers(0, 3)),
)
OPERATORS = (
    "EQUALS_TO",
    "CONTAINS",
    "GREATER_THAN",
    "GREATER_THAN_OR_EQUALS",
    "LESS_THAN",
    "LESS_THAN_OR_EQUALS",
)


@given(st.sampled_from(sorted(KEYS)), st.sampled_from((*OPERATORS, "EXISTS", "NOT_EXISTS")), values, values)
def test_a_filter_is_refused_or_decides_by_its_operator(key, operator, asked, kept):
    item = {"left": {"metadataKey": key}, "operator": operator}
    if asked is not None:
        item["right"] = {"metadataValue": asked}
    fits = {
        "STRING": operator == "EQUALS_TO" and "stringValue" in (asked or {}),
        "STRINGLIST": operator == "CONTAINS" and "stringListValue" in (asked or {}),
        "NUMBER": operator.startswith(("GREATER", "LESS")) and "numberValue" in (asked or {}),
    }[KEYS[key]] or (operator.endswith("EXISTS") and asked is None)

    if not fits:
        with pytest.raises(InvalidRequest, match=r"metadataFilters\[0\]"):
            read_filters(MEMORY, [item])
        return
    (check,) = read_filters(MEMORY, [item])
    passes = check.passes({} if kept is None else {key: kept})
    ((kind, wanted),) = asked.items() if asked else ((None, None),)
    ours = (kept or {}).get(kind)
    assert (
        passes
        == {
            "EXISTS": lambda: kept is not None,
            "NOT_EXISTS": lambda: kept is None,
            "EQUALS_TO": lambda: ours == wanted,
            "CONTAINS": lambda: ours is not None and set(wanted) <= set(ours),
            "GREATER_THAN": lambda: ours is not None and ours > wanted,
            "GREATER_THAN_OR_EQUALS": lambda: ours is not None and ours >= wanted,
            "LESS_THAN": lambda: ours is not None and ours < wanted,
            "LESS_THAN_OR_EQUALS": lambda: ours is not None and ours <= wanted,
        }[operator]()
    )


@given(st.text(max_size=80))
def test_words_have_nothing_that_an_index_would_split(text):
    words = split_words(text)

    assert len(words) == len(set(words))
    for word in words:
        assert 0 < len(word) <= 64
        assert not set(word) & set(string.punctuation + string.whitespace + string.ascii_uppercase + "\0")
        assert split_words(word) in ([word], [word[:2], word[1:]]) or len(word) > 2


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3), st.sets(st.integers(1, 9)), min_size=1, max_size=5
    ),
    st.integers(0, 20),
)
def test_shares_are_from_zero_to_one_and_all_words_make_one(found, total):
    shares = weigh(found, total)

    assert all(0 < share <= 1 for share in shares.values())
    everything = set.intersection(*found.values())
    assert all(shares[key] > 0.999 for key in everything)


@pytest.mark.parametrize("namespace", ["", "/", "a", "/a", "a/b/", "/a/b", "mem-1:x/y"])
def test_the_root_has_every_namespace(namespace):
    scope = Scope(memory_key=1, path=to_path("/"))

    assert scope.has(namespace)
    assert scope.path <= to_path(namespace) < scope.path_end
    assert scope.token in scope_tokens(1, namespace)
