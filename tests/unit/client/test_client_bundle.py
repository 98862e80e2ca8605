"""What is packed, and that the same files give the same bytes."""

import hashlib
import os
import zipfile

import pytest

from headwater.client.bundle import plan_bundle, write_bundle
from headwater.client.errors import BundleError
from headwater.client.ignore import parse_ignore_rules

AGENT = "from headwater import App\napp = App()\napp.run()\n"


def make_files(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def digest_of(path):
    with write_bundle(plan_bundle(path)) as packed:
        return hashlib.sha256(packed.read()).hexdigest()


def test_the_same_files_give_the_same_bytes(tmp_path):
    first = make_files(tmp_path / "one", {"agent.py": AGENT, "data/b.txt": "b", "data/a.txt": "a"})
    second = make_files(tmp_path / "two", {"data/a.txt": "a", "data/b.txt": "b", "agent.py": AGENT})
    os.utime(second / "agent.py", (1, 1))

    assert digest_of(first) == digest_of(second)


def test_another_content_gives_other_bytes(tmp_path):
    first = make_files(tmp_path / "one", {"agent.py": AGENT})
    second = make_files(tmp_path / "two", {"agent.py": AGENT + "\n"})

    assert digest_of(first) != digest_of(second)


def test_the_zip_holds_the_files_and_their_modes(tmp_path):
    make_files(tmp_path, {"agent.py": AGENT, "bin/tool": "#!/bin/sh\n"})
    (tmp_path / "bin/tool").chmod(0o755)

    with write_bundle(plan_bundle(tmp_path)) as packed, zipfile.ZipFile(packed) as archive:
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}
        assert archive.read("agent.py").decode() == AGENT

    assert modes == {"agent.py": 0o644, "bin/tool": 0o755}


def test_what_no_agent_needs_stays_at_home(tmp_path):
    make_files(
        tmp_path,
        {
            "agent.py": AGENT, "kept/.env": "A=1", "__pycache__/agent.pyc": "", ".git/config": "",
            ".venv/x.py": "", "node_modules/m/i.js": "", "kept/__pycache__/x.pyc": "", "old.pyc": "",
            ".DS_Store": "",
        },
    )  # fmt: skip

    assert plan_bundle(tmp_path).files == ("agent.py", "kept/.env")


def test_the_dockerignore_is_honoured(tmp_path):
    make_files(
        tmp_path,
        {
            ".dockerignore": "# notes\ndocs\n*.md\n!README.md\n**/secret.txt\n/build/\n",
            ".gitignore": "agent.py\n",
            "agent.py": AGENT, "docs/a.txt": "", "docs/deep/b.txt": "", "NOTES.md": "", "README.md": "",
            "sub/NOTES.md": "", "sub/secret.txt": "", "secret.txt": "", "build/x": "",
        },
    )  # fmt: skip

    assert plan_bundle(tmp_path).files == ("README.md", "agent.py", "sub/NOTES.md")


def test_the_gitignore_stands_in_for_it(tmp_path):
    make_files(
        tmp_path,
        {
            ".gitignore": "*.log\nout/\n/top.txt\n",
            "agent.py": AGENT, "a.log": "", "sub/b.log": "", "sub/out/c.txt": "", "out": "a file",
            "top.txt": "", "sub/top.txt": "",
        },
    )  # fmt: skip

    assert plan_bundle(tmp_path).files == ("agent.py", "out", "sub/top.txt")


@pytest.mark.parametrize(
    ("pattern", "path", "is_skipped"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "sub/a.txt", True),
        ("/*.txt", "sub/a.txt", False),
        ("sub/*.txt", "sub/a.txt", True),
        ("sub/*.txt", "sub/deep/a.txt", False),
        ("sub/**/a.txt", "sub/x/y/a.txt", True),
        ("sub/**/a.txt", "sub/a.txt", True),
        ("sub/**", "sub/x/y", True),
        ("?.txt", "ab.txt", False),
        ("[ab].txt", "a.txt", True),
        ("[!ab].txt", "a.txt", False),
        ("a+b.txt", "a+b.txt", True),
        ("sub", "sub/deep/x", True),
        ("sub", "subway", False),
    ],
)
def test_patterns_mean_what_git_means(pattern, path, is_skipped):
    rules = parse_ignore_rules(pattern, is_anchored=False)

    assert rules.skips(path, is_folder=False) is is_skipped


def test_a_file_is_taken_back_from_a_folder_left_out(tmp_path):
    make_files(tmp_path, {".dockerignore": "data\n!data/keep.txt\n", "agent.py": AGENT})
    make_files(tmp_path, {"data/keep.txt": "", "data/drop.txt": ""})

    assert plan_bundle(tmp_path).files == ("agent.py", "data/keep.txt")


def test_links_are_followed_but_not_in_circles(tmp_path):
    root = make_files(tmp_path / "agent", {"agent.py": AGENT, "sub/x.txt": "x"})
    (root / "sub/up").symlink_to(root)
    (root / "self").symlink_to(root / "self")
    (root / "gone").symlink_to(tmp_path / "nowhere")
    make_files(tmp_path / "shared", {"y.txt": "y"})
    (root / "shared").symlink_to(tmp_path / "shared")

    assert plan_bundle(root).files == ("agent.py", "shared/y.txt", "sub/x.txt")


