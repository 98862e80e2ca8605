"""Rules, rates, quotas and metering."""

import asyncio
import json
import time
from datetime import UTC, datetime

import pytest

from headwater.edge.base import Refusal, Request
from headwater.edge.guards.metering import MeteredAnswer
from headwater.edge.guards.quotas import Quota, QuotaBook
from headwater.edge.guards.rates import RateBook, key_of, parse_rates
from headwater.edge.guards.rules import Rules
from headwater.edge.guards.settings import RuleSettings


def build_request(**members):
    wanted = {"method": "POST", "path": "/", "query": "", "headers": [], "address": "1.1.1.1", "host": "h"}
    return Request(**(wanted | {"scheme": "http"} | members))


def build_rules(part, pattern, header=None):
    return Rules((RuleSettings(name="r", part=part, pattern=pattern, header=header),))


@pytest.mark.parametrize(
    ("part", "request_"),
    [
        ("path", {"path": "/x/evil"}),
        ("query", {"query": "a=evil"}),
        ("query", {"query": "a=%65vil"}),
        ("header", {"headers": [(b"x-any", b"so evil")]}),
    ],
)
def test_a_rule_finds_its_pattern_in_the_head(part, request_):
    with pytest.raises(Refusal) as caught:
        build_rules(part, "(?i)EVIL").check_head(build_request(**request_))

    assert caught.value.rule == "rule r"
    assert "evil" not in caught.value.message
    build_rules(part, "good").check_head(build_request(**request_))


def test_a_rule_for_one_header_leaves_others_alone():
    rules = build_rules("header", "evil", "User-Agent")

    rules.check_head(build_request(headers=[(b"referer", b"evil")]))
    with pytest.raises(Refusal):
        rules.check_head(build_request(headers=[(b"user-agent", b"evil")]))


@pytest.mark.parametrize(
    "body",
    [
        b"drop table",
        b'{"prompt": "drop\\u0020t\\u0061ble"}',
        b'{"a": [{"b": "drop table"}]}',
        b'{"drop table": 1}',
        b"\xff drop table",
    ],
)
def test_a_rule_finds_its_pattern_in_a_body_however_it_is_written(body):
    with pytest.raises(Refusal):
        build_rules("body", "drop table").check_body(body)


def test_a_hostile_text_does_not_make_a_pattern_slow():
    rules = build_rules("body", "(a+)+$")

    started = time.process_time()
    with pytest.raises(Refusal):
        build_rules("body", "(a|aa)+$").check_body(b"a" * 100_000)
    rules.check_body(b"a" * 100_000 + b"!")

    assert time.process_time() - started < 5  # a backtracking engine would not end in our lifetime


def test_bodies_that_are_odd_are_looked_at_all_the_same():
    rules = build_rules("body", "evil")

    for body in (b"", b"[" * 100_000, b'{"a": "\\ud800"}', b"\xf0\x9f", b"1" * 5000):
        rules.check_body(body)


def test_more_than_a_rate_is_refused_until_its_window_is_over():
    book, rates = RateBook(), parse_rates(["2/hour"])

    for _ in range(2):
        book.hit(rates, "rule", "door", "1.1.1.1")
    book.hit(rates, "rule", "door", "2.2.2.2")
    with pytest.raises(Refusal) as caught:
        book.hit(rates, "rule", "door", "1.1.1.1")

    assert caught.value.status == 429
    assert 0 < int(caught.value.headers["retry-after"]) <= 7200


def test_several_processes_count_together(tmp_path):
    books, rates = [RateBook(tmp_path / "counters.db") for _ in range(2)], parse_rates(["4/hour", "2/second"])

    books[0].hit(rates, "rule", "door", "1.1.1.1")
    books[1].hit(rates, "rule", "door", "1.1.1.1")
    books[1].hit(rates, "rule", "door", "2.2.2.2")
    for book in books:
        with pytest.raises(Refusal) as caught:
            book.check(rates[1:], "rule", "door", "1.1.1.1")
    assert caught.value.headers["retry-after"] == "1"
    time.sleep(1.1)
    for book in books:
        book.hit(rates, "rule", "door", "1.1.1.1")
    with pytest.raises(Refusal):
        books[0].hit(rates, "rule", "door", "1.1.1.1")


def test_an_ipv6_customer_is_one_address():
    assert key_of("2001:db8:1:2:3::1") == key_of("2001:db8:1:2:ffff::9") != key_of("2001:db8:1:3::1")
    assert key_of("192.0.2.1") == "192.0.2.1"


def test_no_more_than_the_limit_run_at_once():
    book = RateBook()

    first, second = book.running(1, "rule", "k"), book.running(1, "rule", "other")
    with first, second, pytest.raises(Refusal), book.running(1, "rule", "k"):
        pass
    with book.running(1, "rule", "k"):
        pass


async def test_quotas_are_shared_by_processes_and_outlive_them(tmp_path):
    path, quota = tmp_path / "state" / "quota.db", Quota(requests_max=3, tokens_max=None)
    one, other = QuotaBook(path), QuotaBook(path)

    await one.begin(quota, "door", "alice")
    results = await asyncio.gather(
        *(book.begin(quota, "door", "alice") for book in (one, other) * 5), return_exceptions=True
    )

    refused = [result for result in results if isinstance(result, Refusal)]
    assert len(refused) == 8
    assert refused[0].rule == "requests_per_day"
    assert 0 < int(refused[0].headers["retry-after"]) <= 86_400
    one.close()
    other.close()
    again = QuotaBook(path)
    with pytest.raises(Refusal):
        await again.begin(quota, "door", "alice")
    await again.begin(quota, "door", "bob")
    await again.begin(quota, "other", "alice")
    again.close()


async def test_tokens_are_counted_and_a_new_day_begins_anew(tmp_path):
    now = datetime(2026, 3, 1, 23, 59, 50, tzinfo=UTC)
    book, quota = QuotaBook(tmp_path / "q.db", lambda: now), Quota(requests_max=None, tokens_max=100)

    await book.begin(quota, "door", "alice")
    await book.add_tokens("door", "alice", 150)
    with pytest.raises(Refusal) as caught:
        await book.begin(quota, "door", "alice")
    assert (caught.value.rule, caught.value.headers["retry-after"]) == ("tokens_per_day", "10")

    now = datetime(2026, 3, 2, tzinfo=UTC)
    await book.begin(quota, "door", "alice")
    book.close()


class Sink:
    def __init__(self):
        self.data = b""

    async def start(self, status, content_type):
        pass

    async def body(self, data):
        self.data += data


def build_stream(*events):
    return b"".join(b"data: " + json.dumps({"event": event}).encode() + b"\n\n" for event in events)


TEXT = {"contentBlockDelta": {"delta": {"text": "x" * 40}, "contentBlockIndex": 0}}
METADATA = {"metadata": {"usage": {"inputTokens": 8, "outputTokens": 30, "totalTokens": 38}}}


@pytest.mark.parametrize(
    ("events", "tokens"), [((TEXT, METADATA), 38), ((TEXT, METADATA, TEXT, METADATA), 76), ((TEXT, TEXT), 25)]
)
async def test_tokens_are_the_metadatas_or_an_estimate(events, tokens):
    sink, stream = Sink(), build_stream(*events)
    metered = MeteredAnswer(sink, prompt_chars=20)

    await metered.start(200, "text/event-stream")
    for index in range(len(stream)):
        await metered.body(stream[index : index + 1])

    assert sink.data == stream
    assert metered.count_tokens() == tokens


def test_an_answer_that_was_refused_took_nothing():
    assert MeteredAnswer(Sink(), prompt_chars=4000).count_tokens() == 0
