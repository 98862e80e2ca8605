"""uv's command lines, and what its output means."""

from pathlib import Path

import pytest

from headwater.environments.commands import (
    Places,
    build_environment,
    build_installs,
    explain_failure,
    needs_build,
)
from headwater.environments.request import PackageRequest

PLACES = Places(uv=Path("/uv"), venv=Path("/venv"), cache=Path("/cache"), excludes=Path("/excludes"))
OWN = ["starlette>=0.46", "uvicorn>=0.34"]

MISSPELT = """\
Using Python 3.11.7 environment at: /venv
error: No solution found when resolving dependencies
  cause: Because reqests was not found in the package registry and you require reqests, we can conclude that
  your requirements are unsatisfiable.
""".splitlines()
SOURCE_ONLY = """\
error: No solution found when resolving dependencies
  cause: Because docopt==0.6.2 has no usable wheels and you require docopt==0.6.2, they are unsatisfiable.

hint: Wheels are required for `docopt` because building from source is disabled (i.e., with `--no-build`)
""".splitlines()


def request(kind, **members):
    return PackageRequest(kind=kind, digest="0" * 64, **members)


@pytest.mark.parametrize("kind", ["requirements.txt", "pyproject.toml", "uv.lock"])
def test_nothing_is_built_unless_that_is_allowed(kind):
    for may_build in (False, True):
        commands = build_installs(request(kind), PLACES, OWN, may_build=may_build)
        assert [("--no-build" in argv) for argv in commands] == [not may_build]


def test_our_own_package_brings_what_it_needs_and_no_copy_of_itself():
    (argv,) = build_installs(
        request("requirements.txt", wants_own_package=True), PLACES, OWN, may_build=False
    )

    assert argv[-2:] == tuple(OWN)
    assert argv[argv.index("--excludes") + 1] == "/excludes"


def test_a_lock_is_taken_as_it_stands_after_our_needs():
    first, second = build_installs(request("uv.lock", wants_own_package=True), PLACES, OWN, may_build=False)

    assert "starlette>=0.46" in first
    assert "--frozen" in second
    assert "--inexact" in second


def test_the_servers_own_places_and_secrets_are_kept_back():
    server = {
        "UV_INDEX_URL": "http://registry",
        "UV_CACHE_DIR": "/root/.cache",
        "UV_PROJECT_ENVIRONMENT": "/srv",
        "https_proxy": "http://proxy",
        "AWS_SECRET_ACCESS_KEY": "hunter2",
        "PYTHONPATH": "/srv/lib",
    }

    found = build_environment(server, Path("/venv"))

    assert found["UV_INDEX_URL"] == "http://registry"
    assert found["https_proxy"] == "http://proxy"
    assert found["UV_PROJECT_ENVIRONMENT"] == "/venv"
    assert not {"UV_CACHE_DIR", "AWS_SECRET_ACCESS_KEY", "PYTHONPATH"} & set(found)


def test_only_a_missing_wheel_asks_for_a_build():
    assert needs_build(SOURCE_ONLY)
    assert needs_build(["error: Building source distributions is disabled"])
    assert not needs_build(MISSPELT)


def test_a_reason_names_the_package_in_one_line():
    reason = explain_failure(MISSPELT)

    assert reason.startswith("No solution found when resolving dependencies; Because reqests was not found")
    assert "\n" not in reason
    assert "hint" not in explain_failure(SOURCE_ONLY)


@pytest.mark.parametrize("lines", [[], [""], ["Killed"], ["a"] * 1000])
def test_there_is_always_a_reason(lines):
    assert explain_failure(lines)
