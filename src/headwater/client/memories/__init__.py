"""The Memory API of a server, as the command line uses it: look, search, export, import."""

from headwater.client.memories.api import Memories
from headwater.client.memories.exporting import export_memory
from headwater.client.memories.importing import import_memory
from headwater.client.memories.lines import Counts, DamagedExport, ImportStopped

__all__ = ["Counts", "DamagedExport", "ImportStopped", "Memories", "export_memory", "import_memory"]
