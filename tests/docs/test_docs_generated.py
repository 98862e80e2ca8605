"""Generated parts of the documents are what the code says; `python docs/generate.py` brings them to date."""

import re
from pathlib import Path

import generate

from headwater.core.sessions import TRANSITIONS, SessionMove, SessionState
from headwater.wire.restjson import load_api

ROOT = Path(__file__).resolve().parents[2]


def test_generated_parts_are_current():
    stale = [path.name for path, text in generate.build_all().items() if path.read_text() != text]

    assert not stale, f"run `python docs/generate.py`: {stale}"


def test_every_setting_has_a_meaning():
    empty = re.findall(r"^\| `(\w+)` \|.*\|  \|$", generate.build_settings_page(), re.MULTILINE)

    assert not empty, f"say what these settings mean: {empty}"


def test_no_meaning_is_left_of_a_setting_that_is_gone():
    page = generate.build_settings_page()

    for key in generate.MEANINGS:
        section, _, name = key.partition(".")
        rows = page.partition(f"## [{section}]")[2].partition("\n## ")[0]
        assert f"| `{name}` |" in rows, f"{key} is no setting any more"


def test_every_operation_is_built_or_listed_as_not_built():
    text = (ROOT / "docs" / "differences.md").read_text()
    table = text.partition("<!-- generated: operations -->")[2].partition("<!-- end -->")[0]
    listed = set(re.findall(r"\b[A-Z]\w+\b", table))
    built = generate.built_operations()

    for operation in load_api():
        assert (operation.name in listed) != (operation.name in built), operation.name


def test_the_documented_moves_are_those_of_the_table():
    """Read back from the document, not from the generator."""
    text = (ROOT / "ARCHITECTURE.md").read_text()
    table = text.partition("<!-- generated: transitions -->")[2].partition("<!-- end -->")[0]
    head, _, *rows = [
        [cell.strip(" `") for cell in line.strip("|").split("|")] for line in table.strip().splitlines()
    ]
    found = {
        (SessionState(row[0]), SessionMove(move)): SessionState(cell)
        for row in rows
        for move, cell in zip(head[1:], row[1:], strict=True)
        if cell != "–"
    }

    assert found == TRANSITIONS
