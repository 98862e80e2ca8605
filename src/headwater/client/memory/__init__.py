"""The Memory API of a server, as the command line uses it: look, search, export, import."""

from headwater.client.memory.api import Memories
from headwater.client.memory.exporting import export_memory
from headwater.client.memory.importing import import_memory
from headwater.client.memory.lines import Counts, DamagedExport, ImportStopped

__all__ = ["Counts", "DamagedExport", "ImportStopped", "Memories", "export_memory", "import_memory"]
