"""How many spares a version has, as a table."""

import pytest

from headwater.core.runtimes import RuntimeVersion
from headwater.sandbox.warming import WarmWish, choose_count


def wish(tmp_path, count, serves, in_use):
    version = RuntimeVersion(
        runtime_id="a", runtime_arn="arn", runtime_name="a", number=serves, bundle_dir=tmp_path,
        entry_point=("agent.py",),
    )  # fmt: skip
    return WarmWish(count=count, version=version, in_use=frozenset(in_use))


@pytest.mark.parametrize(
    ("count", "serves", "in_use", "number", "expected"),
    [
        (20, 2, {2}, 2, 20),
        (0, 2, {2}, 2, 0),
        (20, 2, {2}, 1, 0),  # nobody reaches it any more
        (20, 2, {1, 2}, 1, 1),  # another endpoint does
        (20, 2, {2}, 3, 1),  # it is being made ready, and DEFAULT will move to it
        (0, 2, {1, 2}, 1, 0),
    ],
)
def test_the_version_that_default_serves_has_them(tmp_path, count, serves, in_use, number, expected):
    assert choose_count(wish(tmp_path, count, serves, in_use), number, 1) == expected


def test_without_a_wish_the_settings_decide():
    assert choose_count(None, 1, 1) is None


def test_a_runtime_that_serves_nothing_yet_has_no_more_than_any():
    assert choose_count(WarmWish(count=20, version=None, in_use=frozenset()), 1, 1) == 1
