"""Whose address a request comes from."""

import pytest

from headwater.edge.clients import find_client, find_scheme, is_within, parse_networks

TRUSTED = parse_networks(["10.0.0.0/8", "::1"])


@pytest.mark.parametrize(
    ("peer", "headers", "client"),
    [
        ("192.0.2.7", {"x-forwarded-for": "1.1.1.1"}, "192.0.2.7"),  # no proxy of ours: not believed
        ("10.0.0.1", {}, "10.0.0.1"),
        ("10.0.0.1", {"x-forwarded-for": "1.1.1.1"}, "1.1.1.1"),
        ("10.0.0.1", {"x-forwarded-for": "6.6.6.6, 1.1.1.1"}, "1.1.1.1"),  # the left one anybody can write
        ("10.0.0.1", {"x-forwarded-for": "6.6.6.6, 1.1.1.1, 10.2.2.2"}, "1.1.1.1"),
        ("10.0.0.1", {"x-forwarded-for": "6.6.6.6, nonsense"}, "10.0.0.1"),
        ("10.0.0.1", {"x-forwarded-for": "6.6.6.6, 1.1.1.1:4711"}, "1.1.1.1"),
        ("10.0.0.1", {"x-forwarded-for": "10.1.1.1"}, "10.1.1.1"),
        ("::1", {"forwarded": 'for=6.6.6.6, for="[2001:db8::7]:80";proto=https'}, "2001:db8::7"),
        ("::ffff:10.0.0.1", {"x-forwarded-for": "::ffff:1.1.1.1"}, "1.1.1.1"),
        ("10.0.0.1", {"x-forwarded-for": ", ,"}, "10.0.0.1"),
        ("", {"x-forwarded-for": "1.1.1.1"}, "unknown"),
    ],
)
def test_proxies_are_believed_as_far_as_they_are_listed(peer, headers, client):
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]

    assert find_client(peer, raw, TRUSTED) == client


def test_without_proxies_nobody_is_believed():
    assert find_client("10.0.0.1", [(b"x-forwarded-for", b"1.1.1.1")], ()) == "10.0.0.1"


def test_a_listed_proxy_says_what_scheme_was_used():
    https = [(b"x-forwarded-proto", b"https")]

    assert find_scheme("10.0.0.1", https, TRUSTED, "http") == "https"
    assert find_scheme("192.0.2.7", https, TRUSTED, "http") == "http"


def test_networks_hold_addresses_of_their_kind():
    assert is_within("10.255.0.1", TRUSTED)
    assert not is_within("11.0.0.1", TRUSTED)
    assert not is_within("unknown", TRUSTED)
    with pytest.raises(ValueError, match="neither an address nor a network"):
        parse_networks(["10.0.0.0/99"])
