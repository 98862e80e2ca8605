"""The pictures in the documents are of all pages, and can be taken anew."""

import subprocess
import sys
from pathlib import Path

import pytest

import effort
from chromium import require_chromium

DOCS = Path(__file__).resolve().parents[2] / "docs"


@effort.long
@pytest.mark.timeout(900)
def test_every_picture_can_be_taken_anew(tmp_path):
    require_chromium()

    subprocess.run([sys.executable, DOCS / "screenshots.py", tmp_path], check=True, timeout=800)

    assert {path.name for path in tmp_path.iterdir()} == {p.name for p in (DOCS / "screenshots").iterdir()}


def test_pictures_are_small_enough_for_every_clone():
    assert sum(path.stat().st_size for path in (DOCS / "screenshots").glob("*.webp")) < 3_000_000
