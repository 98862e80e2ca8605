"""Where a remote target is, and what the edge signs with."""

import pytest

from headwater.edge.config import TargetSettings
from headwater.edge.targets.remote import build_address
from headwater.edge.targets.signing import NoCredentials, open_account

ARN = "arn:aws:bedrock-agentcore:eu-west-1:123456789012:runtime/weather-0123456789"
ESCAPED = "arn%3Aaws%3Abedrock-agentcore%3Aeu-west-1%3A123456789012%3Aruntime%2Fweather-0123456789"
SETTINGS = TargetSettings(arn=ARN, region="eu-west-1")


@pytest.fixture(autouse=True)
def _environment(monkeypatch, tmp_path):
    for name in (
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE",
        "AWS_PROFILE",
        "AWS_ACCESS_KEY_ID",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    (tmp_path / "credentials").write_text(
        "[edge]\naws_access_key_id = AKIAEDGE\naws_secret_access_key = secret\naws_session_token = token\n"
    )


@pytest.mark.parametrize(
    ("endpoint", "qualifier", "url", "authority"),
    [
        ("https://a.example", None, f"https://a.example/runtimes/{ESCAPED}/invocations", "a.example"),
        (
            "http://127.0.0.1:8642/",
            "a b",
            f"http://127.0.0.1:8642/runtimes/{ESCAPED}/invocations?qualifier=a%20b",
            "127.0.0.1:8642",
        ),
        ("http://[::1]:80/x", None, f"http://[::1]/x/runtimes/{ESCAPED}/invocations", "[::1]"),
    ],
)
def test_a_runtime_is_invoked_under_its_whole_arn(endpoint, qualifier, url, authority):
    address = build_address(endpoint, ARN, qualifier)

    assert (address.url, address.authority) == (url, authority)


async def test_without_an_endpoint_it_is_awss_own(monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "edge")
    account = open_account(SETTINGS)

    assert account.endpoint_url == "https://bedrock-agentcore.eu-west-1.amazonaws.com"
    url = build_address(account.endpoint_url, ARN, None).url
    signed = await account.sign(url, {"Accept": "*/*"}, b"{}")
    assert signed["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIAEDGE/")
    assert "/eu-west-1/bedrock-agentcore/aws4_request, SignedHeaders=accept;host;" in signed["Authorization"]
    assert signed["X-Amz-Security-Token"] == "token"


def test_the_environment_moves_the_endpoint(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_AGENTCORE", "http://127.0.0.1:1")

    assert open_account(SETTINGS).endpoint_url == "http://127.0.0.1:1"


def test_without_credentials_only_this_machine_is_called():
    local = TargetSettings(arn=ARN, region="eu-west-1", endpoint_url="http://127.0.0.1:1")

    assert open_account(local).endpoint_url == "http://127.0.0.1:1"
    with pytest.raises(NoCredentials, match="AWS_PROFILE"):
        open_account(SETTINGS)
    with pytest.raises(NoCredentials, match="none_such"):
        open_account(TargetSettings(arn=ARN, region="eu-west-1", profile="none_such"))
