"""The table of our own routes: which of them a request finds."""

import pytest

from headwater.gateway.routes import Route, RouteTable


async def _serve(call):
    pass


def _route(method, path):
    return Route(method, path, _serve, "Do", "Does it")


_TABLE = RouteTable(
    [
        _route("GET", "sessions"),
        _route("GET", "runtimes/{runtime}"),
        _route("DELETE", "runtimes/{runtime}"),
        _route("GET", "runtimes/{runtime}/logs"),
        _route("GET", "runtimes/{runtime}/versions/{version}/build-log"),
    ]
)


@pytest.mark.parametrize(
    ("method", "path", "route", "names"),
    [
        ("GET", "sessions", "sessions", {}),
        ("GET", "runtimes/a", "runtimes/{runtime}", {"runtime": "a"}),
        ("DELETE", "runtimes/a", "runtimes/{runtime}", {"runtime": "a"}),
        ("GET", "runtimes/arn%3Ab%2Fc/logs", "runtimes/{runtime}/logs", {"runtime": "arn:b/c"}),
        (
            "GET",
            "runtimes/a/versions/12/build-log",
            "runtimes/{runtime}/versions/{version}/build-log",
            {"runtime": "a", "version": "12"},
        ),
    ],
)
def test_a_path_finds_its_route_and_what_stands_at_its_parameters(method, path, route, names):
    found = _TABLE.find(method, path)
    assert found is not None
    assert (found[0].method, found[0].path, found[1]) == (method, route, names)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "sessions"),
        ("GET", "sessions/x"),
        ("GET", "runtimes"),
        ("GET", "runtimes/"),
        ("GET", "runtimes//logs"),
        ("GET", "runtimes/a/b"),
        ("GET", "runtimes/a/versions/x/build-log"),
        ("GET", "runtimes/a/versions/123456/build-log"),
        ("GET", ""),
    ],
)
def test_a_path_that_is_no_route_finds_none(method, path):
    assert _TABLE.find(method, path) is None


def test_two_lines_for_one_route_are_a_mistake():
    with pytest.raises(AssertionError, match="two routes runtimes"):
        RouteTable([_route("GET", "runtimes/{runtime}"), _route("GET", "runtimes/{runtime}")])
