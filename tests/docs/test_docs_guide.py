"""The guide does what it says: each page's commands and cells run in order, and print what it shows."""

import socket
from functools import partial
from pathlib import Path

import pytest

import effort
from pages import Block, is_as_shown, read_page
from servers import running_server
from terminals import Printed, Terminal, environment_of

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
PAGES = [*sorted(GUIDE.glob("*.md")), ROOT / "docs" / "streams.md"]
#: Every block that no test runs. A page that grows another has to say why, and here.
NOT_RUN = {
    "deploy": [
        "needs a container engine; tests/containers runs containers",
        "changes the host's users, services and packages; tests/deploy starts nginx and the servers with"
        " these very files",
    ],
    "moving": ["calls AWS"],
    "observability": ["goes to a collector that is not there; the tests of the export have one"],
    "quickstart": ["installs what the tests run with already"],
    "security": ["needs an identity provider that answers; the tests of tokens run one"],
}

#: Pages that are done in long runs alone, as they take minutes together.
SELDOM = (
    "console",
    "deploy",
    "edge",
    "memory",
    "moving",
    "observability",
    "security",
    "streams",
    "troubleshooting",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """For the pages that start none."""
    with running_server(tmp_path_factory.mktemp("guide")) as server:
        yield server


@pytest.mark.timeout(240)  # some thirty commands each, on machines that are busy
@pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=path.stem, marks=effort.long if path.stem in SELDOM else ()) for path in PAGES],
)
def test_the_page_does_what_it_says(path, tmp_path, request):
    blocks = read_page(path)
    is_alone = any("headwater serve" in block.text for block in blocks if block.goes_on)
    port = _free_port() if is_alone else int(request.getfixturevalue("server").url.rpartition(":")[2])
    _Reader(path, tmp_path, port).follow(blocks)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_is_not_run_says_why(path):
    reasons = [block.reason_not_run for block in read_page(path) if block.reason_not_run]

    assert reasons == NOT_RUN.get(path.stem, [])


class _Reader:
    """Does what the page at `path` says, on this machine's `port` instead of 8642."""

    def __init__(self, path: Path, folder: Path, port: int) -> None:
        self._path = path
        self._folder = folder / "here"
        self._folder.mkdir()
        self._places = {"8642": str(port), "8643": str(_free_port())}
        address = {"HEADWATER_URL": f"http://127.0.0.1:{port}", "HEADWATER_SERVER__PORT": str(port)}
        self._environment = environment_of(folder, **address)

    def follow(self, blocks: list[Block]) -> None:
        with Terminal(self._folder, self._environment) as self._terminal:
            for block in blocks:
                if block.reason_not_run is None:
                    self._do(block)

    def _do(self, block: Block) -> None:
        if block.file_name is not None:
            self._write(block)
        elif block.language == "console":
            self._type(block)
        elif block.language == "python":
            self._execute(block)
        elif block.language == "":
            self._terminal.interrupt()
        else:
            assert block.language == "text", f"{self._where(block)}: nothing runs {block.language}"

    def _write(self, block: Block) -> None:
        (where,) = self._terminal.type("pwd").lines
        Path(where, block.file_name).write_text(self._here(block.text))

    def _type(self, block: Block) -> None:
        commands = block.commands
        for command in commands:
            is_last = command is commands[-1]
            if block.goes_on and is_last:
                shown = [self._here(line) for line in command.shown]
                self._terminal.begin(self._here(command.text), partial(is_as_shown, shown))
                return
            printed = self._terminal.type(self._here(command.text), command.typed)
            self._check(block, printed, command.shown, fails=block.fails and is_last)

    def _execute(self, block: Block) -> None:
        printed = self._terminal.write_cell(self._here(block.text), self._where(block))
        self._check(block, printed, tuple((block.printed or "").splitlines()), fails=block.fails)

    def _check(self, block: Block, printed: Printed, shown: tuple[str, ...], *, fails: bool) -> None:
        told = "\n".join([f"{self._where(block)}: ended with {printed.code} and printed", *printed.lines])
        assert (printed.code != 0) == fails, told
        if shown:
            assert is_as_shown([self._here(line) for line in shown], printed.lines), told

    def _here(self, text: str) -> str:
        """The addresses of the page as they are in this test."""
        for named, port in self._places.items():
            text = text.replace(f":{named}", f":{port}").replace(f"port = {named}", f"port = {port}")
        return text.replace("headwater dev ", f"headwater dev --port {self._places['8642']} ")

    def _where(self, block: Block) -> str:
        return f"{self._path.relative_to(ROOT)}:{block.line}"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
