"""What of the server's own an agent can learn."""

import json
import re
from urllib.parse import urlsplit

import pytest

from servers import OWN_VARIABLES


def test_the_servers_environment_is_nowhere_in_a_session(inside, sid):
    seen = inside.value(
        """
        result = [dict(os.environ)]
        for pid in os.listdir("/proc"):
            if pid.isdigit():
                for name in ("environ", "cmdline"):
                    try:
                        result.append(open(f"/proc/{pid}/{name}").read())
                    except OSError:
                        pass
        """,
        sid,
    )

    assert inside.secret not in json.dumps(seen)
    assert "HW_SECRET" not in json.dumps(seen)
    assert set(re.findall(r"HEADWATER_\w+", json.dumps(seen))) <= OWN_VARIABLES


def test_the_servers_environment_is_not_in_the_memory_of_a_session(inside, sid):
    """A fork of the server would still have it; a session descends from a program started anew."""
    found = inside.value(
        f"""
        secret = {inside.secret[::-1]!r}[::-1].encode()
        result = []
        with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
            for line in maps:
                span, rights = line.split()[:2]
                begin, end = (int(part, 16) for part in span.split("-"))
                if rights[0] != "r" or "[v" in line:
                    continue
                memory.seek(begin)
                try:
                    data = memory.read(end - begin)
                except (OSError, ValueError):
                    continue
                at = data.find(b"HW_SECRET=" + secret)
                if at >= 0:
                    result.append(line)
        """,
        sid,
    )

    assert found == []


def test_an_agent_gets_no_real_credentials(inside, sid):
    environment = inside.value("result = dict(os.environ)", sid)

    assert environment["AWS_ACCESS_KEY_ID"].startswith("HWSS")
    assert environment["HOME"] == "/home/agent"
    assert inside.value("result = os.listdir(os.path.expanduser('~'))", sid) == []


_CONNECT = """
import socket
with socket.socket({family}, socket.SOCK_STREAM, {protocol}) as s:
    s.settimeout(5)
    {how}
"""


@pytest.mark.parametrize(
    ("family", "protocol", "how"),
    [
        ("socket.AF_INET", 0, "s.connect(('127.0.0.1', {port}))"),
        ("socket.AF_INET6", 0, "s.connect(('::ffff:127.0.0.1', {port}))"),
        ("socket.AF_INET", 262, "s.connect(('127.0.0.1', {port}))"),  # Multipath TCP
        ("socket.AF_INET", 0, "s.sendto(b'GET / HTTP/1.0\\r\\n\\r\\n', 0x20000000, ('127.0.0.1', {port}))"),
    ],
)
def test_the_servers_own_port_is_closed_to_agents(inside, sid, family, protocol, how):
    if "is closed to agents" not in inside.server.log_text():
        pytest.skip("this kernel cannot close a port")
    port = urlsplit(inside.server.url).port

    answer = inside.run(_CONNECT.format(family=family, protocol=protocol, how=how.format(port=port)), sid)

    assert answer.get("errno") in (1, 13, 97), answer  # 97: the host has no IPv6


@pytest.mark.parametrize(
    "path",
    [
        "/headwater/v1/status",
        "/headwater/v1/sessions",
        "/headwater/v1/runtimes/{name}/logs",
        "/headwater/v1/runtimes/{name}",
    ],
)
def test_the_port_for_agents_shows_nothing_of_others(inside, sid, path):
    answer = inside.value(
        f"""
        import urllib.error, urllib.request
        url = os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"]
        try:
            reply = urllib.request.urlopen(url + {path.format(name=inside.agent.name)!r})
            result = [reply.status, reply.read().decode()]
        except urllib.error.HTTPError as exc:
            result = [exc.code, exc.read().decode()]
        """,
        sid,
    )

    assert answer[0] == 403, answer


def test_the_port_for_agents_controls_nothing(inside, sid):
    answer = inside.value(
        """
        import urllib.error, urllib.request
        result = []
        url = os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"]
        for method, path in (
            ("POST", "/runtimes/"),
            ("PUT", "/headwater/v1/artifacts"),
            ("DELETE", "/runtimes/any-0123456789/"),
        ):
            request = urllib.request.Request(url + path, b"{}", method=method)
            try:
                result.append(urllib.request.urlopen(request).status)
            except urllib.error.HTTPError as exc:
                result.append(exc.code)
        """,
        sid,
    )

    assert answer == [403, 403, 403]
