"""In which line of a TOML file each key stands, with no I/O.

The standard library's parser gives values and no places. This goes over a text which that parser has
accepted, so it may trust that the text is TOML, and finds where statements begin and end.
Rule 1: a path is a tuple of names and, for elements of arrays of tables, indexes: ("door", 0, "auth").
Rule 2: what stands inside a value (an inline table's keys) has the line of its statement.

Source: TOML v1.0.0.
"""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'", re.DOTALL
)
_BLANK = re.compile(r"(?:\s+|#[^\n]*)*")


def find_lines(text: str) -> dict[Path, int]:
    """Path of each table and key -> its line, from 1. `text` must be TOML that `tomllib` accepts."""
    return _Finder(text.replace("\r\n", "\n")).run()


class _Finder:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._table: Path = ()
        self._counts: dict[Path, int] = {}
        self._lines: dict[Path, int] = {}

    def run(self) -> dict[Path, int]:
        while True:
            self._skip_blank()
            if self._at >= len(self._text):
                return self._lines
            line = self._text.count("\n", 0, self._at) + 1
            if self._text[self._at] == "[":
                self._take_header(line)
            else:
                self._note(self._table, self._take_key("="), line)
                self._skip_value()

    def _take_header(self, line: int) -> None:
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        names = self._take_key("]")
        self._at += 1 if is_array else 0
        base = self._resolve(names[:-1])
        table = (*base, names[-1])
        if is_array:
            index = self._counts[table] = self._counts.get(table, -1) + 1
            self._lines.setdefault(table, line)
            table = (*table, index)
        elif table in self._counts:
            table = (*table, self._counts[table])
        self._note(base, table[len(base) :], line)
        self._table = table

    def _resolve(self, names: Path) -> Path:
        """`names` with the index of the last element wherever an array of tables is passed through."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path])
        return path

    def _note(self, base: Path, names: Path, line: int) -> None:
        for end in range(1, len(names) + 1):
            self._lines.setdefault(base + names[:end], line)

    def _take_key(self, end: str) -> Path:
        """The names of a dotted key; goes on to behind `end`."""
        begin = self._at
        while self._text[self._at] != end:
            quoted = _STRING.match(self._text, self._at)
            self._at = quoted.end() if quoted else self._at + 1
        source = self._text[begin : self._at].strip()
        self._at += 1
        value: object = tomllib.loads(f"{source} = 0")
        names: list[str] = []
        while isinstance(value, dict):
            ((name, value),) = value.items()
            names.append(name)
        return tuple(names)

    def _skip_value(self) -> None:
        depth = 0
        while self._at < len(self._text):
            quoted = _STRING.match(self._text, self._at)
            if quoted:
                self._at = quoted.end()
                continue
            char = self._text[self._at]
            if char == "#":
                self._skip_blank()
                if depth == 0:
                    return
                continue
            if char == "\n" and depth == 0:
                return
            depth += (char in "[{") - (char in "]}")
            self._at += 1

    def _skip_blank(self) -> None:
        found = _BLANK.match(self._text, self._at)
        assert found is not None
        self._at = found.end()
