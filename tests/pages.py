"""Pages of the guide as things that can be run: their blocks in order, in a folder of the page's own.

    ```console     `$ COMMAND` lines are typed into one bash, those after `> ` into the command before them;
                   all others are what it prints, and are compared where there are any
    ```python      cells of one interpreter, which sees the shell's folder and exported variables; a ```text
                   block right after one is what it prints
    any other      whose first line is a comment with a file's name (`# agent.py`) is written there

In what is shown `…` is any text in a line, and a line of `…` alone any lines. Comments of Markdown say what a
reader sees for himself:

    <!-- not run: REASON -->       the next block; REASON is why the tests cannot run it
    <!-- fails -->                 the next block's last command ends with another code than 0, as it should
    <!-- goes on -->               the next block's last command runs until Ctrl-C; the page goes on beside it
    <!-- Ctrl-C -->                ends what went on
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ANY = "…"
_ANY_LINES = r"(?:.*\n)*?"
_PIECE = re.compile(
    r"^```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^```$|^<!-- (?P<comment>.*?) -->$", re.MULTILINE | re.DOTALL
)
_FILE_NAME = re.compile(r"# (?P<name>[\w./-]+\.(?:py|toml|txt|json))\n")
_NOT_RUN = "not run: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command as it is typed, what is typed into it, and what the page shows of its output."""

    text: str
    typed: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fenced block of a page, or a Ctrl-C (language `""`)."""

    language: str
    text: str
    line: int
    reason_not_run: str | None = None
    goes_on: bool = False
    fails: bool = False
    printed: str | None = None

    @property
    def file_name(self) -> str | None:
        found = None if self.language in ("console", "text") else _FILE_NAME.match(self.text)
        return found and found["name"]

    @property
    def commands(self) -> list[Command]:
        """Those of a console block."""
        commands: list[Command] = []
        for part in re.split(r"^\$ ", self.text, flags=re.MULTILINE)[1:]:
            lines = part.rstrip("\n").split("\n")
            end = next((n for n, line in enumerate(lines) if not line.endswith("\\")), 0) + 1
            typed = tuple(line[2:] for line in lines[end:] if line.startswith("> "))
            shown = tuple(line for line in lines[end:] if not line.startswith("> "))
            commands.append(Command(text="\n".join(lines[:end]), typed=typed, shown=shown))
        return commands


def read_page(path: Path) -> list[Block]:
    """The blocks of the page at `path`, in order."""
    text = path.read_text()
    blocks: list[Block] = []
    comment = None
    for piece in _PIECE.finditer(text):
        line = text.count("\n", 0, piece.start()) + 1
        if piece["comment"] == "Ctrl-C":
            blocks.append(Block(language="", text="", line=line))
        if piece["comment"] is not None:
            comment = piece["comment"]
            continue
        block = _build_block(piece, line, comment)
        comment = None
        if block.language == "text" and blocks and blocks[-1].language == "python":
            blocks[-1] = replace(blocks[-1], printed=block.text)
        else:
            blocks.append(block)
    return blocks


def _build_block(piece: re.Match[str], line: int, comment: str | None) -> Block:
    comment = comment or ""
    return Block(
        language=piece["language"],
        text=piece["text"],
        line=line,
        reason_not_run=comment.removeprefix(_NOT_RUN) if comment.startswith(_NOT_RUN) else None,
        goes_on=comment == "goes on",
        fails=comment == "fails",
    )


def is_as_shown(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether what was printed is what is shown, but for the places marked, and empty lines at the end."""
    pattern = "".join(_ANY_LINES if line.strip() == ANY else _build_pattern(line) for line in shown)
    text = "".join(f"{line.rstrip()}\n" for line in printed)
    return re.fullmatch(pattern + r"\n*", text.rstrip("\n") + "\n") is not None


def _build_pattern(line: str) -> str:
    return ".*".join(map(re.escape, line.rstrip().split(ANY))) + "\n"
