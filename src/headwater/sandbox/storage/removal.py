"""Removes what containers wrote: where an ordinary user runs them, files of theirs are others' by number."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from headwater.sandbox.storage.tree import remove_tree

_TIMEOUT_S = 600.0


def remove_whoever_wrote(folder: Path) -> None:
    """`remove_tree`; with podman's help where the server may not do it by itself.

    Raises:
        OSError: something cannot be removed.
    """
    try:
        remove_tree(folder)
    except PermissionError:
        podman = shutil.which("podman")
        if os.geteuid() == 0 or podman is None:
            raise
        # Among the users that podman's containers have, its caller is root. `rm` follows no links.
        arguments = [podman, "unshare", "rm", "-rf", "--one-file-system", "--", str(folder)]
        try:
            subprocess.run(
                arguments, check=True, capture_output=True, timeout=_TIMEOUT_S, stdin=subprocess.DEVNULL
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as exc:
            raise OSError(f"podman could not remove {folder}: {exc}") from exc
