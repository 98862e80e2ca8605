"""Measure everything, print a table, write `bench/results/latest.json`.

    python -m bench.run [--quick] [--only cold,warm,...] [--output FILE]

Every figure stands beside a reference measured in the same minute on the same machine: read the
ratios, not the times.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import (
    app_chunk_rate,
    appending,
    burst,
    chunks,
    cold,
    crowd,
    depth,
    edge,
    edge_chunks,
    events,
    forms,
    memory,
    recovery,
    redeploy,
    retrieval,
    sockets,
    storage,
    streams,
    telemetry,
    warm,
)
from bench.rows import Progress, Row

_FOLDER = Path(__file__).resolve().parent
_MEASUREMENTS: dict[str, Callable[..., list[Row]]] = {
    "cold": cold.measure,
    "warm": warm.measure,
    "burst": burst.measure,
    "chunks": chunks.measure,
    "sockets": sockets.measure,
    "streams": streams.measure,
    "app": app_chunk_rate.measure,
    "memory": memory.measure,
    "events": events.measure,
    "depth": depth.measure,
    "recovery": recovery.measure,
    "crowd": crowd.measure,
    "redeploy": redeploy.measure,
    "retrieval": retrieval.measure,
    "append": appending.measure,
    "forms": forms.measure,
    "edge_chunks": edge_chunks.measure,
    "edge": edge.measure,
    "storage": storage.measure,
    "telemetry": telemetry.measure,
}


def main(arguments: list[str] | None = None) -> int:
    """Run what is asked for; 1 when a measurement failed; the rows of the others are written."""
    options = _parse(arguments)
    console = Console(stderr=True)
    rows, failures = _measure_all(options.only or list(_MEASUREMENTS), options.quick, _progress(console))
    options.output.parent.mkdir(parents=True, exist_ok=True)
    result = {"rows": [row.as_json() for row in rows], **_describe_run()}
    options.output.write_text(json.dumps(result, indent=1) + "\n")
    Console(width=None if sys.stdout.isatty() else 130).print(_build_table(rows))
    for name, failure in failures.items():
        console.print(f"[red]{name} failed:[/red] {failure}", highlight=False)
    return 1 if failures else 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description="Measure Headwater here.")
    parser.add_argument(
        "--quick", action="store_true", help="fewer repetitions, smaller agents: less than a minute"
    )
    parser.add_argument("--only", type=lambda text: text.split(","), help=f"of {','.join(_MEASUREMENTS)}")
    parser.add_argument("--output", type=Path, default=_FOLDER / "results" / "latest.json")
    options = parser.parse_args(arguments)
    unknown = set(options.only or ()) - set(_MEASUREMENTS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(_MEASUREMENTS)}")
    return options


def _measure_all(names: list[str], quick: bool, progress: Progress) -> tuple[list[Row], dict[str, str]]:
    rows: list[Row] = []
    failures: dict[str, str] = {}
    for name in names:
        try:
            rows += _MEASUREMENTS[name](quick=quick, progress=progress)
        except Exception as exc:  # one figure that fails must not take the others with it
            failures[name] = f"{type(exc).__name__}: {exc}"
            progress(f"{name} failed: {failures[name]}")
    return rows, failures


def _progress(console: Console) -> Progress:
    started_s = time.monotonic()

    def tell(text: str) -> None:
        console.print(f"[dim]{time.monotonic() - started_s:6.1f} s[/dim]  {text}", highlight=False)

    return tell


def _build_table(rows: list[Row]) -> Table:
    table = Table(title="ratio = ours / reference")
    for heading in ("figure", "ours", "reference", "ratio", "aim"):
        table.add_column(heading, justify="left" if heading in ("figure", "aim") else "right", no_wrap=True)
    table.add_column("reference is")
    for row in rows:
        table.add_row(
            row.name,
            f"{_show(row.value)} {row.unit}",
            _show(row.reference_value),
            f"{row.ratio:.3g}",
            row.aim,
            f"{row.reference}{f' ({row.note})' if row.note else ''}",
        )
    return table


def _show(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _describe_run() -> dict[str, Any]:  # Any: JSON
    return {
        "machine": {
            "cpus": os.cpu_count(),
            "memory_mb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6),
            "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
            "python": platform.python_version(),
            "load": os.getloadavg()[0],
        },
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _find_commit(),
    }


def _find_commit() -> str | None:
    try:
        command = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
        done = subprocess.run(command, cwd=_FOLDER, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
