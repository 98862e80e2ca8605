"""Lines that wait to be written: who prints much pushes out nobody else, and what goes is counted."""

import re

from headwater.telemetry.loglines import LogChunk, LogOrigin
from headwater.telemetry.logqueue import LogQueue


def chunk(runtime_id, session_id, text):
    origin = LogOrigin(runtime_id=runtime_id, session_id=session_id)
    return LogChunk(origin=origin, stream="stdout", data=text.encode(), time_ns=1)


def drain(queue):
    """[(runtime, session, text)], in the order of each runtime."""
    return [
        (runtime_id, each.origin.session_id, each.data.decode())
        for runtime_id, lane in queue.take().items()
        for each in lane.drain()
    ]


def lost_of(rows, session_id):
    """How many lines and bytes the notes say are missing."""
    notes = [text for _, session, text in rows if session == session_id and "missing here" in text]
    assert len(notes) <= 1
    return tuple(map(int, re.findall(r"\d+", notes[0]))) if notes else (0, 0)


def test_lines_keep_their_order():
    queue = LogQueue()
    for number in range(10):
        queue.put(chunk("a", f"s{number % 3}", str(number)))

    assert [text for _, _, text in drain(queue)] == [str(number) for number in range(10)]
    assert drain(queue) == []


def test_the_oldest_of_the_noisiest_session_goes_and_is_counted():
    queue = LogQueue(runtime_max_bytes=20_000)
    queue.put(chunk("a", "quiet", "first"))
    for number in range(100):
        queue.put(chunk("a", "noisy", f"{number}\n" + "x" * 998))
        if number == 50:
            queue.put(chunk("a", "quiet", "middle"))
    queue.put(chunk("a", "quiet", "last"))

    rows = drain(queue)

    assert [text for _, session, text in rows if session == "quiet"] == ["first", "middle", "last"]
    kept = [int(text.split("\n")[0]) for _, session, text in rows if session == "noisy" and "\n" in text]
    assert kept == list(range(kept[0], 100))
    assert lost_of(rows, "noisy") == (2 * kept[0], sum(len(f"{n}\n") + 998 for n in range(kept[0])))
    assert queue.dropped_count == 2 * kept[0]
    positions = [text for _, _, text in rows]
    note = next(index for index, text in enumerate(positions) if "missing here" in text)
    assert positions[note + 1].startswith(f"{kept[0]}\n")


def test_a_noisy_runtime_pushes_out_no_other():
    queue = LogQueue(runtime_max_bytes=50_000, total_max_bytes=60_000)
    queue.put(chunk("quiet", "s", "here"))
    for _ in range(200):
        queue.put(chunk("noisy", "s", "x" * 1000))
        queue.put(chunk("noisier", "s", "x" * 2000))

    rows = drain(queue)

    assert ("quiet", "s", "here") in rows
    assert sum(len(text) for _, _, text in rows) < 60_000


def test_what_could_not_be_written_comes_first_and_counts_go_on():
    queue = LogQueue(runtime_max_bytes=20_000)
    for number in range(100):
        queue.put(chunk("a", "s", f"{number:>1000}"))
    lanes = queue.take()
    queue.put(chunk("a", "s", "later"))
    queue.put_back(lanes)
    for number in range(100, 150):
        queue.put(chunk("a", "s", f"{number:>1000}"))
    lanes = {"a": type(lanes["a"]).of(queue.take()["a"].drain())}  # notes and all, as a failed write does
    queue.put_back(lanes)
    for number in range(150, 160):
        queue.put(chunk("a", "s", f"{number:>1000}"))

    rows = drain(queue)

    numbers = [int(text) for _, _, text in rows if text.strip().isdigit()]
    lost_lines, _ = lost_of(rows, "s")
    assert numbers == list(range(160 - len(numbers), 160))
    assert lost_lines + len(numbers) == 161
    assert queue.dropped_count == lost_lines


def test_a_deleted_runtime_is_forgotten_uncounted():
    queue = LogQueue()
    queue.put(chunk("a", "s", "x"))
    queue.put(chunk("b", "s", "y"))

    queue.forget("a")

    assert drain(queue) == [("b", "s", "y")]
    assert queue.dropped_count == 0
