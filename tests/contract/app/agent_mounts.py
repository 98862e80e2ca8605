"""Apps of the SDK named on the command line, each mounted under its own prefix."""

import sys
import threading

from starlette.routing import Mount

if sys.argv[1] == "official":
    from bedrock_agentcore.runtime import BedrockAgentCoreApp as App
else:
    from headwater import App

mounts = []
journal = []
gate = threading.Event()


def serve(name, **options):
    app = App(**options)
    mounts.append(Mount(f"/{name}", app))
    return app
