"""Policies and owners: what callers may do, and what is theirs."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import AccessDenied, InvalidRequest
from headwater.core.policies import EVERYTHING, MAX_POLICY_CHARS, Ask, parse_policy
from headwater.core.principals import ANY_SESSION, OPEN, CallerKind, Principal, acting, current

ARN = "arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/bot-0123456789"
INVOKE = "bedrock-agentcore:InvokeAgentRuntime"


def policy(*statements):
    return parse_policy(json.dumps({"Version": "2012-10-17", "Statement": list(statements)}))


def allowed(action=INVOKE, resource="*", **members):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **members}


def denied(action=INVOKE, resource="*", **members):
    return allowed(action, resource, **members) | {"Effect": "Deny"}


def make_key(owner="key:ada", given=EVERYTHING):
    return Principal(kind=CallerKind.KEY, name="ada", owner=owner, policy=given)


@pytest.mark.parametrize(
    ("statements", "is_allowed"),
    [
        ([], False),
        ([allowed()], True),
        ([allowed("bedrock-agentcore:invoke*")], True),
        ([allowed("bedrock-agentcore:Invoke?gentRuntime")], True),
        ([allowed("bedrock-agentcore:Invoke")], False),
        ([allowed(["a:b", "*"])], True),
        ([allowed(resource=ARN)], True),
        ([allowed(resource=f"{ARN}/runtime-endpoint/DEFAULT")], True),
        ([allowed(resource=f"{ARN}/runtime-endpoint/other")], False),
        ([allowed(resource="arn:aws:bedrock-agentcore:*:*:runtime/bot-??????????")], True),
        ([allowed(resource="arn:aws:bedrock-agentcore:*:*:runtime/bo-*")], False),
        ([allowed(resource=ARN.upper())], False),
        ([allowed(resource="arn:[a-z]*")], False),
        ([allowed(), denied()], False),
        ([denied(), allowed()], False),
        ([allowed(), denied(resource="*/runtime-endpoint/DEFAULT")], False),
        ([allowed(), denied(resource="*/runtime-endpoint/other")], True),
    ],
)
def test_a_denial_wins_and_what_is_not_allowed_is_denied(statements, is_allowed):
    ask = Ask(action=INVOKE, resources=(ARN, f"{ARN}/runtime-endpoint/DEFAULT"))
    assert policy(*statements).allows(ask) is is_allowed


@pytest.mark.parametrize(
    ("operator", "pattern", "value", "is_allowed"),
    [
        ("StringEquals", "ann", "ann", True),
        ("StringEquals", "a*", "ann", False),
        ("StringLike", "a*", "ann", True),
        ("StringLike", ["x", "?nn"], "ann", True),
        ("StringLike", "a*", None, False),
        ("StringLikeIfExists", "a*", None, True),
        ("StringEqualsIfExists", "a*", "ann", False),
    ],
)
def test_conditions_look_at_what_is_asked_for(operator, pattern, value, is_allowed):
    key = "bedrock-agentcore:actorId"
    given = policy(allowed("*", Condition={operator: {key: pattern}}))
    assert given.allows(Ask(action="a:b", facts={} if value is None else {key: value})) is is_allowed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "[" * 100_000,
        '{"Statement": 5}',
        '{"Statement": [{}]}',
        '{"Statement": [{"Effect": "Allow", "Action": [], "Resource": "*"}]}',
        '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": [7]}]}',
        '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"}]}',
        '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",'
        ' "Condition": {"StringLike": {"aws:x": "y"}}}}',
        " " * (MAX_POLICY_CHARS + 1),
    ],
)
def test_what_would_not_be_enforced_is_refused(text):
    with pytest.raises(InvalidRequest):
        parse_policy(text)


def test_a_pattern_of_many_stars_takes_no_time():
    ask = Ask(action=INVOKE, resources=("a" * 4000,))
    started_s = time.process_time()
    assert not policy(allowed(resource="a*" * 12 + "b")).allows(ask)
    assert time.process_time() - started_s < 60


names = st.text(max_size=6)


@given(first=names, second=names)
def test_users_of_a_key_are_told_apart_whatever_they_are_called(first, second):
    one, two = make_key().for_user(first), make_key().for_user(second)
    assert one.owns(two.owner, with_users=True) is (first == second)
    assert make_key().owns(one.owner, with_users=True)
    assert not make_key("key:ad").owns(one.owner, with_users=True)


def test_what_is_nobodys_is_everybodys_and_a_key_alone_is_not_its_users():
    assert make_key().owns(None)
    assert not make_key().owns("key:ada/ann")
    assert not make_key().for_user("ann").owns("key:ada")


def test_only_who_may_see_all_does():
    assert OPEN.sees_all
    assert make_key().sees_all
    assert not make_key(given=policy(allowed("*"), denied(ANY_SESSION))).sees_all


def test_a_refusal_says_what_it_refuses():
    with pytest.raises(AccessDenied, match=rf"ada is not authorized to perform: {INVOKE} on resource: {ARN}"):
        make_key(given=policy(denied())).check(Ask(action=INVOKE, resources=(ARN,)))


def test_the_caller_is_known_while_he_is_served():
    assert current() is OPEN
    with acting(make_key()):
        assert current().name == "ada"
    assert current() is OPEN
