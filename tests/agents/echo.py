"""Answers with what it was sent, who it is and how often it was called. Imports only Starlette."""

import os

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

calls = 0


async def invoke(request: Request):
    global calls
    calls += 1
    return JSONResponse({"echo": await request.json(), "pid": os.getpid(), "calls": calls})


async def ping(request: Request):
    return JSONResponse({"status": "Healthy"})


app = Starlette(routes=[Route("/invocations", invoke, methods=["POST"]), Route("/ping", ping)])
