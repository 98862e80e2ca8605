"""What was said: comes back as it was, bounded twice, and never misaligned."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.telemetry.recordings import ContentBudget, Recording, decode_recording


@given(
    st.binary(max_size=40),
    st.lists(st.binary(max_size=30), max_size=12),
    st.integers(1, 60),
    st.integers(1, 90),
)
def test_what_is_kept_is_the_beginning(request_, parts, each, live):
    budget = ContentBudget(each, live)
    recording = Recording(budget, 0)
    recording.keep_request(request_)
    for part in parts:
        recording.add(part)
    content = decode_recording(recording.encode())

    said = b"".join(parts)
    kept = b"".join(part.data for part in content.parts)
    assert request_.startswith(content.request)
    assert said.startswith(kept)
    assert [part.size_bytes for part in content.parts] == [len(part) for part in parts]
    assert len(kept) <= each
    assert len(kept) + len(content.request) <= live
    assert content.is_whole == (kept == said)
    recording.release()
    assert budget.take(1000) == live


def test_parts_without_end_are_added_up(monkeypatch):
    monkeypatch.setattr("headwater.telemetry.recordings._MAX_PARTS", 3)
    recording = Recording(ContentBudget(100), 0)
    for _ in range(10):
        recording.add(b"ab")
    content = decode_recording(recording.encode())

    assert [part.size_bytes for part in content.parts] == [2, 2, 16]
    assert not content.is_whole
