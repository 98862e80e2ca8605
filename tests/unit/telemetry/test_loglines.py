"""Lines of agents' logs: their form in a file, their level, and what they say of themselves."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.telemetry.logfilter import LogFilter, compile_grep
from headwater.telemetry.loglevels import find_level, normalize_level
from headwater.telemetry.loglines import (
    LineEncoder,
    LogChunk,
    LogOrigin,
    decode_record,
    encode_chunk,
    find_time,
    split_tracebacks,
)

TIME_NS = 1_700_000_000_123_456_789


def build(data, **more):
    origin = LogOrigin(runtime_id="r", version="1", session_id="s", endpoint="DEFAULT")
    return LogChunk(origin=origin, stream="stderr", data=data, time_ns=TIME_NS, **more)


def decode(data, **more):
    """The lines a reader is given, as JSON."""
    lines = []
    for raw in encode_chunk(build(data, **more)).splitlines():
        record = decode_record(raw)
        assert find_time(raw) == record.time
        encoder = LineEncoder(record, "r")
        lines += [
            json.loads(encoder.encode(*found)) for found in LogFilter(grep=compile_grep("")).find(record, 0)
        ]
    return lines


@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line), min_size=1, max_size=8))
def test_whatever_is_printed_comes_back(lines):
    found = decode(b"\n".join(lines))

    assert [line["text"] for line in found] == [line.decode("utf-8", "backslashreplace") for line in lines]
    assert {line["time"] for line in found} == {"2023-11-14T22:13:20.123456+00:00"}
    for line, raw in zip(found, lines, strict=True):
        assert ("escaped" in line) == (raw.decode("utf-8", "replace").encode() != raw)


@given(st.binary(max_size=200))
def test_what_is_no_record_is_none(data):
    assert decode_record(data) is None
    assert decode_record(b'{"time": "' + data) is None or data


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("INFO:     Started server process [1]", "info"),
        ("2026-11-26 10:00:00,123 WARNING shop: low", "warning"),
        ("2026-11-26 10:00:00 - my.shop - ERROR - sold out", "error"),
        ("2026-01-01T00:00:00.1Z  WARN tokio::x: y", "warning"),
        ("2023-01-01 10:00:00.1 | DEBUG    | a.b:c:1 - loguru", "debug"),
        ("[2026-11-26 10:00:00 +0000] [12] [CRITICAL] WORKER TIMEOUT", "critical"),
        ("10:00:01 my_module WARNING hm", "warning"),
        ("ts=1 level=error msg=x", "error"),
        ("\x1b[32mINFO\x1b[0m colourful", "info"),
        ("ERROR:root:msg", "error"),
        ("/x/y.py:3: DeprecationWarning: old", "warning"),
        ("Fatal Python error: Segmentation fault", "critical"),
        ('{"severityText": "WARN2", "body": "otel"}', None),
        ("The ERROR handler is installed", None),
        ("I got INFO from him", None),
        ("MYERROR: no", None),
        ("", None),
        ("x" * 300 + " ERROR ", None),
    ],
)
def test_a_level_is_seen_where_loggers_put_it(text, level):
    assert find_level(text) == level


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("WARN", "warning"),
        ("Fatal", "critical"),
        ("ERROR3", "error"),
        ("notice ", "info"),
        ("x", None),
        (3, None),
    ],
)
def test_levels_have_many_names(value, level):
    assert normalize_level(value) == level


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"level": "ERROR"}', {"level": "error", "requestId": "known", "traceId": "a" * 32}),
        ('{"requestId": "own"}', {"level": None, "requestId": "own", "traceId": None}),
        ('{"requestId": "known"}', {"requestId": "known", "traceId": "a" * 32}),
        (f'{{"traceId": "{"B" * 32}", "spanId": "{"c" * 16}"}}', {"traceId": "b" * 32, "spanId": "c" * 16}),
        ('{"traceId": "short", "requestId": 5}', {"traceId": "a" * 32, "requestId": "known"}),
        (f'{{"traceId": "{"0" * 32}"}}', {"traceId": "a" * 32}),
        ('{"sessionId": "another"}', {"sessionId": "s"}),
        ("{not json}", {"requestId": "known"}),
        ("[" * 5000, {"requestId": "known"}),
        ("{" + '"a":[' * 5000 + "}", {"requestId": "known"}),
    ],
)
def test_what_a_line_says_of_itself(text, expected):
    (line,) = decode(text.encode(), request_id="known", trace_id="a" * 32)

    assert {name: line[name] for name in expected} == expected


def test_tracebacks_are_errors_also_when_they_come_in_pieces():
    first = b'before\nTraceback (most recent call last):\n  File "x"'
    second = b"    raise\nValueError: no\nafter"

    one, inside = split_tracebacks(build(first, continues=True), is_inside=False)
    two, outside = split_tracebacks(build(second), is_inside=inside)

    assert [(part.data, part.level) for part in one] == [
        (b"before", None),
        (b'Traceback (most recent call last):\n  File "x"', "error"),
    ]
    assert [(part.data, part.level) for part in two] == [
        (b"    raise\nValueError: no", "error"),
        (b"after", None),
    ]
    assert [part.continues for part in one] == [False, True]
    assert (inside, outside) == (True, False)
    assert split_tracebacks(build(b"plain"), is_inside=False) == ([build(b"plain")], False)


def test_times_are_of_the_record():
    assert decode_record(encode_chunk(build(b"x"))).time == datetime.fromtimestamp(TIME_NS // 1000 / 1e6, UTC)


@pytest.mark.parametrize(
    "pattern",
    ["^a", "b$", "^$", "a.b", r"\Aa", r"b\z", r"\ba", "[^q]b", "a|^b$", "(?i)A", "a\\s*b", "^(a|b)$"],
)
@given(text=st.text(alphabet="ab \n", max_size=12))
def test_a_look_at_many_lines_at_once_misses_none(pattern, text):
    grep = compile_grep(pattern)
    record = decode_record(encode_chunk(build(text.encode())))

    found = [line for _, line, _ in LogFilter(grep=grep).find(record, 0)]

    assert found == [line for line in text.split("\n") if grep.finds(line)]