def test_sockets_and_pipes_are_no_files(tmp_path):
    make_files(tmp_path, {"agent.py": AGENT})
    os.mkfifo(tmp_path / "pipe")

    assert plan_bundle(tmp_path).files == ("agent.py",)


def test_an_entry_point_that_is_left_out_is_said(tmp_path):
    make_files(tmp_path, {".dockerignore": "*.py\n", "agent.py": AGENT})

    with pytest.raises(BundleError, match=r"leaves the entry point agent\.py out"):
        plan_bundle(tmp_path)


def test_a_lone_file_takes_what_it_imports_and_nothing_else(tmp_path):
    make_files(
        tmp_path,
        {
            "bot.py": "import os\nimport near\nfrom pack.part import x\nif False:\n    import lazy\n" + AGENT,
            "near.py": "import far\n", "far.py": "import near\n", "lazy.py": "", "other.py": "",
            "pack/__init__.py": "", "pack/part.py": "x = 1\n", "pack/prompt.txt": "hi",
            "pack/__pycache__/p.pyc": "", "requirements.txt": "", "diary.txt": "private",
        },
    )  # fmt: skip

    plan = plan_bundle(tmp_path / "bot.py")

    assert plan.entrypoint == "bot.py"
    assert plan.files == (
        "bot.py", "far.py", "lazy.py", "near.py", "pack/__init__.py", "pack/part.py", "pack/prompt.txt",
        "requirements.txt",
    )  # fmt: skip


def test_a_package_without_init_counts_unless_the_standard_library_goes_before(tmp_path):
    make_files(
        tmp_path, {"bot.py": "import json\nfrom tools.one import x\n", "tools/one.py": "", "json/own.py": ""}
    )

    assert plan_bundle(tmp_path / "bot.py").files == ("bot.py", "tools/one.py")


def test_a_lone_file_that_does_not_parse_is_packed_for_the_server_to_judge(tmp_path):
    make_files(tmp_path, {"bot.py": "def ("})

    assert plan_bundle(tmp_path / "bot.py").files == ("bot.py",)


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    plan = plan_bundle(make_files(tmp_path, {"agent.py": AGENT}))
    (tmp_path / "agent.py").unlink()

    with pytest.raises(BundleError, match="packing"):
        write_bundle(plan)


def read_bundle(plan):
    with write_bundle(plan) as packed, zipfile.ZipFile(packed) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_files_of_packages_go_along_whatever_is_ignored(tmp_path):
    for name in ("requirements.txt", "pyproject.toml", "uv.lock", "notes.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "agent.py").write_text("")
    (tmp_path / ".dockerignore").write_text("*.txt\n*.toml\n*.lock\n")

    found = read_bundle(plan_bundle(tmp_path))

    assert sorted(found) == ["agent.py", "pyproject.toml", "requirements.txt", "uv.lock"]


def test_requirements_of_another_name_and_place_are_brought_to_the_top(tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "agent.py").write_text("")
    (tmp_path / "app" / "requirements.txt").write_text("the wrong ones\n")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "base.txt").write_text("rich\n")
    (tmp_path / "lists" / "prod.txt").write_text("# ours\n-r base.txt\nboto3>=1 # pinned elsewhere\n")

    plan = plan_bundle(tmp_path / "app", None, tmp_path / "lists" / "prod.txt")

    assert plan.names == ("agent.py", "requirements.txt")
    assert read_bundle(plan)["requirements.txt"] == b"# ours\nrich\nboto3>=1 # pinned elsewhere\n"


def test_requirements_at_the_top_are_taken_as_they_are(tmp_path):
    (tmp_path / "agent.py").write_text("")
    (tmp_path / "requirements.txt").write_text("-c constraints.txt\n")

    plan = plan_bundle(tmp_path, None, tmp_path / "requirements.txt")

    assert read_bundle(plan)["requirements.txt"] == b"-c constraints.txt\n"


@pytest.mark.parametrize("place", ["", "elsewhere"])
def test_a_pyproject_that_is_chosen_goes_before_requirements(tmp_path, place):
    app = tmp_path / "app"
    (app / "elsewhere").mkdir(parents=True)
    (app / "agent.py").write_text("")
    (app / "requirements.txt").write_text("not these\n")
    (app / place / "pyproject.toml").write_text("these\n")
    (app / place / "uv.lock").write_text("locked\n")

    found = read_bundle(plan_bundle(app, None, app / place / "pyproject.toml"))

    assert "requirements.txt" not in found
    assert (found["pyproject.toml"], found["uv.lock"]) == (b"these\n", b"locked\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-c constraints.txt\n", "names a place"),
        ("-e ./mine\n", "names a place"),
        ("./wheels/x.whl\n", "names a place"),
        ("-r list.txt\n", "includes itself"),
        ("-r gone.txt\n", "cannot be read"),
    ],
)
def test_requirements_that_would_lose_their_meaning_are_refused(tmp_path, text, said):
    (tmp_path / "agent.py").write_text("")
    (tmp_path / "list.txt").write_text(text)

    with pytest.raises(BundleError, match=said):
        plan_bundle(tmp_path, None, tmp_path / "list.txt")


def test_requirements_that_are_not_there(tmp_path):
    (tmp_path / "agent.py").write_text("")

    with pytest.raises(BundleError, match=r"gone\.txt is not there"):
        plan_bundle(tmp_path, None, tmp_path / "gone.txt")
