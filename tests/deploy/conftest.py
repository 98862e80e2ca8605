"""The doors of docs/deploy and of all examples at one edge, in front of an agent; nginx before it."""

import os
import shutil

import nginx as nginx_files
import pytest
from example_doors import EXAMPLES, PASS_SECRET, read_example

from edges import running_edge
from servers import AGENTS

EDGE = nginx_files.FILES.parent / "edge.toml"
#: Silence that nginx allows here, and what the edge does about it (it looks once a second).
READ_TIMEOUT_S, KEEP_ALIVE_S = 4, 0.2


def require_nginx():
    reason = nginx_files.why_not()
    if reason is None:
        return
    if os.environ.get("CI") and os.geteuid() == 0 and shutil.which("apt-get"):
        pytest.fail(f"in CI nginx has to be there: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def gated(server):
    return server.deploy(AGENTS / "gated.py")


@pytest.fixture(scope="session")
def edge(server, gated, tmp_path_factory):
    folder = tmp_path_factory.mktemp("edge")
    shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
    config = EDGE.read_text().replace("keep_alive_s = 15", f"keep_alive_s = {KEEP_ALIVE_S}")
    config += '[[door]]\nname = "mute"\npath = "/mute"\nkeep_alive_s = 0\n'
    config += '[[door]]\nname = "listed"\npath = "/listed"\n'
    config += 'guards.deny = ["127.0.0.3", "192.0.2.1"]\n'
    config += "\n".join(read_example(path) for path in sorted(EXAMPLES.glob("*.toml")))
    arguments = ("--target", gated.arn, "--endpoint-url", server.url)
    environment = {"PASS_SECRET": PASS_SECRET}
    with running_edge(folder, config, *arguments, environment=environment) as edge:
        yield edge


@pytest.fixture(scope="session")
def nginx(edge, tmp_path_factory):
    require_nginx()
    changes = {"proxy_read_timeout 330s;": f"proxy_read_timeout {READ_TIMEOUT_S}s;"}
    with nginx_files.running_nginx(tmp_path_factory.mktemp("nginx"), edge.url, changes) as nginx:
        yield nginx


@pytest.fixture(scope="session")
def free_text_nginx(tmp_path_factory):
    """For prompts that are free text, and with nobody behind it: what passes the rules is a 502."""
    require_nginx()
    changes = {"# Include /etc/nginx/headwater/": "Include /etc/nginx/headwater/"}
    folder = tmp_path_factory.mktemp("free-text")
    with nginx_files.running_nginx(folder, "http://127.0.0.1:9", changes) as nginx:
        yield nginx
