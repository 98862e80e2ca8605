"""The Japanese documents have people type what the English ones do: whoever changes one changes both."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAIRS = [
    ("README.md", "README.ja.md"),
    ("docs/guide/quickstart.md", "docs/guide/ja/quickstart.md"),
]
_FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"(?:^| +)#(?: .*)?$", re.MULTILINE)
#: The commands of a table's first column.
_ROW = re.compile(r"^\| (`headwater .*?) \| ", re.MULTILINE)


def read(name):
    return (ROOT / name).read_text()


def typed(text):
    """Each block without its comments, which are in the language of the document."""
    return [(language, _COMMENT.sub("", block).split()) for language, block in _FENCED.findall(text)]


@pytest.mark.parametrize(("english", "japanese"), PAIRS)
def test_the_same_is_typed(english, japanese):
    for here, there in zip(typed(read(japanese)), typed(read(english)), strict=True):
        assert here == there


@pytest.mark.parametrize(("english", "japanese"), PAIRS)
def test_the_same_commands_are_listed(english, japanese):
    assert _ROW.findall(read(japanese)) == _ROW.findall(read(english))


@pytest.mark.parametrize(("english", "japanese"), PAIRS)
def test_there_are_as_many_sections(english, japanese):
    assert len(re.findall(r"^##", read(japanese), re.M)) == len(re.findall(r"^##", read(english), re.M))
