"""The error texts that the guide explains are those that the code says."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "guide" / "troubleshooting.md"
_ROW = re.compile(r"^\| `(?P<text>[^`]+)` \| (?P<status>[\w, ]+) \| (?P<remedy>.+) \|$", re.MULTILINE)
ROWS = [match["text"] for match in _ROW.finditer(PAGE.read_text().partition("## What errors say")[2])]


@pytest.fixture(scope="module")
def said():
    """Every text in the package, with `…` for what is put in."""
    return "\n".join(
        text
        for path in (ROOT / "src" / "headwater").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (text := _text_of(node))
    )


def _text_of(node):
    match node:
        case ast.JoinedStr(values=values):
            return "".join(value.value if isinstance(value, ast.Constant) else "…" for value in values)
        case ast.Constant(value=str() as value):
            return value
    return None


@pytest.mark.parametrize("text", ROWS)
def test_the_code_says_it(text, said):
    assert text.strip("… ") in said


def test_the_table_is_read():
    assert len(ROWS) > 20
