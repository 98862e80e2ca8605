"""What is shown, and to whom: people see steps and tokens, programs nothing."""

import sys

import pytest

from headwater.client.toolkit import display


def test_a_program_sees_nothing(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)

    shown = display.choose_display()
    shown.line("packed", "1 file")
    shown.token("hi")
    with shown.working("launching"):
        pass

    assert capsys.readouterr() == ("", "")


def test_a_terminal_gets_steps_on_one_stream_and_answers_on_the_other(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "dumb")

    shown = display.choose_display()
    with shown.working("launching"):
        shown.line("ready", "arn:aws:" + "x" * 300)
    for text in ("one ", "two", ""):
        shown.token(text)

    out, err = capsys.readouterr()
    assert out == "one two\n"
    assert "arn:aws:" + "x" * 300 in err, "a long line is not broken, so that it can be copied"


def test_a_cell_gets_both_where_it_is_run(monkeypatch, capsys):
    class Shell:
        kernel = object()

    class IPython:
        get_ipython = staticmethod(Shell)

    monkeypatch.setitem(sys.modules, "IPython", IPython)

    shown = display.choose_display()
    with shown.working("launching"):
        shown.line("ready", "arn:aws:x")
    for text in ("one ", "two", ""):
        shown.token(text)

    assert capsys.readouterr() == ("      ready  arn:aws:x\none two\n", "")


@pytest.mark.parametrize("module", [None, "without a shell"])
def test_python_by_itself_is_no_notebook(monkeypatch, module):
    class IPython:
        get_ipython = staticmethod(lambda: None)

    if module is None:
        monkeypatch.delitem(sys.modules, "IPython", raising=False)
    else:
        monkeypatch.setitem(sys.modules, "IPython", IPython)

    assert not display.is_notebook()
