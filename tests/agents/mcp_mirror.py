"""Says as an MCP server what it was sent; `params` of a request may say how it is to answer."""

import json
import os

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


async def mirror(request: Request):
    body = await request.body()
    message = json.loads(body) if body else {}
    wish = message.get("params", {})
    told = {"method": request.method, "headers": dict(request.headers), "message": message}
    answer = {"jsonrpc": "2.0", "id": message.get("id"), "result": told}
    text = wish.get("text", json.dumps(answer))
    return Response(text, wish.get("status", 200), wish.get("headers"), wish.get("type", "application/json"))


app = Starlette(routes=[Route(os.environ.get("AT", "/mcp"), mirror, methods=["POST", "GET", "DELETE"])])
