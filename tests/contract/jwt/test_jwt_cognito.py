"""Tokens and keys as Cognito has them, from moto: an access token names a client, an ID token an audience."""

import uuid

import boto3
import pytest

from headwater.auth.jwt import JwtSettings, open_authorizers, parse_jwt_rules
from s3_servers import running_s3

PASSWORD = f"Aa1!{uuid.uuid4()}"


@pytest.fixture(scope="module")
def cognito():
    """A user pool: its discovery document's address, its client's id, and the tokens of its one user."""
    with running_s3() as aws:
        keys = {"aws_access_key_id": "any", "aws_secret_access_key": "any"}
        client = boto3.client("cognito-idp", "us-west-2", endpoint_url=aws.url, **keys)
        pool = client.create_user_pool(PoolName="p")["UserPool"]["Id"]
        made = client.create_user_pool_client(
            UserPoolId=pool, ClientName="web", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
        )
        client_id = made["UserPoolClient"]["ClientId"]
        client.admin_create_user(UserPoolId=pool, Username="ann")
        client.admin_set_user_password(UserPoolId=pool, Username="ann", Password=PASSWORD, Permanent=True)
        answer = client.initiate_auth(
            AuthFlow="USER_PASSWORD_AUTH",
            ClientId=client_id,
            AuthParameters={"USERNAME": "ann", "PASSWORD": PASSWORD},
        )
        client.close()
        yield f"{aws.url}/{pool}/.well-known/openid-configuration", client_id, answer["AuthenticationResult"]


async def test_access_tokens_name_a_client_and_id_tokens_an_audience(cognito, accepts):
    url, client_id, tokens = cognito
    expected = {
        "allowedClients": {"AccessToken": True, "IdToken": False},
        "allowedAudience": {"AccessToken": False, "IdToken": True},
    }

    async with open_authorizers(JwtSettings()) as authorizers:
        for member, found in expected.items():
            authorizer = authorizers.of(parse_jwt_rules({"discoveryUrl": url, member: [client_id]}))
            assert {name: await accepts(authorizer, tokens[name]) for name in found} == found
            stricter = authorizers.of(parse_jwt_rules({"discoveryUrl": url, member: ["another"]}))
            assert not any([await accepts(stricter, tokens[name]) for name in found])


async def test_the_subject_is_the_users(cognito):
    url, _, tokens = cognito

    async with open_authorizers(JwtSettings()) as authorizers:
        claims = await authorizers.of(parse_jwt_rules({"discoveryUrl": url})).verify(tokens["AccessToken"])

    assert claims.issuer.startswith("https://cognito-idp.us-west-2.amazonaws.com/")
    assert claims.raw["username"] == "ann"
    assert claims.owner == f"jwt:{claims.issuer}|{claims.subject}"
