"""AWS rest-json for both AgentCore planes, driven by botocore's own service models.

    request  --Api.match-->  RouteMatch  --parse_input-->  dict of checked members
    result   --encode_output-->  HttpAnswer

One mechanism for every operation: nothing in here names one. Errors are `wire.problem`'s.
"""

from headwater.wire.restjson.api import Api, load_api
from headwater.wire.restjson.model import Operation
from headwater.wire.restjson.output import EncodedList, encode_output
from headwater.wire.restjson.request import parse_input
from headwater.wire.restjson.routes import RouteMatch

__all__ = ["Api", "EncodedList", "Operation", "RouteMatch", "encode_output", "load_api", "parse_input"]
