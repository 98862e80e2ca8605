"""Servers for tests that need one. Builders and what a server offers: `servers.py` beside this file."""

import signal
from contextlib import ExitStack
from functools import partial

import pytest
from hypothesis import settings
from xdist.scheduler.loadgroup import LoadGroupScheduling

import effort
import passing_away
from servers import new_session_id as build_session_id
from servers import running_server

# Machines are shared and noisy: how long an example takes says nothing.
settings.register_profile("headwater", deadline=None, max_examples=effort.count(25, 100))
settings.load_profile("headwater")


#: Folders and files -> what runs in one process, as their tests share what is slow to start, or follow one
#: another. `xdist_group` cannot say it: pytest 9.2 does not let pytest-xdist 3.8 write the group into an id.
TOGETHER = {
    "tests/acceptance/": "twelve",
    "tests/console/": "console",
    "tests/containers/": "containers",
    "tests/deploy/": "deploy",
    "tests/docs/test_docs_site.py": "site",
    "tests/e2e/test_e2e_edge_processes.py": "edge processes",
    "tests/e2e/test_e2e_environments.py": "environments",
    "tests/e2e/test_e2e_logs.py": "logs",
    "tests/e2e/test_e2e_metrics.py": "metrics",
    "tests/e2e/test_e2e_notebook.py": "tutorial packages",
    "tests/e2e/test_e2e_otel.py": "otel",
    "tests/e2e/test_e2e_overview.py": "overview",
    "tests/e2e/test_e2e_openapi.py": "openapi",
    "tests/e2e/test_e2e_signin.py": "signin",
    "tests/e2e/test_e2e_traces.py": "traces",
    "tests/toolkit/": "judge",
    "tests/unit/console/test_console_build.py": "npm",
    "tests/unit/cli/test_cli_examples.py": "tutorial packages",
}


def pytest_configure(config):
    # What a shell starts in the background ignores Ctrl-C, and so would all that is started here.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


class _Scheduling(LoadGroupScheduling):
    def _split_scope(self, nodeid):
        return next((group for path, group in TOGETHER.items() if nodeid.startswith(path)), nodeid)


def pytest_xdist_make_scheduler(config, log):
    return _Scheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request):
    if fixturedef.scope == "function":
        with passing_away.deploying_of_test():
            return (yield)
    deployed = None if fixturedef.scope == "session" else []
    with passing_away.deploying(deployed):
        try:
            return (yield)
        finally:
            if deployed:  # before the fixture's own end, at which its server may be gone
                fixturedef.addfinalizer(partial(passing_away.remove, deployed))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    with passing_away.deploying_of_test():
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item):
    passing_away.remove_tests()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server shared by the tests of one process. Do not stop it, and deploy agents of your own on it."""
    with running_server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def make_server(tmp_path_factory):
    """`make_server(HEADWATER_SESSIONS__REAP_EVERY_S=0.1, ...)`: a server to configure or kill."""
    with ExitStack() as stack:

        def make(**environment):
            folder = tmp_path_factory.mktemp("own-server")
            return stack.enter_context(running_server(folder, {k: str(v) for k, v in environment.items()}))

        yield make


@pytest.fixture
def new_session_id():
    """`new_session_id()`: an id that nothing else uses."""
    return build_session_id


@pytest.fixture
def session_id():
    """A session id of the test's own."""
    return build_session_id()
