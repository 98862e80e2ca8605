"""Documents point at things that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")],
)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.*?) *$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
#: `gateway/app.py` and the like: files of the package, as ARCHITECTURE.md and SECURITY.md name them.
_SOURCE_FILE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|md|toml))`")


def anchor(heading):
    """As GitHub makes it."""
    text = re.sub(r"[^\w\- ]", "", heading.lower())
    return text.replace(" ", "-")


def prose(document):
    return _FENCED.sub("", document.read_text())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_resolve(document):
    for target in _LINK.findall(prose(document)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, fragment = target.partition("#")
        found = (document.parent / path).resolve() if path else document
        assert found.exists(), f"{target} leads nowhere"
        if fragment:
            assert fragment in map(anchor, _HEADING.findall(found.read_text())), f"{target}: no such heading"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_are_named_exist(document):
    for name in _SOURCE_FILE.findall(prose(document)):
        places = (ROOT / name, ROOT / "src/headwater" / name, document.parent / name)
        assert any(place.exists() for place in places), f"{name} is not there"


def test_the_architecture_can_be_read_in_one_sitting():
    assert len((ROOT / "ARCHITECTURE.md").read_text().splitlines()) <= 250
