"""Run an agent's file as a process of its own, on the port it is told.

python plain_agent.py FILE PORT
"""

from __future__ import annotations

import functools
import runpy
import sys

import uvicorn

if __name__ == "__main__":
    entry_file, port = sys.argv[1:3]
    original_run = uvicorn.run

    @functools.wraps(original_run)
    def run(app, **options):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN003, ANN201  # uvicorn's own signature
        original_run(app, **{**options, "host": "127.0.0.1", "port": int(port)})

    uvicorn.run = run
    sys.argv = [entry_file]
    runpy.run_path(entry_file, run_name="__main__")
