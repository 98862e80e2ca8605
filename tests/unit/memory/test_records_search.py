"""RetrieveMemoryRecords: what is found, in which order, and what is made up for later. On both databases."""

import asyncio

import numpy as np
import pytest

import effort
from headwater.core.errors import InvalidRequest
from headwater.memory.records import index
from memories import FakeEmbedder, open_test_memories, record

FACTS = ("owns a red bicycle", "works as a carpenter in Lisbon", "is allergic to peanuts", "has two cats")


FOOD = ("tea", "milk", "honey", "salt", "ice")


async def wait_for(condition):
    async with asyncio.timeout(20):
        while not (value := await condition()):  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.01)
    return value


async def test_the_best_comes_first_with_scores_from_one_to_zero(memories):
    memory_id = await memories.make()
    await memories.write(memory_id, "/a/", *FACTS)

    found = await memories.find(memory_id, "a carpenter in Lisbon", namespace="/a/")

    assert found[0][0] == FACTS[1]
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len(found) == len(FACTS)


async def test_the_same_text_scores_one(memories):
    memory_id = await memories.make()
    await memories.write(memory_id, "/a/", *FACTS)

    ((text, score), *_) = await memories.find(memory_id, FACTS[0], namespace="/a/")

    assert (text, round(score, 4)) == (FACTS[0], 1)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"namespace": "/u/1"}, {"one"}),
        ({"namespace": "/u/1/"}, {"one slash"}),
        ({"namespacePath": "/u/1"}, {"one", "one slash", "below"}),
        ({"namespacePath": "/u/1/"}, {"one", "one slash", "below"}),
        ({"namespacePath": "/u"}, {"one", "one slash", "below", "twelve"}),
        ({"namespacePath": "/"}, {"one", "one slash", "below", "twelve"}),
        ({"namespacePath": "u"}, set()),
        ({"namespace": "/u/1/s"}, {"below"}),
    ],
)
async def test_a_search_never_leaves_its_scope(memories, members, expected):
    memory_id = await memories.make()
    for name, text in (("/u/1", "one"), ("/u/1/", "one slash"), ("/u/1/s", "below"), ("/u/12", "twelve")):
        await memories.write(memory_id, name, text)

    for query in ("one slash below twelve", "nothing of it"):
        found = await memories.find(memory_id, query, **members)
        assert {text for text, score in found} == expected
    memories.embedder.is_broken = True
    found = await memories.find(memory_id, "one below slash twelve", **members)
    assert {text for text, score in found} == expected


async def test_a_large_namespace_is_searched_in_parts(memories, monkeypatch):
    monkeypatch.setattr(index, "_DIVIDED_FROM_COUNT", 4)
    memory_id = await memories.make()
    await memories.write(memory_id, "/a/", *(f"fact number {number}" for number in range(25)))
    await memories.write(memory_id, "/b/", "fact number 99")

    for number in (0, 11, 12, 24):
        found = await memories.find(
            memory_id, f"fact number {number}", namespace="/a/", criteria={"topK": 100}, maxResults=100
        )
        assert found[0][0] == f"fact number {number}"
        assert len({text for text, _ in found}) == len(found) == 25


async def test_the_ten_nearest_are_those_that_comparing_everything_gives(memories, monkeypatch):
    random = np.random.default_rng(3)
    centres = random.standard_normal((30, 384))
    vectors = centres[np.arange(1500) % 30] + random.standard_normal((1500, 384))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    by_text = {f"v{number}": vector.astype("<f4").tobytes() for number, vector in enumerate(vectors)}

    async def embed(texts):
        return [by_text[text] for text in texts]

    monkeypatch.setattr(memories.embedder, "embed", embed)
    memory_id = await memories.make()
    for start in range(0, 1400, 100):
        await memories.write(memory_id, "/a/", *(f"v{number}" for number in range(start, start + 100)))

    for number in range(1400, 1500, effort.count(50, 20)):
        found = await memories.find(memory_id, f"v{number}", namespace="/a/")
        expected = np.argsort(-(vectors[:1400] @ vectors[number]), kind="stable")[:10]
        assert [text for text, _ in found] == [f"v{nearest}" for nearest in expected]


