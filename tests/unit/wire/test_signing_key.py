"""Which key an agent's, or a client's, environment holds."""

from headwater.wire.signing import SigningKey, read_signing_key

_AWS = {"AWS_ACCESS_KEY_ID": "HWSSA", "AWS_SECRET_ACCESS_KEY": "a", "AWS_SESSION_TOKEN": "ta"}
_OWN = {
    "HEADWATER_ACCESS_KEY_ID": "HWSSB",
    "HEADWATER_SECRET_ACCESS_KEY": "b",
    "HEADWATER_SESSION_TOKEN": "tb",
}
_THEIRS = {"AWS_ACCESS_KEY_ID": "AKIAX", "AWS_SECRET_ACCESS_KEY": "x"}


def test_our_own_variables_come_first():
    found = read_signing_key(_THEIRS | _OWN | {"AWS_REGION": "eu-north-1", "HEADWATER_REGION": "us-west-2"})

    assert found == SigningKey(access_key_id="HWSSB", secret="b", session_token="tb", region="us-west-2")


def test_those_of_awss_sdks_count_if_a_server_of_ours_made_the_key():
    assert read_signing_key(_AWS | {"AWS_REGION": "eu-north-1"}) == SigningKey(
        access_key_id="HWSSA", secret="a", session_token="ta", region="eu-north-1"
    )
    assert read_signing_key(_THEIRS) is None


def test_half_a_key_is_none():
    assert read_signing_key({"HEADWATER_ACCESS_KEY_ID": "HWAKA"}) is None
    assert read_signing_key({}) is None
