"""The tools, called as an MCP client calls them. Run with: python -m pytest"""

import asyncio

import agent
from mcp import Client


def call(name, **arguments):
    async def run():
        async with Client(agent.server) as client:
            return await client.call_tool(name, arguments)

    return asyncio.run(run())


def test_the_tools_are_listed():
    async def run():
        async with Client(agent.server) as client:
            return await client.list_tools()

    assert {tool.name for tool in asyncio.run(run()).tools} == {"add", "now"}


def test_numbers_are_added():
    assert call("add", a=1, b=2).content[0].text == "3.0"


def test_the_time_is_utc():
    assert call("now").content[0].text.endswith("+00:00")
