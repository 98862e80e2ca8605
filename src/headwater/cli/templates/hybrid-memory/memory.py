"""What the agent remembers: fast within a session, and durable for the next one.

`DurableMemory` is all that the agent knows of the durable part. `FileMemory` keeps it in files; it is meant
to be replaced by one that asks the AgentCore Memory API, with the same two methods.
"""

import hashlib
import json
import os
import threading
from pathlib import Path
from typing import Protocol


class DurableMemory(Protocol):
    """Turns of conversations, by actor: whoever the agent talks with."""

    kind: str

    def save(self, actor_id: str, prompt: str, answer: str) -> None:
        """Keep one turn."""

    def load(self, actor_id: str, limit: int) -> list[tuple[str, str]]:
        """The last `limit` turns as (prompt, answer), oldest first."""


class FileMemory:
    """One file of JSON lines for each actor. How long they last is up to the folder they lie in."""

    kind = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def save(self, actor_id: str, prompt: str, answer: str) -> None:
        line = json.dumps({"prompt": prompt, "answer": answer}, ensure_ascii=False)
        with self._lock:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._file(actor_id).open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    def load(self, actor_id: str, limit: int) -> list[tuple[str, str]]:
        file = self._file(actor_id)
        if not file.is_file():
            return []
        lines = file.read_text("utf-8").splitlines()[-limit:]
        return [(turn["prompt"], turn["answer"]) for turn in map(json.loads, lines)]

    def _file(self, actor_id: str) -> Path:
        # A digest, since an actor's name may hold anything, slashes included.
        return self._folder / f"{hashlib.sha256(actor_id.encode()).hexdigest()[:32]}.jsonl"


def open_durable_memory() -> DurableMemory:
    """The one place that chooses. `MEMORY_DIR` names the folder."""
    return FileMemory(Path(os.environ.get("MEMORY_DIR") or Path(__file__).parent / "memory"))
