"""An MCP server as its author writes it. Keeps sessions unless STATELESS is set."""

import os

import anyio
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from pydantic import BaseModel

server = MCPServer("tools")


class Confirmation(BaseModel):
    is_sure: bool


calls = 0


@server.tool()
def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


@server.tool()
def count() -> int:
    """How often this process was asked."""
    global calls
    calls += 1
    return calls


@server.tool()
def see(ctx: Context) -> dict[str, str]:
    """The request's headers, as they came."""
    return dict(ctx.headers or {})


@server.tool()
async def march(steps: int, ctx: Context) -> str:
    """Report steps; the last is reported only while somebody listens."""
    for step in range(steps):
        await ctx.report_progress(step + 1, steps, f"step {step + 1}")
        await anyio.sleep(0.02)
    return f"{steps} steps"


@server.tool()
async def announce(ctx: Context) -> None:
    """Tell the client, beside this call's answer, that there are other tools now."""
    await ctx.session.send_tool_list_changed()


@server.tool()
async def confirm(ctx: Context) -> str:
    """Ask the client's user."""
    answer = await ctx.elicit("Go on?", Confirmation)
    return f"{answer.action}: {answer.data.is_sure}" if answer.action == "accept" else answer.action


@server.tool()
def die() -> None:
    """End this process."""
    os._exit(3)


@server.prompt()
def greet(name: str) -> str:
    """Greet somebody."""
    return f"Say hello to {name}"


if __name__ == "__main__":
    server.run(transport="streamable-http", port=8123, stateless_http=bool(os.environ.get("STATELESS")))
