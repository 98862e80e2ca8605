"""Which claims satisfy which rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.auth.jwt.claims import Claims, find_subject
from headwater.auth.jwt.matching import find_objection
from headwater.core.authorizers import object_to_url, parse_jwt_rules

URL = "https://issuer.example/.well-known/openid-configuration"
NAMES = st.sampled_from(["a", "b", "c", "a b", "é", ""])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
WANTED = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3)


def rules(**members):
    return parse_jwt_rules({"discoveryUrl": URL, **members})


def claim_rule(kind, operator, value):
    member = "matchValueStringList" if isinstance(value, list) else "matchValueString"
    return {
        "inboundTokenClaimName": "groups",
        "inboundTokenClaimValueType": kind,
        "authorizingClaimMatchValue": {
            "claimMatchValue": {member: value},
            "claimMatchOperator": operator,
        },
    }


def accepts(wanted, claims):
    return find_objection(wanted, claims) is None


@given(WANTED, JSON)
def test_an_audience_is_a_string_or_a_list_that_intersects(wanted, value):
    expected = (
        value in wanted
        if isinstance(value, str)
        else isinstance(value, list) and any(isinstance(item, str) and item in wanted for item in value)
    )

    assert accepts(rules(allowedAudience=wanted), {"aud": value}) == expected


@given(WANTED, JSON)
def test_a_client_is_a_string_in_client_id(wanted, value):
    assert accepts(rules(allowedClients=wanted), {"client_id": value}) == (
        isinstance(value, str) and value in wanted
    )
    assert not accepts(rules(allowedClients=wanted), {"azp": wanted[0], "cid": wanted[0]})


@given(WANTED, JSON)
def test_one_scope_is_enough(wanted, value):
    expected = isinstance(value, str) and not set(wanted).isdisjoint(value.split(" "))

    assert accepts(rules(allowedScopes=wanted), {"scope": value}) == expected


@given(st.sampled_from(["a", "b"]), JSON)
def test_a_string_claim_has_to_equal(wanted, value):
    rule = rules(customClaims=[claim_rule("STRING", "EQUALS", wanted)])

    assert accepts(rule, {"groups": value}) == (isinstance(value, str) and value == wanted)


@given(WANTED, JSON)
def test_a_list_claim_has_to_hold_one(wanted, value):
    expected = isinstance(value, list) and any(isinstance(i, str) and i in wanted for i in value)

    assert (
        accepts(rules(customClaims=[claim_rule("STRING_ARRAY", "CONTAINS_ANY", wanted)]), {"groups": value})
        == expected
    )
    one = rules(customClaims=[claim_rule("STRING_ARRAY", "CONTAINS", wanted[0])])
    assert accepts(one, {"groups": value}) == (isinstance(value, list) and any(i == wanted[0] for i in value))


@given(st.sets(st.sampled_from(["aud", "client_id", "scope", "groups"])))
def test_all_rules_have_to_hold(present):
    wanted = rules(
        allowedAudience=["a"],
        allowedClients=["a"],
        allowedScopes=["a"],
        customClaims=[claim_rule("STRING", "EQUALS", "a"), claim_rule("STRING", "EQUALS", "a")],
    )

    assert accepts(wanted, dict.fromkeys(present, "a")) == (len(present) == 4)
    assert accepts(rules(), dict.fromkeys(present, "a")), "no rules, no objection"


def test_advertised_scopes_are_the_allowed_ones_by_other_names():
    wanted = rules(
        allowedScopes=["read", "write"], advertisedScopeMapping={"read": "api://x/read", "other": "y"}
    )

    assert wanted.advertised_scopes == ["api://x/read", "write"]


@pytest.mark.parametrize(
    ("url", "named_by", "is_accepted"),
    [
        ("https://issuer.example/x", None, True),
        ("http://issuer.example/x", None, False),
        ("http://127.0.0.1:9/x", None, True),
        ("http://[::1]:9/x", None, True),
        ("http://localhost/x", None, True),
        ("http://x.localhost/x", None, False),
        ("http://127.0.0.1:9/x", "https://issuer.example/x", False),
        ("https://localhost:9/x", "https://issuer.example/x", False),
        ("http://127.0.0.1:9/x", "http://localhost/x", True),
        ("https://ann:secret@issuer.example/x", None, False),
        ("http://127.0.0.1.issuer.example/x", None, False),
        ("http://2130706433/x", None, False),
        ("file:///etc/passwd", None, False),
        ("ftp://127.0.0.1/x", None, False),
        ("https:///x", None, False),
        ("https://issuer.example:99999/x", None, False),
        ("https://[::1/x", None, False),
        ("https://issuer.example/\nx", None, False),
        ("", None, False),
    ],
)
def test_where_an_issuer_may_be(url, named_by, is_accepted):
    assert (object_to_url(url, named_by=named_by) is None) == is_accepted


def test_an_owner_is_one_subject_of_one_issuer():
    def owner(subject, claim="sub"):
        return Claims(issuer="https://i.example", subject=subject, raw={claim: subject}).owner

    assert owner("ann") == "jwt:https://i.example|ann"
    assert owner("ann/bob").count("/") == 2, "a subject is not somebody else's user"
    assert len({owner(s) for s in ("a/b", "a%2Fb", "a|b", "a b", "a", "é")}) == 6
    assert owner("web", "client_id") not in {owner("web"), owner("client=web")}


@given(JSON)
def test_a_subject_is_a_usable_string_or_there_is_none(value):
    found = find_subject({"sub": value, "client_id": "a"})

    assert found == (value if isinstance(value, str) and value else None)
    assert find_subject({"client_id": value, "azp": "z"}) == (found or "z")
    assert find_subject({"sub": "a\nb"}) is None
    assert find_subject({"sub": "a" * 1025}) is None
