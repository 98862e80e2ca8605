"""Databases that the tests of memories run on, both kinds."""

import pytest

from databases import fresh_database, has_postgresql, running_postgresql
from headwater.memory.database.opening import open_database
from memories import open_test_memories


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """The URL of a PostgreSQL that this test process started."""
    if not has_postgresql():
        pytest.skip("no PostgreSQL for tests on this platform")
    with running_postgresql(tmp_path_factory.mktemp("postgresql")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """An empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'memory.db'}"
        return
    with fresh_database(request.getfixturevalue("postgresql")) as url:
        yield url


@pytest.fixture
async def database(database_url):
    """An open database, of each kind in turn."""
    async with open_database(database_url) as database:
        yield database


@pytest.fixture
async def memories(database_url):
    """Open memories on a database of each kind in turn, with a fake embedder and a clock to move."""
    async with open_test_memories(database_url) as memories:
        yield memories
