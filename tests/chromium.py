"""Chromium for the tests of the console: where it is, how it is started, what sizes pages have."""

import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ARGUMENTS += ["--disable-component-update", "--disable-sync", "--no-sandbox"]
WAIT_MS = 20_000
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def require_chromium():
    """Skips where there is no Chromium."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
