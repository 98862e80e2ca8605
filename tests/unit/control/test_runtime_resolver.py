"""What a caller's words resolve to."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.control.base import ControlSettings
from headwater.control.resolver import Resolver, RuntimeEntry
from headwater.core.errors import InvalidRequest, NotFound
from headwater.core.runtimes import ResourceStatus, RuntimeVersion, Target

ID = "weather-AbCdEfGhIj"
ARN = f"arn:aws:bedrock-agentcore:us-west-2:000000000000:runtime/{ID}"


def entry(status=ResourceStatus.READY, runtime_id=ID, **numbers):
    arn = ARN.replace(ID, runtime_id)
    return RuntimeEntry(
        runtime_id=runtime_id,
        name=runtime_id.partition("-")[0],
        arn=arn,
        status=status,
        targets={
            name: Target(
                endpoint=name,
                version=RuntimeVersion(
                    runtime_id=runtime_id,
                    runtime_arn=arn,
                    runtime_name="weather",
                    number=number,
                    bundle_dir=Path("/bundle"),
                    entry_point=("agent.py",),
                ),
            )
            for name, number in numbers.items()
        },
    )


@pytest.fixture
def resolver():
    made = Resolver(ControlSettings())
    made.put(entry(DEFAULT=2, prod=1))
    return made


@pytest.mark.parametrize(
    ("arn_or_id", "qualifier", "account_id", "number"),
    [
        (ARN, None, None, 2),
        (ARN, "DEFAULT", None, 2),
        (ARN, "prod", None, 1),
        (ARN, None, "000000000000", 2),
        (ID, None, "000000000000", 2),
        (ID, "prod", "000000000000", 1),
        (f"{ARN}/runtime-endpoint/prod", None, None, 1),
        (f"{ARN}/runtime-endpoint/prod", "prod", None, 1),
    ],
)
def test_known_targets_are_found(resolver, arn_or_id, qualifier, account_id, number):
    assert resolver.resolve(arn_or_id, qualifier, account_id).version.number == number


@pytest.mark.parametrize(
    ("arn_or_id", "qualifier", "account_id", "error", "text"),
    [
        (ARN, "staging", None, NotFound, "no endpoint named 'staging'; it has: DEFAULT, prod"),
        (ARN, "2", None, NotFound, "no endpoint named '2'"),
        (ARN, "", None, NotFound, "no endpoint named ''"),
        (ARN.replace("weather", "other"), None, None, NotFound, "no agent runtime other-AbCdEfGhIj"),
        (ARN.replace("us-west-2", "eu-west-1"), None, None, NotFound, "not in this region"),
        (ARN.replace("000000000000", "123456789012"), None, None, NotFound, "account 123456789012"),
        (ARN, None, "123456789012", NotFound, "account 123456789012"),
        (ID, None, "123456789012", NotFound, "account 123456789012"),
        (ID, None, None, InvalidRequest, "accountId is required"),
        (ID, None, "12", InvalidRequest, "12 digits"),
        (ARN, None, "x", InvalidRequest, "12 digits"),
        ("weather", None, "000000000000", InvalidRequest, "neither the ARN nor the id"),
        ("", None, None, InvalidRequest, "neither the ARN nor the id"),
        ("arn:aws:s3:::bucket", None, None, InvalidRequest, "not the ARN of an agent runtime"),
        (f"{ARN}/runtime-endpoint/prod", "DEFAULT", None, InvalidRequest, "contradicts"),
    ],
)
def test_the_rest_is_refused_by_name(resolver, arn_or_id, qualifier, account_id, error, text):
    with pytest.raises(error, match=text):
        resolver.resolve(arn_or_id, qualifier, account_id)


@pytest.mark.parametrize("status", [ResourceStatus.DELETING, ResourceStatus.DELETE_FAILED])
def test_a_runtime_that_is_leaving_is_not_found(resolver, status):
    resolver.put(entry(status, DEFAULT=2))

    with pytest.raises(NotFound, match="being deleted"):
        resolver.resolve(ARN, None, None)


@pytest.mark.parametrize("text", [ID, ARN, "weather"])
def test_own_routes_find_by_name_id_or_arn(resolver, text):
    assert resolver.find_runtime_id(text) == ID


def test_own_routes_say_what_was_not_found(resolver):
    with pytest.raises(NotFound, match="'nothing'"):
        resolver.find_runtime_id("nothing")


def test_a_name_that_was_given_anew_survives_the_end_of_the_old_runtime(resolver):
    resolver.put(entry(runtime_id="weather-0123456789", DEFAULT=1))

    resolver.drop(ID)
    resolver.drop(ID)

    assert resolver.find_runtime_id("weather") == "weather-0123456789"
    assert resolver.runtime_count == 1
    with pytest.raises(NotFound):
        resolver.resolve(ARN, None, None)
