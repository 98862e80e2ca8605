"""`filesystemConfigurations`: what is taken, what is refused and why."""

import pytest

from headwater.control.filesystems import check_filesystems, storage_paths


def entries(*paths):
    return [{"sessionStorage": {"mountPath": path}} for path in paths]


def test_paths_lose_their_last_slash():
    configuration = {"filesystemConfigurations": entries("/mnt/a", "/mnt/B.c_d-1/")}
    assert check_filesystems(configuration["filesystemConfigurations"]) == []
    assert storage_paths(configuration) == ("/mnt/a", "/mnt/B.c_d-1")
    assert storage_paths({}) == ()


@pytest.mark.parametrize(
    "path",
    [
        "/mnt/",
        "/mnt/a/b",
        "/tmp/a",
        "mnt/a",
        "/mnt/..",
        "/mnt/./",
        "/mnt/a b",
        "/mnt/a\n",
        "/mnt/ä",
        "/mnt/" + "a" * 196,
    ],
)
def test_a_path_that_is_none_is_refused_by_name(path):
    [problem] = check_filesystems(entries("/mnt/ok", path))
    assert problem.name == "filesystemConfigurations[1].sessionStorage.mountPath"
    assert repr(path) in problem.message


def test_one_path_twice_is_refused():
    [problem] = check_filesystems(entries("/mnt/a", "/mnt/a/"))
    assert "another entry's" in problem.message


def test_a_sixth_is_refused():
    [problem] = check_filesystems(entries(*(f"/mnt/{n}" for n in range(6))))
    assert "6 entries; the most are 5" in problem.message


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("s3FilesAccessPoint", "AWS's"), ("efsAccessPoint", "AWS's"), ("capacityProviderVolume", "this host")],
)
def test_other_file_systems_are_refused_with_the_reason(kind, reason):
    [problem] = check_filesystems([{kind: {"mountPath": "/mnt/a"}}])
    assert problem.name == f"filesystemConfigurations[0].{kind}"
    assert reason in problem.message


def test_an_entry_that_names_none_is_refused():
    [problem] = check_filesystems([{}])
    assert "names no file system" in problem.message
