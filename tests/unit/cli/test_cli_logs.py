"""`headwater logs`: what it asks for, and what a terminal is shown."""

import json

import pytest

from headwater.cli.logs import print_log_line, show_safely
from headwater.cli.output import Output
from servers import AGENTS, new_session_id

LINE = {
    "time": "2026-01-01T00:00:00.123456+00:00",
    "version": "3",
    "source": "session",
    "sessionId": "0123456789abcdef",
    "stream": "stdout",
    "level": "error",
    "text": "said",
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ü 日本\t.", "plain ü 日本\t."),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\x1b[2J\x9b1A\x7f", r"\x1b[2J\x9b1A\x7f"),
        ("over\rwritten\x00", r"over\rwritten\x00"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
    ],
)
def test_nothing_an_agent_prints_is_obeyed_by_a_terminal(text, shown):
    assert show_safely(text) == shown


def shown(monkeypatch, line, **more):
    output = Output()
    said = []
    monkeypatch.setattr(output, "text", said.append)
    print_log_line(output, {**LINE, **line}, **more)
    return said[0]


def test_session_ids_are_short_where_there_are_many(monkeypatch):
    many = shown(monkeypatch, {})
    one = shown(monkeypatch, {}, is_only_session=True)

    assert many.endswith(" v3 01234567 said")
    assert one.endswith(" v3 0123456789abcdef said")
    assert shown(monkeypatch, {"sessionId": None, "source": "template"}).endswith(" v3 template said")


def test_a_terminal_shows_how_serious_a_line_is(monkeypatch):
    monkeypatch.setattr(Output, "is_terminal", True)

    assert shown(monkeypatch, {}).endswith("\x1b[31msaid\x1b[0m")
    assert shown(monkeypatch, {"level": None, "text": "\x1b[2Jx"}).endswith("\\x1b[2Jx\x1b[0m")
    assert shown(monkeypatch, {"level": None, "stream": "event"}).endswith("\x1b[36msaid\x1b[0m")
    assert shown(monkeypatch, {"continues": True, "level": "debug"}).endswith("\x1b[2msaid …\x1b[0m")


@pytest.fixture(scope="module")
def chatterbox(server):
    agent, session_id = server.deploy(AGENTS / "chatterbox.py"), new_session_id()
    server.ask(agent, {"do": "say", "lines": ["INFO one", "ERROR two", "\x1b[31mthree"]}, session_id)
    return agent.name, session_id


def test_lines_are_chosen_by_options(run, chatterbox):
    name, session_id = chatterbox

    def lines(*options):
        ran = run("logs", name, "--session", session_id, "--json", *options)
        assert ran.code == 0, ran.err
        return [json.loads(line)["text"] for line in ran.out.splitlines()]

    assert lines() == ["INFO one", "ERROR two", "\x1b[31mthree"]
    assert lines("--level", "error") == ["ERROR two"]
    assert lines("--grep", "one|two", "--limit", "1") == ["ERROR two"]
    assert lines("--stream", "stdout", "--stream", "otel", "--since", "1h") == lines()
    assert lines("--stream", "otel") == lines("--until", "1h") == lines("--trace", "0" * 32) == []
    assert lines("--request", "nobody's", "--limit", "0") == []
    assert "three" in run("logs", name, "--session", session_id).out.splitlines()[-1]


def test_wishes_that_are_none_are_said_in_words(run, chatterbox):
    bad_pattern = run("logs", chatterbox[0], "--grep", "a[z-a]")
    both = run("logs", chatterbox[0], "--follow", "--until", "1h")

    assert (bad_pattern.code, both.code) == (1, 2)
    assert "invalid character class range at character 3 (z-a)" in bad_pattern.err
    assert "--until and --follow exclude each other" in both.err
    assert run("logs", chatterbox[0], "--level", "loud").code == 2
