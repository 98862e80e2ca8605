"""The Pythons of this host."""

import os
import sys

import pytest

from headwater.core.errors import InvalidRequest
from headwater.environments.pythons import Pythons, query

OWN = f"PYTHON_3_{sys.version_info.minor}"


def test_the_servers_own_is_found_without_its_virtual_environment():
    found = Pythons().get(OWN)

    assert found.runtime == OWN
    assert found.version == sys.version_info[:3]
    assert str(found.base) == sys.base_prefix


@pytest.mark.parametrize("runtime", ["PYTHON_3_99", "NODE_22", "PYTHON_3_", "PYTHON_2_7"])
def test_one_that_is_not_here_says_what_to_install(runtime):
    with pytest.raises(InvalidRequest, match="install") as caught:
        Pythons().get(runtime)

    assert runtime in caught.value.message
    assert OWN in caught.value.message


def test_one_that_a_setting_names_is_found_once_it_is_there(tmp_path):
    path = tmp_path / "python3.98"
    pythons = Pythons([str(path)])
    with pytest.raises(InvalidRequest):
        pythons.get("PYTHON_3_98")

    path.write_text(f'#!/bin/sh\necho \'["cpython", 3, 98, 1, "{path}", "{tmp_path}"]\'\n')
    path.chmod(0o755)

    found = pythons.get("PYTHON_3_98")
    assert (found.executable, found.version_text) == (path, "3.98.1")


@pytest.mark.parametrize(
    "script", ["exit 1", "echo", "echo '[1]'", 'echo \'["pypy", 3, 11, 0, "/x", "/x"]\'']
)
def test_what_does_not_answer_like_a_cpython_is_none(tmp_path, script):
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)

    assert query(str(path)) is None
    assert query(os.devnull) is None
