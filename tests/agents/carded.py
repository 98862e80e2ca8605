"""The least that speaks A2A: a card, and an answer to every message that says which session it came from.

Sessions whose ids begin with `none`, `text` or `signed` have no card, one that is no JSON, and a signed one;
those of `none` answer no messages either.
"""

import os

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

SESSION = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"


async def card(request):
    session = request.headers[SESSION]
    if session.startswith("none"):
        return Response("no card here", 404)
    if session.startswith("text"):
        return Response("hello", media_type="text/plain")
    signed = {"signatures": [{"protected": "x", "signature": "y"}]} if session.startswith("signed") else {}
    told = {"seen": sorted(request.headers), "session": session}
    return JSONResponse({"name": "tiny", "url": os.environ["AGENTCORE_RUNTIME_URL"], **told, **signed})


async def answer(request):
    if request.headers[SESSION].startswith("none"):
        return Response("no answer here", 500)
    message = await request.json()
    return JSONResponse({"jsonrpc": "2.0", "id": message["id"], "result": request.headers[SESSION]})


app = Starlette(
    routes=[
        Route("/", answer, methods=["POST"]),
        Route("/.well-known/agent-card.json", card),
        Route("/ping", lambda request: JSONResponse({"status": "healthy"})),
    ]
)
