"""The modules beside a file that it imports, found without running it.

A lone agent file may lie anywhere, in a home folder or /tmp, so its folder as a whole is not packed; what
the file imports from beside it is. Imports made by name at run time are not seen: deploy the folder then.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from headwater.client.ignore import ALWAYS_SKIPPED_FOLDERS

#: What goes along with a lone file, since the server reads it.
_COMPANIONS = ("requirements.txt",)


def find_files_with_imports(file: Path) -> list[str]:
    """`file`, its companions, and all modules beside it that it needs, relative to its folder, sorted."""
    folder = file.parent
    found = {file.name, *(name for name in _COMPANIONS if (folder / name).is_file())}
    waiting = [file]
    while waiting:
        for name in _read_imported_names(waiting.pop()):
            for module in _module_files(folder, name):
                relative = module.relative_to(folder).as_posix()
                if relative not in found:
                    found.add(relative)
                    if module.suffix == ".py":
                        waiting.append(module)
    return sorted(found)


def _read_imported_names(file: Path) -> set[str]:
    """First parts of the absolute imports in `file`, conditional ones included; none if it does not parse."""
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError, OSError):
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def _module_files(folder: Path, name: str) -> Iterator[Path]:
    """The file of module `name` in `folder`, or all files of the package."""
    if (folder / f"{name}.py").is_file():
        yield folder / f"{name}.py"
    package = folder / name
    # A folder without __init__.py is a package too, but never goes before the standard library.
    is_namespace = name not in sys.stdlib_module_names and package.is_dir() and any(package.glob("*.py"))
    if is_namespace or (package / "__init__.py").is_file():
        for path in sorted(package.rglob("*")):
            if path.is_file() and not ALWAYS_SKIPPED_FOLDERS.intersection(path.relative_to(folder).parts):
                yield path
