"""The site of the documents is built without a warning, has every page, and loads nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: What a browser would fetch by itself; a link that a reader follows is none of it.
_FETCHED = re.compile(r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"(\w+:)?//|<link\b[^>]*\bhref=\"(\w+:)?//")


def build(documents, folder):
    arguments = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    return subprocess.run(
        [*arguments, str(documents), str(folder)], capture_output=True, text=True, timeout=100, check=False
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = build(ROOT / "docs", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_document_is_a_page(site):
    for path in (ROOT / "docs").rglob("*.md"):
        assert (site / path.relative_to(ROOT / "docs")).with_suffix(".html").exists(), path


def test_documents_of_the_repository_are_pages_too(site):
    assert "Known limits" in (site / "project" / "security.html").read_text()
    assert "Processes and trust zones" in (site / "project" / "architecture.html").read_text()


def test_nothing_is_loaded_from_elsewhere(site):
    for page in site.rglob("*.html"):
        assert not _FETCHED.search(page.read_text()), page
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(\"?(\w+:)?//|@import", sheet.read_text()), sheet


def test_what_leads_nowhere_and_what_nobody_links_to_are_errors(tmp_path):
    documents = tmp_path / "docs"
    documents.mkdir()
    (documents / "conf.py").write_bytes((ROOT / "docs" / "conf.py").read_bytes())
    (documents / "index.md").write_text("# Index\n\n[a](gone.md) [b](#heading) [c](../gone.py)\n")
    (documents / "orphan.md").write_text("# Orphan\n")
    done = build(documents, tmp_path / "site")

    assert done.returncode == 1
    for problem in ("gone.md", "heading", "gone.py", "orphan.md"):
        assert problem in done.stderr
