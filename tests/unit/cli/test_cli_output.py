"""Colour where a person looks, none in a pipe; tables, durations, watching."""

import json
import os
import pty

import pytest

from headwater.cli.dev import make_name
from headwater.cli.output import align, format_duration
from headwater.cli.watch import ChangeDetector, take_snapshot
from servers import wait_until


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, "–"), (0.0123, "12 ms"), (0.9996, "1000 ms"), (1, "1.0 s"), (61, "1 m 1 s"), (7260, "2 h 1 m")],
)
def test_durations(seconds, text):
    assert format_duration(seconds) == text


def test_columns_stand_under_each_other():
    assert align([["A", "B"], ["long", "x"]]) == ["A     B", "long  x"]


def test_a_pipe_gets_no_colour(start, agent):
    process = start("status", agent)

    out, err = process.communicate(timeout=30)

    assert b"\x1b[" not in out + err


def test_a_terminal_gets_colour_and_indented_json(start, agent):
    assert b"\x1b[" in shown_at_terminal(start, "status", agent)
    shown = shown_at_terminal(start, "status", agent, "--json").decode()
    assert json.loads(shown)["runtime"]["agentRuntimeName"] == agent
    assert shown.count("\n") > 5


def test_no_color_is_honoured(start, agent):
    assert b"\x1b[3" not in shown_at_terminal(start, "status", agent, NO_COLOR="1")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("agent.py", "agent"),
        ("my-bot.v2.py", "my_bot_v2"),
        ("2bot.py", "agent_2bot"),
        ("x" * 60 + ".py", "x" * 48),
    ],
)
def test_a_name_is_made_from_the_files(tmp_path, file, name):
    (tmp_path / file).write_text("")

    assert make_name(tmp_path / file) == name


def test_a_change_is_told_once_and_only_when_it_has_settled(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("one")
    detector = ChangeDetector(take_snapshot(tmp_path, ["a.py"]))

    def look():
        return detector.observe(take_snapshot(tmp_path, ["a.py"]))

    assert look() == []
    file.write_text("two, half")
    assert look() == []
    file.write_text("two, half, and the rest")
    assert look() == []
    assert look() == ["a.py"]
    assert look() == []
    file.unlink()
    look()
    assert look() == ["a.py"]


def test_a_change_that_is_undone_is_none(tmp_path):
    first = {"a.py": (1, 1, 1)}
    detector = ChangeDetector(first)

    assert detector.observe({"a.py": (2, 2, 1)}) == []
    assert detector.observe(first) == []
    assert detector.observe(first) == []


def shown_at_terminal(start, *arguments, **environment):
    leader, follower = pty.openpty()
    process = start(*arguments, stdout=follower, TERM="xterm-256color", COLUMNS="200", **environment)
    os.close(follower)
    seen = bytearray()

    def has_ended():
        try:
            part = os.read(leader, 65536)
        except OSError:  # the other end is closed
            part = b""
        seen.extend(part)
        return not part

    wait_until(has_ended, what="the command to end")
    process.communicate(timeout=30)
    os.close(leader)
    return bytes(seen)
