"""An agent that remembers carelessly: in a global and in a file beside its code.

In one process for all callers both would leak from one conversation into the next. Here each session has its
own, which the demo shows with it.
"""

import os
import socket
from pathlib import Path

from headwater import App

NOTES = Path("notes.txt")
app = App()
visits = 0


@app.entrypoint
def visit(payload):
    """Count the call, keep `payload["note"]`, look into `payload["peek"]`, and tell what can be seen."""
    global visits
    visits += 1
    if "note" in payload:
        with NOTES.open("a") as file:
            file.write(payload["note"] + "\n")
    return {
        "visits": visits,
        "notes": NOTES.read_text().splitlines() if NOTES.exists() else [],
        "peeks": {path: peek(Path(path)) for path in payload.get("peek", [])},
        "processes": sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
        if os.path.isdir("/proc/self")
        else None,
        "hostname": socket.gethostname(),
    }


def peek(path):
    """The beginning of a file, or why there is none to be had."""
    try:
        return path.read_text(errors="replace")[:80]
    except OSError as error:
        return f"refused: {error.strerror}"


if __name__ == "__main__":
    app.run()
