"""Where keys stand in a TOML file."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from headwater.wire.tomllines import find_lines

TEXT = '''a = 1
# x
[listen]
host = "x" # [
ports = [1,
 2, # ]
 "]"]

[[door]]
name = """a
b = 1
"""
auth = {kind = "x", y = 2}
[door.target]
agent = 'a'
a.b."c d" = 2
[[door.guards.rule]]
x=1
[[door.guards.rule]]
x=1
[[door]]
name="2"
[door.guards]
z=1
'''


def test_each_key_has_its_line():
    lines = find_lines(TEXT)

    assert lines["a",] == 1
    assert lines["listen", "ports"] == 5
    assert lines["door", 0, "name"] == 10
    assert lines["door", 0, "auth"] == 13
    assert lines["door", 0, "target", "a", "b", "c d"] == 16
    assert lines["door", 0, "guards", "rule", 0, "x"] == 18
    assert lines["door", 0, "guards", "rule", 1] == 19
    assert lines["door", 1] == 21
    assert lines["door", 1, "guards", "z"] == 24


def test_windows_line_ends_count_once():
    assert find_lines("a = 1\r\n\r\nb = 2\r\n") == {("a",): 1, ("b",): 3}


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
VALUES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12),
    st.integers(-5, 5),
    st.lists(st.sampled_from(["]", "[", "#", '"', "'"]), max_size=3),
)


def _quote(value):
    if isinstance(value, list):
        return "[\n" + ", # ]\n".join(map(_quote, value)) + "\n]"
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_whatever_the_values_each_key_is_found_on_its_line(table):
    text, wanted, line = "", {}, 1
    for key, value in table.items():
        statement = f"{_quote(key)} = {_quote(value)}\n"
        wanted[key,] = line
        line += statement.count("\n")
        text += statement

    assert tomllib.loads(text).keys() == table.keys()
    assert find_lines(text) == wanted
