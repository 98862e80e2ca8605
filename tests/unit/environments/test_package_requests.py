"""What code says of the packages it needs."""

import contextlib
import platform

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import AgentError
from headwater.environments.request import FILE_MAX_BYTES, find_request

HERE = f"cp311-cp311-manylinux_2_17_{platform.machine()}"
ELSEWHERE = "cp311-cp311-manylinux_2_17_" + ("x86_64" if platform.machine() == "aarch64" else "aarch64")


@pytest.fixture
def find(tmp_path):
    """Writes `files` into an empty folder and asks what they want."""

    def find(files):
        for path, content in files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return find_request(tmp_path)

    return find


def vendored(name, version, tag):
    return {f"{name}-{version}.dist-info/WHEEL": f"Wheel-Version: 1.0\nTag: {tag}\n"}


def test_code_alone_asks_for_nothing(find):
    assert find({"agent.py": "app = None"}) is None


def test_tool_settings_in_pyproject_ask_for_nothing(find):
    assert find({"pyproject.toml": "[tool.ruff]\nline-length = 100\n"}) is None


def test_requirements_come_before_the_lock_and_the_project(find):
    lock = 'version = 1\n[[package]]\nname = "x"\nversion = "1"\nsource = { registry = "r" }\n'
    project = '[project]\nname = "a"\nversion = "1"\ndependencies = ["idna"]\n'

    assert find({"pyproject.toml": project}).kind == "pyproject.toml"
    assert find({"uv.lock": lock}).kind == "uv.lock"
    assert find({"requirements.txt": "idna\n"}).kind == "requirements.txt"


def test_comments_and_empty_lines_change_nothing(find):
    first = find({"requirements.txt": "idna==3.10\nsix\n"})
    second = find({"requirements.txt": "# what we need\nidna==3.10   # for names\n\n  six\n"})

    assert first == second


@pytest.mark.parametrize("line", ["idna>=3", "six", 'zope.interface[test]~=5.0; python_version < "3.13"'])
def test_names_with_versions_mean_the_same_everywhere(find, line):
    assert not find({"requirements.txt": line}).is_local


@pytest.mark.parametrize(
    "line",
    [
        "-r more.txt",
        "-e .",
        "./pkg",
        "pkg-1.0-py3-none-any.whl",
        "thing @ file:///srv/thing.tar.gz",
        "-c limits.txt",
        "--find-links wheels",
    ],
)
def test_what_refers_to_files_is_local(find, line):
    assert find({"requirements.txt": f"six\n{line}\n"}).is_local


@pytest.mark.parametrize(
    "line", ["headwater", "Headwater>=0.1", "headwater[embedded]", "HEADWATER ; python_version>'3'"]
)
def test_our_own_package_is_noticed(find, line):
    assert find({"requirements.txt": line}).wants_own_package


def test_another_projects_package_is_not_ours(find):
    assert not find({"requirements.txt": "headwater-extras\nnot-headwater\n"}).wants_own_package


def test_a_projects_own_version_does_not_change_what_it_wants(find):
    text = '[project]\nname = "a"\nversion = "{}"\ndependencies = ["idna"]\n'

    assert find({"pyproject.toml": text.format("1")}) == find({"pyproject.toml": text.format("2")})


def test_packages_for_this_machine_are_left_as_they_are(find):
    assert find(vendored("numpy", "2.0.0", HERE) | vendored("six", "1.0", "py3-none-any")) is None


def test_packages_for_another_machine_are_asked_for_anew(find):
    found = find(vendored("numpy", "2.0.0", ELSEWHERE) | vendored("six", "1.17.0", "py3-none-any"))

    assert (found.kind, found.pins) == ("vendored wheels", ("numpy==2.0.0", "six==1.17.0"))
    assert found.packages_first


def test_requirements_say_what_to_put_for_another_machines_packages(find):
    found = find({"requirements.txt": "numpy\n", **vendored("numpy", "2.0.0", ELSEWHERE)})

    assert (found.kind, found.packages_first) == ("requirements.txt", True)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"pyproject.toml": "[project\n"}, "pyproject.toml cannot be read"),
        ({"pyproject.toml": b"\xff\xfe"}, "pyproject.toml cannot be read"),
        ({"pyproject.toml": "", "uv.lock": "= ="}, "uv.lock cannot be read"),
        ({"pyproject.toml": "[project]\ndependencies = 3\n"}, "has not the form"),
        ({"pyproject.toml": "tool = 1\n[project]\n"}, "has not the form"),
        ({"pyproject.toml": "", "uv.lock": "package = [1]\n"}, "has not the form"),
        ({"requirements.txt": b"a" * (FILE_MAX_BYTES + 1)}, "no list of packages"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(find, files, words):
    with pytest.raises(AgentError, match=words):
        find(files)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_a_request_or_a_refusal(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("code")
    (folder / "requirements.txt").write_bytes(content)

    assert find_request(folder).kind == "requirements.txt"


@given(content=st.text(max_size=200))
def test_any_project_file_is_a_request_or_a_refusal(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("code")
    (folder / "pyproject.toml").write_text(content, encoding="utf-8", errors="replace")
    (folder / "uv.lock").write_text(content, encoding="utf-8", errors="replace")
    with contextlib.suppress(AgentError):
        find_request(folder)
