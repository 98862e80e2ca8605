"""An MCP server written with FastMCP, of `mcp` 1.x or of `fastmcp`. STATELESS has it keep no sessions."""

import asyncio
import os

is_stateless = bool(os.environ.get("STATELESS"))
calls = 0
try:
    from fastmcp import Context, FastMCP

    mcp = FastMCP("tools")
    options = {"transport": "http", "stateless_http": is_stateless}
except ImportError:
    from mcp.server.fastmcp import Context, FastMCP

    mcp = FastMCP("tools", stateless_http=is_stateless)
    options = {"transport": "streamable-http"}


@mcp.tool()
def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


@mcp.tool()
def count() -> int:
    """How often this process was asked."""
    global calls
    calls += 1
    return calls


@mcp.tool()
async def march(steps: int, ctx: Context) -> str:
    """Report steps."""
    for step in range(steps):
        await ctx.report_progress(step + 1, steps, f"step {step + 1}")
        await asyncio.sleep(0.02)
    return f"{steps} steps"


if __name__ == "__main__":
    mcp.run(**options)
