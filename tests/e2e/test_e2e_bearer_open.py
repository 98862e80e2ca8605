"""Runtimes with a JWT authorizer on a server in open mode, and from the command line."""

import json

import pytest
from botocore.exceptions import ClientError

from issuers import running_issuer
from servers import AGENTS, invocation_path


def match(name, kind, operator, **value):
    return {
        "inboundTokenClaimName": name,
        "inboundTokenClaimValueType": kind,
        "authorizingClaimMatchValue": {"claimMatchValue": value, "claimMatchOperator": operator},
    }


@pytest.fixture(scope="module")
def issuer():
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def closed(server, issuer):
    rules = {"customJWTAuthorizer": {"discoveryUrl": issuer.discovery_url}}
    return server.deploy(AGENTS / "probe.py", authorizerConfiguration=rules)


def test_open_mode_is_not_open_for_it(server, closed, issuer):
    def call(**headers):
        return server.http("POST", invocation_path(closed), b'{"do": "headers"}', headers)

    good = call(Authorization=f"Bearer {issuer.token()}")
    assert good.status == 200
    assert "authorization" not in {name.lower() for name, _ in good.json()}, "it is on no allowlist"
    assert call().status == 401
    assert call(Authorization="Bearer x").status == 401
    assert call(Authorization="AWS4-HMAC-SHA256 Credential=x").status == 403
    with pytest.raises(ClientError, match="mismatch"):
        server.invoke(closed, {})


def test_everything_else_is_as_it_was(server, probe):
    assert server.http("POST", invocation_path(probe), b'{"do": "state"}').status == 200
    assert server.ask(probe, {"do": "state"})
    assert server.http("POST", invocation_path(probe), b"{}", {"Authorization": "Bearer x"}).status == 403
    unknown = invocation_path(probe.arn[:-1] + "0")
    assert server.http("POST", unknown, b"{}").status == 404
    assert server.http("POST", unknown, b"{}", {"Authorization": "Bearer x"}).status == 401


@pytest.mark.parametrize("header", ["Authorization", "authorization"])
def test_the_allowlist_needs_an_authorizer_for_it(server, header):
    with pytest.raises(ClientError, match="customJWTAuthorizer"):
        server.deploy(AGENTS / "echo.py", requestHeaderConfiguration={"requestHeaderAllowlist": [header]})


def test_a_reader_is_told_what_is_only_recorded(server, issuer):
    subnet = {
        "vpcIdentifier": "vpc-01234567",
        "subnetIds": ["subnet-01234567"],
        "endpointIpAddressType": "IPV4",
    }
    rules = {"discoveryUrl": issuer.discovery_url, "privateEndpoint": {"managedVpcResource": subnet}}
    agent = server.deploy(AGENTS / "echo.py", authorizerConfiguration={"customJWTAuthorizer": rules})

    notes = json.dumps(server.describe(agent))
    assert "privateEndpoint is recorded only" in notes
    assert "whoever has a token of the issuer" in notes


@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({"discoveryUrl": "http://issuer.example/.well-known/openid-configuration"}, "must be https"),
        ({"discoveryUrl": "https://a:b@issuer.example/.well-known/openid-configuration"}, "password"),
        ({"discoveryUrl": "https://issuer.example/openid-configuration"}, "discoveryUrl"),
        ({"allowedAudience": []}, "allowedAudience"),
        ({"allowedScopes": ["a b"]}, "allowedScopes"),
        ({"allowedScopes": ["x" * 256]}, "allowedScopes"),
        ({"customClaims": [match("a", "STRING", "CONTAINS", matchValueString="x")]}, "STRING_ARRAY"),
        ({"customClaims": [match("a", "STRING_ARRAY", "EQUALS", matchValueString="x")]}, "STRING"),
        ({"customClaims": [match("a", "STRING_ARRAY", "CONTAINS_ANY", matchValueString="x")]}, "List"),
        ({"customClaims": [match("a b", "STRING", "EQUALS", matchValueString="x")]}, "inboundTokenClaimName"),
        (
            {"customClaims": [match("a", "NUMBER", "EQUALS", matchValueString="x")]},
            "inboundTokenClaimValueType",
        ),
    ],
)
def test_an_authorizer_that_cannot_be_is_refused(server, issuer, members, text):
    rules = {"discoveryUrl": issuer.discovery_url, **members}
    body = {
        "agentRuntimeName": "never",
        "agentRuntimeArtifact": {"containerConfiguration": {"containerUri": "x"}},
        "roleArn": "arn:aws:iam::123456789012:role/any",
        "authorizerConfiguration": {"customJWTAuthorizer": rules},
    }
    headers = {"Content-Type": "application/json"}
    reply = server.http("PUT", "/runtimes/", json.dumps(body), headers)

    assert (reply.status, reply.headers["x-amzn-errortype"]) == (400, "ValidationException")
    assert text in reply.json()["message"]
