"""`headwater memory export` and `headwater memory import`."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from headwater.cli.exits import EPILOG
from headwater.cli.options import Remote, remote_options
from headwater.cli.output import Output
from headwater.core.errors import InvalidRequest, NotFound

if TYPE_CHECKING:
    from headwater.client.memory import Counts

_STDIO = "-"
#: Where nothing moves: a line for so many events and records.
_NOTE_EVERY_COUNT = 10_000
#: On a terminal: what moves is drawn anew after so many.
_DRAW_EVERY_COUNT = 50


@click.command("export", epilog=EPILOG)
@click.argument("memory")
@click.option("--output", "-o", "target", default=_STDIO, metavar="FILE",
              help="Where to; - is standard output.  [default: -]")  # fmt: skip
@remote_options
def export_command(remote: Remote, memory: str, target: str) -> None:
    """Write everything in a memory as JSON Lines: itself, its events, its records.

    Each conversation's events come oldest first, exactly as they are kept. FILE is there when it is whole,
    and not before.
    """
    from headwater.client.memory import export_memory

    memories = remote.memories
    memory_id = memories.resolve(memory)
    with _progress(remote.output, f"exporting {memory_id}") as (show, counts):
        lines = export_memory(memories, memory_id, show)
        if target == _STDIO:
            for line in lines:
                sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
        else:
            _write_whole(Path(target), lines)
    _sum_up(remote.output, "exported", counts(), {"memoryId": memory_id, "path": target}, target != _STDIO)


@click.command("import", epilog=EPILOG)
@click.argument("memory")
@click.argument("source", metavar="[FILE]", default=_STDIO)
@click.option("--create", "is_created", is_flag=True,
              help="Make the memory as the exported one was, if none is called so.")  # fmt: skip
@click.option("--extract", "is_extracted", is_flag=True,
              help="Have the memory's strategies read the events, too.")  # fmt: skip
@remote_options
def import_command(remote: Remote, memory: str, source: str, is_created: bool, is_extracted: bool) -> None:
    """Read an export, from FILE or standard input, into MEMORY.

    May be repeated, after an error or Ctrl-C: within two weeks, what is there already is not added again.
    A damaged line ends it and is named; all lines before it are imported.
    """
    from headwater.client.memory import import_memory

    with (
        _open_source(source) as file,
        _progress(remote.output, f"importing into {memory}", _size_of(file)) as (show, counts),
    ):
        target = _Target(remote, memory, is_created)
        try:
            import_memory(remote.memories, file, target.find, is_extracted=is_extracted, on_progress=show)
        except KeyboardInterrupt:
            remote.output.note(f"{_describe(counts())} were imported; import again to go on")
            raise
    _sum_up(remote.output, "imported", counts(), {"memoryId": target.memory_id}, True)


class _Target:
    """The memory that is imported into: found when the file has said what was exported."""

    def __init__(self, remote: Remote, memory: str, is_created: bool) -> None:
        self._remote = remote
        self._memory = memory
        self._is_created = is_created
        self.memory_id = ""

    def find(self, exported: dict[str, Any]) -> str:  # Any: members of the API
        memories = self._remote.memories
        try:
            self.memory_id = memories.get(memories.resolve(self._memory))["id"]
        except NotFound as exc:
            if not self._is_created:
                raise NotFound(f"{exc.message}; --create makes it as the exported one was") from None
            self.memory_id = self._create(exported)
        self._warn(exported)
        return self.memory_id

    def _create(self, exported: dict[str, Any]) -> str:  # Any: members of the API
        from headwater.client.memory.importing import build_memory

        memory = self._remote.memories.create(build_memory(self._memory, exported))
        self._remote.output.note(f"{memory['id']} is made")
        return str(memory["id"])

    def _warn(self, exported: dict[str, Any]) -> None:  # Any: members of the API
        own = {strategy["name"] for strategy in self._remote.memories.get(self.memory_id)["strategies"]}
        if missing := [s["name"] for s in exported.get("strategies", []) if s["name"] not in own]:
            self._remote.output.note(
                f"{self.memory_id} has no strategy {', '.join(missing)}; records keep the exported ids of it"
            )


def _write_whole(path: Path, lines: Iterator[bytes]) -> None:
    """Write a file that is there when all of it is."""
    partial = path.with_name(f"{path.name}.partial-{os.getpid()}")
    try:
        with partial.open("xb") as file:
            for line in lines:
                file.write(line)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as exc:
        raise InvalidRequest(f"{path} cannot be written: {exc.strerror or exc}") from exc
    finally:
        with suppress(OSError):
            partial.unlink()


@contextmanager
def _open_source(source: str) -> Iterator[BinaryIO]:
    if source == _STDIO:
        if sys.stdin.isatty():
            raise click.UsageError("name the FILE to import, or give it on standard input")
        yield sys.stdin.buffer
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115  (the error of opening is not one of reading)
    except OSError as exc:
        raise click.BadParameter(f"{source} cannot be read: {exc.strerror}", param_hint="FILE") from exc
    with file:
        yield file


def _size_of(file: BinaryIO) -> int | None:
    """Of a regular file, its size; None for a pipe."""
    try:
        found = os.fstat(file.fileno())
    except (OSError, ValueError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


@contextmanager
def _progress(
    output: Output, what: str, total_bytes: int | None = None
) -> Iterator[tuple[Callable[[Counts], None], Callable[[], Counts]]]:
    """How far it is: something that moves on a terminal, elsewhere a line now and then."""
    from headwater.client.memory import Counts

    seen = Counts()

    if not output.is_error_terminal or output.is_json:

        def note(counts: Counts) -> None:
            nonlocal seen
            seen = counts
            if (count := counts.events + counts.records) and count % _NOTE_EVERY_COUNT == 0:
                output.note(f"{what}: {_describe(counts)}")

        yield note, lambda: seen
        return

    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[said]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total_bytes, said="")

        def draw(counts: Counts) -> None:
            nonlocal seen
            seen = counts
            if (counts.events + counts.records) % _DRAW_EVERY_COUNT == 0:
                bar.update(task, completed=counts.size_bytes, said=_describe(counts))

        yield draw, lambda: seen


def _describe(counts: Counts) -> str:
    events = f"{counts.events} event{'' if counts.events == 1 else 's'}"
    return f"{events}, {counts.records} record{'' if counts.records == 1 else 's'}"


def _sum_up(output: Output, done: str, counts: Counts, facts: dict[str, str], is_free: bool) -> None:
    """`is_free`: nothing else is on standard output."""
    if output.is_json and is_free:
        output.json({**facts, "events": counts.events, "records": counts.records})
    else:
        output.note(f"{_describe(counts)} {done}", style="good")
