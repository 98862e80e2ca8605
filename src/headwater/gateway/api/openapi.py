"""The OpenAPI document of our own routes, made of their table and the types of this folder.

AWS's operations are not described again: they are named with their method and path, and AWS's models say the
rest.

Source: OpenAPI Specification 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from headwater.core.version import VERSION
from headwater.gateway.api.problems import Problem
from headwater.gateway.api.schemas import Components, Schema
from headwater.gateway.routes import (
    PATH_PARAMETERS,
    PREFIX,
    ParameterType,
    PathParameter,
    Query,
    Route,
    parameters_of,
)
from headwater.wire.restjson import Operation

_JSON = "application/json"
_ABOUT = """\
What Headwater has beside the operations of Amazon Bedrock AgentCore. Those are served at the same address,
and listed here by name (`x-aws-operations`): AWS's own models describe them, and AWS's SDKs call them.

Callers sign as AWS's do (SigV4) with a key of `headwater keys create`; a browser may sign in instead
(`POST signin`). A server in open mode asks nobody who he is. This document is for everyone to read.

Beside all that, `GET /metrics` is for Prometheus; it also takes a key by HTTP Basic. `GET /healthz` says that
the server answers."""
_SCHEMES: Schema = {
    "sigv4": {
        "type": "apiKey",
        "name": "Authorization",
        "in": "header",
        "description": "AWS Signature Version 4, service `bedrock-agentcore`.",
        "x-amazon-apigateway-authtype": "awsSigv4",
    },
    "signin": {
        "type": "apiKey",
        "name": "headwater-{port}",
        "in": "cookie",
        "description": "Set by `POST signin`, and called `__Host-headwater-{port}` over TLS.",
    },
}


def build_document(routes: Iterable[Route], operations: Iterable[Operation]) -> dict[str, Any]:  # Any: JSON
    """The document; `operations` are those of AWS's that this server serves."""
    components = Components()
    paths: dict[str, Any] = {}  # Any: JSON
    for route in routes:
        paths.setdefault(f"/{route.path}", {})[route.method.lower()] = _describe(route, components)
    problem = components.refer(Problem)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Headwater", "version": VERSION, "description": _ABOUT},
        "servers": [{"url": PREFIX.rstrip("/")}],
        "security": [{name: []} for name in _SCHEMES],
        "tags": [{"name": name} for name in sorted({_tag(path[1:]) for path in paths})],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.schemas.items())),
            "securitySchemes": _SCHEMES,
            "responses": {"Problem": _problem(problem)},
        },
        "x-aws-operations": [
            {"service": one.service, "operation": one.name, "method": one.method, "path": one.path_template}
            for one in operations
        ],
    }


def _describe(route: Route, components: Components) -> Schema:
    described: Schema = {
        "operationId": _name(route),
        "tags": [_tag(route.path)],
        "summary": route.summary,
        "parameters": [_path_parameter(name) for name in parameters_of(route.path)]
        + [_query_parameter(query) for query in route.query],
        "responses": {
            str(route.status): _answer(route, components),
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }
    if route.description:
        described["description"] = route.description
    if route.is_public:
        described["security"] = []
    if route.action is not None:
        described["x-headwater-action"] = f"headwater:{route.action}"
    if route.body is not None:
        described["requestBody"] = {"content": {_JSON: {"schema": components.refer(route.body)}}}
    elif route.upload is not None:
        described["requestBody"] = {"required": True, "content": {route.upload: {}}}
    return described


def _answer(route: Route, components: Components) -> Schema:
    answer: Schema = {"description": route.summary}
    schema = None if route.answer is None else components.refer(route.answer)
    if route.streams is not None:
        kind = {} if schema is None else {"x-item-schema": schema}
        answer["content"] = {route.streams: {"schema": {"type": "string"}, **kind}}
    elif schema is not None:
        answer["content"] = {_JSON: {"schema": schema}}
    return answer


def _problem(schema: Schema) -> Schema:
    return {
        "description": "What is wrong, and what to do about it.",
        "headers": {
            "x-amzn-ErrorType": {"description": "The kind of error.", "schema": {"type": "string"}},
            "x-amzn-RequestId": {"description": "As the log names it.", "schema": {"type": "string"}},
        },
        "content": {_JSON: {"schema": schema}},
    }


def _path_parameter(name: str) -> Schema:
    parameter: PathParameter = PATH_PARAMETERS[name]
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": parameter.meaning,
        "schema": _typed(parameter.type),
    }


def _query_parameter(query: Query) -> Schema:
    schema = _typed(query.type)
    if query.choices:
        schema["enum"] = list(query.choices)
    return {
        "name": query.name,
        "in": "query",
        "required": query.is_required,
        "description": query.meaning,
        "schema": schema,
    }


def _typed(kind: ParameterType) -> Schema:
    return {"type": "string", "format": kind} if kind == "date-time" else {"type": kind}


def _name(route: Route) -> str:
    """`getRuntimesRuntimeLogs`: from what cannot change, so that clients made of the document stay."""
    words = re.findall(r"[A-Za-z0-9]+", route.path)
    return route.method.lower() + "".join(word[0].upper() + word[1:] for word in words)


def _tag(path: str) -> str:
    return path.partition("/")[0].partition(".")[0]
