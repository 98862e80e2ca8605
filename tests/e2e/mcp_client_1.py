"""A session of the official MCP client 1.x with `agents/mcp_tools_1.py`; prints what it saw as JSON."""

import asyncio
import json
import sys

from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client


async def main(url):
    seen = []

    async def note(progress, total, message):
        seen.append([progress, total, message])

    async with (
        streamablehttp_client(url) as (reader, writer, get_session_id),
        ClientSession(reader, writer) as client,
    ):
        begun = await client.initialize()
        tools = sorted(tool.name for tool in (await client.list_tools()).tools)
        total = (await client.call_tool("add", {"a": 2, "b": 3})).content[0].text
        counts = [int((await client.call_tool("count", {})).content[0].text) for _ in range(2)]
        march = await client.call_tool("march", {"steps": 3}, progress_callback=note)
        told = {
            "server": begun.serverInfo.name,
            "has_session": get_session_id() is not None,
            "tools": tools,
            "sum": total,
            "counts": counts,
            "march": march.content[0].text,
            "seen": seen,
        }
    print(json.dumps(told))


asyncio.run(main(sys.argv[1]))
