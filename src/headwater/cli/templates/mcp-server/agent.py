"""An MCP server with two tools, as AgentCore hosts them: streamable HTTP at /mcp, stateless, port 8000."""

import os
from datetime import UTC, datetime

from mcp.server import MCPServer

#: In a container it must be reachable from outside; on your own machine it must not.
HOST = "0.0.0.0" if os.environ.get("DOCKER_CONTAINER") else "127.0.0.1"
PORT = int(os.environ.get("PORT", "8000"))

server = MCPServer("{{name}}")


@server.tool()
def add(a: float, b: float) -> float:
    """Add two numbers."""
    return a + b


@server.tool()
def now() -> str:
    """Tell the current time in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    server.run(transport="streamable-http", host=HOST, port=PORT, stateless_http=True)