async def test_pages_together_have_top_k_and_every_record_once(memories):
    memory_id = await memories.make()
    await memories.write(memory_id, "/a/", *(f"fact {number} about tea" for number in range(30)))
    request = {
        "memoryId": memory_id,
        "namespace": "/a/",
        "searchCriteria": {"searchQuery": "tea fact", "topK": 25},
        "maxResults": 10,
    }
    texts, tokens = [], []

    while True:
        page = await memories("RetrieveMemoryRecords", **request)
        texts.append([entry["content"]["text"] for entry in page["memoryRecordSummaries"]])
        if "nextToken" not in page:
            break
        tokens.append(page["nextToken"])
        request["nextToken"] = page["nextToken"]

    assert [len(part) for part in texts] == [10, 10, 5]
    assert len({text for part in texts for text in part}) == 25
    assert len(set(tokens)) == 2


async def test_all_found_on_the_last_page_means_no_token(memories):
    memory_id = await memories.make()
    await memories.write(memory_id, "/a/", "x", "y")

    page = await memories(
        "RetrieveMemoryRecords",
        memoryId=memory_id,
        namespace="/a/",
        searchCriteria={"searchQuery": "x", "topK": 100},
        maxResults=2,
    )

    assert len(page["memoryRecordSummaries"]) == 2
    assert "nextToken" not in page


async def test_a_strategy_is_a_filter(memories):
    memory_id = await memories.make()
    items = [record(f"fact {n}", "/a/", n, memoryStrategyId=f"s{n % 2}-0123456789") for n in range(6)]
    await memories("BatchCreateMemoryRecords", memoryId=memory_id, records=items)

    found = await memories.find(
        memory_id, "fact", namespace="/a/", criteria={"memoryStrategyId": "s1-0123456789"}
    )

    assert {text for text, _ in found} == {"fact 1", "fact 3", "fact 5"}
    listed = await memories.texts(memory_id, namespace="/a/", memoryStrategyId="s0-0123456789", maxResults=1)
    assert listed == ["fact 4", "fact 2", "fact 0"]


async def test_filters_find_what_is_far_from_the_question(memories, monkeypatch):
    monkeypatch.setattr(index, "CANDIDATES_COUNT", 5)
    memory_id = await memories.make(indexedKeys=[{"key": "kind", "type": "STRING"}])
    items = [record(f"tea number {n}", "/a/", n) for n in range(20)]
    items.append(record("a plain stone", "/a/", 99, metadata={"kind": {"stringValue": "rare"}}))
    await memories("BatchCreateMemoryRecords", memoryId=memory_id, records=items)
    rare = {
        "left": {"metadataKey": "kind"},
        "operator": "EQUALS_TO",
        "right": {"metadataValue": {"stringValue": "rare"}},
    }

    found = await memories.find(memory_id, "tea", namespacePath="/", criteria={"metadataFilters": [rare]})

    assert [text for text, _ in found] == ["a plain stone"]


async def test_a_filter_on_a_key_that_is_not_indexed_is_refused(memories):
    memory_id = await memories.make()
    filters = [{"left": {"metadataKey": "kind"}, "operator": "EXISTS"}]

    with pytest.raises(InvalidRequest, match="'kind' is not an indexed key"):
        await memories.find(memory_id, "x", namespace="/a/", criteria={"metadataFilters": filters})


async def test_without_vectors_words_find_records(memories):
    memories.embedder.is_broken = True
    memory_id = await memories.make()
    await memories.write(memory_id, "/a/", *FACTS)

    found = await memories.find(memory_id, "Is she ALLERGIC to something?", namespace="/a/")

    assert found[0][0] == FACTS[2]
    assert 0 < found[0][1] <= 1
    assert await memories.find(memory_id, "volcano", namespace="/a/") == []


