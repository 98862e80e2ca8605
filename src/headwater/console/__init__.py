"""The web console's files, and the ASGI application that serves them; its sources are in `console/`."""
