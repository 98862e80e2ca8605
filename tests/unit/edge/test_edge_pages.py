"""Files of a door: which are served at which addresses, and which never."""

import pytest

from headwater.core.errors import HeadwaterError
from headwater.edge import pages
from headwater.edge.config import EdgeConfigError, Overrides, load


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "page"
    (folder / "deep").mkdir(parents=True)
    for name in ("index.html", "chat.js", "deep/絵 1.png", ".env", "deep/.hidden"):
        (folder / name).write_text(name)
    (tmp_path / "secret").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret")
    (folder / "elsewhere").symlink_to(tmp_path)
    return folder


def load_text(tmp_path, text):
    path = tmp_path / "doors.toml"
    path.write_text(text)
    return load(path, Overrides())


def test_files_are_found_below_the_doors_path(folder):
    found = pages.read_pages(folder, "/talk")

    assert set(found) == {
        "/talk", "/talk/", "/talk/index.html", "/talk/chat.js", "/talk/deep/%E7%B5%B5%201.png"
    }  # fmt: skip
    assert found["/talk"].answer().headers == (("location", "/talk/"),)
    assert found["/talk/"].answer().body == b"index.html"
    assert dict(found["/talk/chat.js"].answer().headers) == {"content-type": "text/javascript; charset=utf-8"}


def test_at_the_root_the_page_is_the_door(folder):
    found = pages.read_pages(folder, "/")

    assert found["/"].answer().body == b"index.html"
    assert "/chat.js" in found


def test_a_folder_without_a_page_is_refused(folder):
    (folder / "index.html").unlink()

    with pytest.raises(HeadwaterError, match=r"index\.html"):
        pages.read_pages(folder, "/")


def test_a_folder_that_is_too_large_is_refused(folder, monkeypatch):
    monkeypatch.setattr(pages, "_MAX_BYTES", 10)

    with pytest.raises(HeadwaterError, match="10 bytes"):
        pages.read_pages(folder, "/")


def test_scripts_come_from_the_door_alone():
    policy = dict(pages.PAGE_HEADERS)[b"content-security-policy"].decode()

    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in policy


@pytest.mark.parametrize(("door", "problem"), [
    ('static = "nowhere"', r"door\[0\]\.static: there is no file .*nowhere/index.html"),
    ('static = "page"\ntarget.agent = "bot"', r"door\[0\]\.target: a door with `static` serves files"),
    ("static = 1", r"door\[0\]\.static: 1 is not a path"),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(folder, tmp_path, door, problem):
    with pytest.raises(EdgeConfigError, match=problem) as failed:
        load_text(tmp_path, f'[[door]]\nname = "page"\n{door}\n')

    assert str(tmp_path / "doors.toml:") in str(failed.value)


def test_a_page_wants_no_target(folder, tmp_path):
    config = load_text(tmp_path, '[[door]]\nname = "page"\nstatic = "page"\n')

    assert config.doors[0].static == folder
