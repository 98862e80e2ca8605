"""Entry point: `python <this folder> <control fd> [<plan fd> [<fd>...]]`, run by the agent's interpreter.

With a control pipe alone it is the launcher; with more, the template that the launcher starts. As
`mounter <control fd>` it is the process that puts storages into sessions.

The folder is loaded under a private name and taken off `sys.path`, so that none of its module
names can shadow, or be shadowed by, a module of the agent's.
"""

import importlib
import importlib.util
import os
import sys
from types import ModuleType


def _load_package(program: str) -> ModuleType:
    folder = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != folder]
    spec = importlib.util.spec_from_file_location(
        "_headwater_template", os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
    )
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = package
    spec.loader.exec_module(package)
    return importlib.import_module(f"_headwater_template.{program}")


if __name__ == "__main__":
    if sys.argv[1] == "mounter":
        _load_package("mounter").main(int(sys.argv[2]))
    launcher = _load_package("launcher")
    numbers = [int(text) for text in sys.argv[1:]]
    if len(numbers) == 1:
        launcher.main(numbers[0])
    else:
        launcher.run_template(*numbers)