async def test_words_match_whatever_their_case_accents_and_script(memories):
    memories.embedder.is_broken = True
    memory_id = await memories.make()
    await memories.write(
        memory_id, "/a/", "Größe der Straße", "naïve café", "東京に住んでいる", 'it\'s 50% "off"'
    )

    for query, expected in (
        ("STRASSE", "Größe der Straße"),
        ("cafe", "naïve café"),
        ("東京", "東京に住んでいる"),
        ('"off" AND', 'it\'s 50% "off"'),
    ):
        assert [text for text, _ in await memories.find(memory_id, query, namespace="/a/")] == [expected]
    for odd in ("", "   ", '"', "NEAR(", "a*", "-", ":", "\0", "(("):
        await memories.find(memory_id, odd or " ", namespace="/a/")


async def test_words_lift_what_means_the_same(memories):
    memory_id = await memories.make()
    await memories.write(memory_id, "/a/", "alpha beta gamma delta")
    lifted = (await memories.find(memory_id, "alpha beta", namespace="/a/"))[0][1]

    (plain,) = (await memories.embedder.embed(["alpha beta"]),)
    (kept,) = (await memories.embedder.embed(["alpha beta gamma delta"]),)
    cosine = sum(map(float.__mul__, index._numbers(plain[0]), index._numbers(kept[0])))

    assert cosine < lifted <= 1


async def test_common_words_are_not_looked_for_where_there_are_rare_ones(memories, monkeypatch):
    monkeypatch.setattr(index, "_COMMON_COUNT", 3)
    memories.embedder.is_broken = True
    memory_id = await memories.make()
    await memories.write(
        memory_id, "/a/", *(f"user said {word}" for word in ("tea", "milk", "honey", "salt", "ice"))
    )

    assert [text for text, _ in await memories.find(memory_id, "user said honey", namespace="/a/")] == [
        "user said honey"
    ]
    assert (
        len(await memories.find(memory_id, "user said", namespace="/a/")) == 4
    )  # some of those that have both


async def test_vectors_are_made_up_for_when_the_embedder_is_back(database_url, monkeypatch):
    monkeypatch.setattr("headwater.memory.records.embedding._RETRY_S", 0.05)
    embedder = FakeEmbedder()
    embedder.is_broken = True
    async with open_test_memories(database_url, embedder) as memories:
        memory_id = await memories.make()
        await memories.write(memory_id, "/a/", *(f"fact {number}" for number in range(40)))
        assert embedder.embedded == []

        embedder.is_broken = False
        await wait_for(lambda: asyncio.sleep(0, len(embedder.embedded) == 40))

        async def is_found():
            ((_, score), *_) = await memories.find(memory_id, "fact 7", namespace="/a/")
            return score > 0.99

        await wait_for(is_found)


async def test_another_embedder_makes_all_vectors_anew(database_url):
    async with open_test_memories(database_url, FakeEmbedder("old")) as memories:
        memory_id = await memories.make()
        await memories.write(memory_id, "/a/", *FACTS)
    embedder = FakeEmbedder("new")
    async with open_test_memories(database_url, embedder) as memories:
        await wait_for(lambda: asyncio.sleep(0, set(FACTS) <= set(embedder.embedded)))
        found = await memories.find(memory_id, FACTS[3], namespace="/a/")
        assert found[0][0] == FACTS[3]


async def test_an_embedder_that_does_not_answer_delays_a_batch_only_so_long(memories, monkeypatch):
    monkeypatch.setattr("headwater.memory.records.embedding._INLINE_DEADLINE_S", 0.05)
    memory_id = await memories.make()

    async def hang(texts):
        await asyncio.sleep(600)

    monkeypatch.setattr(memories.embedder, "embed", hang)
    await memories.write(memory_id, "/a/", "x")

    assert await memories.texts(memory_id, namespace="/a/") == ["x"]
