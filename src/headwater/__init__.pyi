from headwater.agent.app import App as App
from headwater.client import Client as Client
from headwater.client.toolkit import Runtime as Runtime

__version__: str
__all__ = ["App", "Client", "Runtime", "__version__"]
