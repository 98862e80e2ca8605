"""The operator's own code, by import path: from a module beside the configuration, or an installed one."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from headwater.core.errors import HeadwaterError
from headwater.edge.forms.own import OwnFormFunction, load_own_form


class CannotImport(HeadwaterError):
    """A function named by the configuration cannot be had."""


def search_folder(folder: Path) -> None:
    """Find modules beside the configuration, before what is installed."""
    entry = str(folder.resolve())
    if entry not in sys.path:
        sys.path.insert(0, entry)


def import_form(path: str, folder: Path) -> OwnFormFunction:
    """The response form at `module:name`; CannotImport says what went wrong."""
    search_folder(folder)
    try:
        return load_own_form(path)
    except ValueError as exc:
        raise CannotImport(str(exc)) from exc


def import_function(path: str, folder: Path) -> Callable[..., Any]:  # Any: the operator's own
    """The function at `module:name`; `folder` is searched before what is installed.

    A module is imported once: a change of it takes effect with the next start.

    Raises:
        CannotImport: it says what went wrong.
    """
    module_name, _, name = path.partition(":")
    search_folder(folder)
    try:
        found = getattr(importlib.import_module(module_name), name)
    except Exception as exc:  # whatever a module does when it is imported
        raise CannotImport(f"{path} cannot be imported: {type(exc).__name__}: {exc}") from exc
    if not callable(found):
        raise CannotImport(f"{path} is not a function")
    return found  # type: ignore[no-any-return]  # it is the operator's
