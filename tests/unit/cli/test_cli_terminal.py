"""What `headwater shell` does with keys and with what a terminal is left in: no terminal needed."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.cli.terminal import EscapeReader, ModeWatch

PIECES = st.lists(
    st.sampled_from(
        [b"~", b".", b"K", b"?", b"\r", b"\n", b"a", "日".encode(), b"\x03", b"\x1b[200~", b"\x1b[201~"]
    )
)


def read(*parts):
    reader, typed, escapes = EscapeReader(), b"", []
    for part in parts:
        more, found = reader.feed(part)
        typed, escapes = typed + more, escapes + found
    return typed, escapes


def test_escapes_count_at_the_beginning_of_a_line_only():
    assert read(b"~.") == (b"", ["leave"])
    assert read(b"ls\r~.") == (b"ls\r", ["leave"])
    assert read(b"cd ~.\r") == (b"cd ~.\r", [])
    assert read(b"\r~?~K") == (b"\r", ["help", "end"])


def test_two_tildes_are_one_and_any_other_key_gets_its_tilde_back():
    assert read(b"~~.\r") == (b"~.\r", [])
    assert read(b"~/bin/x\r") == (b"~/bin/x\r", [])
    assert read(b"~\r~.") == (b"~\r", ["leave"])


def test_what_is_pasted_is_typed_as_it_is():
    pasted = b"\x1b[200~one\n~~~python\n~.\n~K\x1b[201~"

    assert read(b"\r", pasted) == (b"\r" + pasted, [])
    assert read(pasted, b"~.") == (pasted + b"~.", [])
    assert read(pasted, b"\r~.") == (pasted + b"\r", ["leave"])
    assert read(b"\x1b[200~", b"a\n", b"\x1b[201~") == (b"\x1b[200~a\n\x1b[201~", [])


@given(PIECES, st.data())
def test_it_does_not_matter_where_keys_are_cut(pieces, data):
    whole = b"".join(pieces)
    cut = data.draw(st.integers(0, len(whole)))

    assert read(whole) == read(whole[:cut], whole[cut:]) == read(*(bytes((byte,)) for byte in whole))


def undo(*parts):
    watch = ModeWatch()
    for part in parts:
        watch.note(part)
    return watch.undo()


def test_what_a_program_left_on_is_switched_off():
    assert undo(b"\x1b[?1049h\x1b[?25l\x1b[?1002;1006h") == (
        b"\x1b[?1002l\x1b[?1006l\x1b[?1049l\x1b[?25h\x1b[0m"
    )
    assert undo(b"\x1b[?1049h text \x1b[?1049l\x1b[?25l\x1b[?25h") == b"\x1b[0m"
    assert undo(b"\x1b[?7h\x1b[?12345h") == b"\x1b[0m"


@given(st.integers(0, 18))
def test_modes_are_seen_wherever_output_is_cut(cut):
    shown = b"x\x1b[?2004h\x1b[?25ly"

    assert undo(shown[:cut], shown[cut:]) == b"\x1b[?2004l\x1b[?25h\x1b[0m"


def test_a_watch_keeps_little_of_what_it_saw():
    watch = ModeWatch()
    for _ in range(100):
        watch.note(b"\x1b[?" + b"1;" * 5000)

    assert len(watch._rest) < 64
