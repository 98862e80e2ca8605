"""The console's files over ASGI."""

import gzip

import pytest

from headwater.console.app import ConsoleApp
from headwater.console.files import ConsoleFile, read_files

FILES = {
    "index.html": ConsoleFile("text/html; charset=utf-8", "no-cache", b"<!doctype html>"),
    "assets/app-1.js": ConsoleFile("text/javascript; charset=utf-8", "immutable", b"let a;"),
}


async def ask(path, method="GET", headers=()):
    """Status, headers and body of an answer."""
    messages = []

    async def send(message):
        messages.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "headers": list(headers),
    }
    await ConsoleApp(FILES)(scope, None, send)
    head, body = messages
    return head["status"], {k.decode(): v.decode() for k, v in head["headers"]}, body["body"]


@pytest.mark.parametrize(
    "path", ["/console", "/console/", "/console/agents/a%2Fb", "/console/..%2f..%2fetc/passwd"]
)
async def test_every_view_has_the_page(path):
    status, headers, body = await ask(path)

    assert (status, body) == (200, b"<!doctype html>")
    assert headers["cache-control"] == "no-cache"


async def test_a_file_is_found_by_its_exact_address():
    assert (await ask("/console/assets/app-1.js"))[2] == b"let a;"
    for path in ("/console/assets/app-2.js", "/console/assets/../index.html"):
        assert (await ask(path))[0] == 404, path


async def test_who_has_the_file_is_not_sent_it_again():
    _, headers, _ = await ask("/console")

    status, again, body = await ask("/console", headers=[(b"if-none-match", headers["etag"].encode())])

    assert (status, body, again["etag"]) == (304, b"", headers["etag"])
    assert "content-length" not in again


async def test_a_file_comes_compressed_where_that_is_understood():
    _, headers, body = await ask("/console", headers=[(b"accept-encoding", b"br, gzip")])

    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == b"<!doctype html>"


async def test_a_head_has_the_length_and_no_body():
    status, headers, body = await ask("/console", "HEAD")

    assert (status, headers["content-length"], body) == (200, "15", b"")


async def test_nothing_is_written_here():
    status, headers, _ = await ask("/console", "POST")

    assert (status, headers["allow"]) == (405, "GET, HEAD")


async def test_the_root_leads_to_the_console():
    status, headers, _ = await ask("/")

    assert (status, headers["location"]) == (307, "/console")


@pytest.mark.parametrize("path", ["/console", "/console/assets/app-1.js", "/console/assets/none.js"])
async def test_the_page_may_load_and_call_this_server_alone(path):
    _, headers, _ = await ask(path)

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_package_has_a_build_without_inline_scripts_or_styles():
    page = read_files()["index.html"].body.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert all(" src=" in script.split(">")[0] for script in page.split("<script")[1:])


def test_a_folder_without_a_build_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="make console"):
        read_files(tmp_path)
