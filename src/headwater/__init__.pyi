from headwater.agent.app import App as App
from headwater.client import Client as Client

__version__: str
__all__ = ["App", "Client", "__version__"]
