"""Which shell runs what somebody typed: bash if the session has one, else sh."""

from __future__ import annotations

_RUN = 'command -v bash >/dev/null 2>&1 && exec bash -c "$1"; exec sh -c "$1"'
#: Programs that open a shell look for it under this name; the user's entry in /etc/passwd is somebody else's.
_TALK = 'SHELL=$(command -v bash || echo /bin/sh); export SHELL; exec "$SHELL" -i'
_SHELL = "/bin/sh"


def build_shell_command(text: str) -> tuple[str, ...]:
    """Arguments of a fresh shell, not an interactive one, that runs `text`."""
    return (_SHELL, "-c", _RUN, "sh", text)


def build_interactive_shell() -> tuple[str, ...]:
    """Arguments of a shell that talks to a terminal."""
    return (_SHELL, "-c", _TALK)
