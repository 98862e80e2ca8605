"""The built console in the package is of the sources beside it."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from headwater.console.files import STATIC_DIR

SOURCES = Path(__file__).parents[3] / "console"
MODULES = SOURCES / "node_modules"
HINT = "the console's build is stale: make console, and commit what it wrote"


def digest(inputs):
    """As console/build.mjs does it."""
    files = [
        path
        for name in inputs
        for path in ((SOURCES / name).rglob("*") if (SOURCES / name).is_dir() else [SOURCES / name])
        if path.is_file()
    ]
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(SOURCES).as_posix()}\n"
        for path in sorted(files, key=lambda path: path.relative_to(SOURCES).as_posix().encode())
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def run(*command):
    done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


@pytest.fixture(scope="module")
def npm():
    """npm, with what the lockfile names installed; skipped where neither is to be had."""
    found = shutil.which("npm")
    if found is None:
        pytest.skip("npm is not installed; the digest of the sources was compared")
    if not (MODULES / ".ready").exists():
        try:
            run(found, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        except (AssertionError, subprocess.TimeoutExpired) as error:
            pytest.skip(f"the console's packages cannot be installed: {error}")
        (MODULES / ".ready").touch()
    return found


def test_the_build_is_of_these_sources():
    built = json.loads((STATIC_DIR / "build.json").read_text())

    assert built["sha256"] == digest(built["inputs"]), HINT


def test_a_build_of_these_sources_is_what_is_in_the_package(npm, tmp_path):
    run("node", "build.mjs", "--out", str(tmp_path / "static"))

    built, kept = read_tree(tmp_path / "static"), read_tree(STATIC_DIR)
    assert built.keys() == kept.keys(), HINT
    assert [name for name in built if built[name] != kept[name]] == [], HINT


def test_types_hold_and_unit_tests_pass(npm):
    run(npm, "run", "--silent", "check")
    run(npm, "test", "--silent")
