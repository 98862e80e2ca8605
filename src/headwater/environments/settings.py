"""[environments]: where agents' packages come from, and what building them may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentSettings:
    """How the packages that agents ask for are installed.

    `pythons` are interpreters (paths) beyond those found by themselves: on PATH, in /usr/bin, of pyenv and of
    uv. `keep_s` is how long an environment that no version uses is kept, for the next deployment that wants
    the same.
    """

    pythons: tuple[str, ...] = ()
    build_timeout_s: float = 900.0
    keep_s: float = 7 * 24 * 3600.0
