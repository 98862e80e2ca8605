"""The toolkit: from a file to a running agent in five verbs, with AWS's own project file.

from headwater import Runtime

runtime = Runtime()
runtime.configure(entrypoint="agent.py")
runtime.launch()
print(runtime.invoke({"prompt": "Hello"}).text)
"""

from headwater.client.toolkit.answer import Answer
from headwater.client.toolkit.project import CONFIG_NAME, Project
from headwater.client.toolkit.results import ConfigureResult, DestroyResult, LaunchResult, StatusResult
from headwater.client.toolkit.runtime import Runtime

__all__ = [
    "CONFIG_NAME",
    "Answer",
    "ConfigureResult",
    "DestroyResult",
    "LaunchResult",
    "Project",
    "Runtime",
    "StatusResult",
]
