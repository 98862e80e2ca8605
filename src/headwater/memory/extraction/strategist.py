"""One batch of one strategy: from what was said to the records that are to be kept of it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from headwater.memory.control.base import Memory, Strategy
from headwater.memory.control.strategies import find_override
from headwater.memory.extraction import prompts
from headwater.memory.extraction.base import FoundRecord, ModelCaller, Place, RecordDraft, RecordKeeper
from headwater.memory.extraction.prompts import Task
from headwater.memory.extraction.queue import Item

_log = logging.getLogger(__name__)

#: What one call of a model reads of a conversation: fits the embedded model's context with room to answer.
TRANSCRIPT_MAX_CHARS = 6000
#: Records that resemble a new one so much are shown to the model, that it may merge them.
_SIMILAR_SCORE = 0.6
_SIMILAR_MAX_COUNT = 5
_SPACE = re.compile(r"\s+")

_TASKS: dict[str, Task] = {
    "SEMANTIC": "facts",
    "SUMMARIZATION": "summary",
    "USER_PREFERENCE": "preferences",
    "EPISODIC": "episode",
    "SEMANTIC_OVERRIDE": "facts",
    "SUMMARY_OVERRIDE": "summary",
    "USER_PREFERENCE_OVERRIDE": "preferences",
    "EPISODIC_OVERRIDE": "episode",
}
_ROLES: dict[Task, tuple[str, ...]] = {
    "facts": ("USER", "ASSISTANT", "OTHER"),
    "preferences": ("USER", "ASSISTANT", "OTHER"),
    "summary": ("USER", "ASSISTANT", "TOOL", "OTHER"),
    "episode": ("USER", "ASSISTANT", "TOOL", "OTHER"),
}


def find_task(strategy: Strategy) -> Task | None:
    """What a strategy makes; None for one that somebody else carries out (self-managed)."""
    kind = (strategy.configuration or {}).get("type") if strategy.type == "CUSTOM" else strategy.type
    return _TASKS.get(str(kind))


@dataclass(frozen=True, slots=True)
class Strategist:
    """Carries strategies out. Reads records and asks models; keeps nothing itself."""

    ask: ModelCaller
    records: RecordKeeper

    async def work(
        self, memory: Memory, strategy: Strategy, task: Task, items: list[Item], place: Place
    ) -> list[RecordDraft]:
        """The records that these items make.

        Raises:
            UnreadableAnswer: a model's answer cannot be read.
            HeadwaterError: a model cannot be asked.
        """
        pieces = prompts.build_transcripts(
            (item.payload for item in items), roles=_ROLES[task], max_chars=TRANSCRIPT_MAX_CHARS
        )
        at_ms = max((item.timestamp_ms for item in items), default=0)
        if task == "summary":
            return await self._summarize(memory, strategy, pieces, place, at_ms)
        texts: list[str] = []
        for piece in pieces:
            prompt = prompts.build_prompt(task, piece, instructions=_instructions(strategy, "extraction"))
            texts += prompts.read_memories(await self._ask(strategy, "extraction", prompt))
        return await self._consolidate(memory, strategy, list(dict.fromkeys(texts)), place, at_ms)

    async def _summarize(
        self, memory: Memory, strategy: Strategy, pieces: list[str], place: Place, at_ms: int
    ) -> list[RecordDraft]:
        """The running summary of the place, with these pieces in it."""
        latest = await self.records.find_latest(memory, place)
        summary = "" if latest is None else latest.text
        for piece in pieces:
            instructions = _instructions(strategy, "consolidation")
            prompt = prompts.build_prompt("summary", piece, summary=summary, instructions=instructions)
            summary = prompts.read_summary(await self._ask(strategy, "consolidation", prompt))
        if not pieces:
            return []
        return [
            _draft(strategy, place, summary, at_ms, record_id=None if latest is None else latest.record_id)
        ]

    async def _consolidate(
        self, memory: Memory, strategy: Strategy, texts: list[str], place: Place, at_ms: int
    ) -> list[RecordDraft]:
        """What is to be kept of new memories, given those that are there."""
        existing, new, doubtful = await self._compare(memory, texts, place)
        drafts = [_draft(strategy, place, text, at_ms) for text in new]
        if not doubtful:
            return drafts
        known = list(existing.values())
        prompt = prompts.build_consolidation(
            [record.text for record in known],
            doubtful,
            instructions=_instructions(strategy, "consolidation"),
        )
        answer = await self._ask(strategy, "consolidation", prompt)
        try:
            changes = prompts.read_changes(answer, existing_count=len(known), new_count=len(doubtful))
        except prompts.UnreadableAnswer as exc:
            # A double is a lesser evil than a loss.
            _log.info("strategy %s keeps new memories beside similar ones: %s", strategy.name, exc)
            return [*drafts, *(_draft(strategy, place, text, at_ms) for text in doubtful)]
        for change in changes:
            replaced = None if change.existing is None else known[change.existing].record_id
            text = change.text or doubtful[change.new]
            drafts.append(_draft(strategy, place, text, at_ms, record_id=replaced))
        return drafts

    async def _compare(
        self, memory: Memory, texts: list[str], place: Place
    ) -> tuple[dict[str, FoundRecord], list[str], list[str]]:
        """(records that resemble, texts that resemble none, texts that resemble some), without equal ones."""
        existing: dict[str, FoundRecord] = {}
        new: list[str] = []
        doubtful: list[str] = []
        for text in texts:
            found = await self.records.find_similar(memory, place, text, max_count=_SIMILAR_MAX_COUNT)
            if any(_normalize(record.text) == _normalize(text) for record in found):
                continue
            similar = [record for record in found if record.score >= _SIMILAR_SCORE]
            existing |= {record.record_id: record for record in similar}
            (doubtful if similar else new).append(text)
        return existing, new, doubtful

    async def _ask(self, strategy: Strategy, step: str, prompt: prompts.Prompt) -> str:
        model_id = find_override(strategy, step).get("modelId")
        return await self.ask(model_id=model_id, system=prompt.system, text=prompt.text)


def _instructions(strategy: Strategy, step: str) -> str:
    return str(find_override(strategy, step).get("appendToPrompt", ""))


def _draft(
    strategy: Strategy, place: Place, text: str, at_ms: int, record_id: str | None = None
) -> RecordDraft:
    return RecordDraft(
        place=place,
        text=text,
        timestamp_ms=at_ms,
        expiry_days=strategy.record_expiry_days,
        record_id=record_id,
    )


def _normalize(text: str) -> str:
    return _SPACE.sub(" ", text).strip().rstrip(".").casefold()
