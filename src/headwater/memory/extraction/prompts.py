"""What models are asked, and how their answers are read.

Every prompt asks for one JSON object. Small models put words or fences around it: the first object in the
answer that has the member asked for is taken; where there is none the answer is refused, never guessed at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from headwater.memory.control.base import Members

Task = Literal["facts", "preferences", "summary", "episode"]

_RULES = "Reply with nothing but one JSON object, on one line, without comments."
_TASKS: dict[Task, str] = {
    "facts": (
        "You extract facts for a memory. Read the conversation and write down what is worth knowing later"
        " about the user and their world: one short, self-contained sentence each, in the language of the"
        " conversation. Take only what was really said. Leave out greetings, questions and what the assistant"
        ' made up. The JSON object is {"memories": ["...", "..."]}; with nothing to keep it is'
        ' {"memories": []}.'
    ),
    "preferences": (
        "You extract preferences for a memory. Read the conversation and write down what the user likes,"
        " dislikes or wants done in a certain way, said or clearly implied."
        ' The JSON object is {"memories": [{"preference": "...", "context": "when or why it was said",'
        ' "categories": ["..."]}]}; with nothing to keep it is {"memories": []}.'
    ),
    "summary": (
        "You keep the summary of a conversation. Merge the new part into the summary so far: topics,"
        " decisions, results, open questions; short, complete, in the language of the conversation."
        ' The JSON object is {"summary": "..."}.'
    ),
    "episode": (
        "You write down an episode for a memory: what the user wanted, what was done, how it ended, and what"
        ' can be learnt from it. The JSON object is {"memories": [{"situation": "...", "intent": "...",'
        ' "actions": "...", "outcome": "...", "lesson": "..."}]}; where nothing was done it is'
        ' {"memories": []}.'
    ),
}
_CONSOLIDATION = (
    "You keep a memory free of doubles and of what is no longer true. You get numbered memories that exist"
    " and numbered new ones. For each new one decide: ADD it; SKIP it, where it says nothing that is not"
    " there; or UPDATE an existing one, where it corrects or completes it, and then give the whole new text."
    ' The JSON object is {"changes": [{"new": 1, "action": "ADD"}, {"new": 2, "action": "UPDATE",'
    ' "existing": 1, "text": "..."}]}.'
)


class UnreadableAnswer(ValueError):
    """A model's answer is not what it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a model is asked."""

    system: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be done with a new memory. `existing` is the index of the one it replaces."""

    new: int
    existing: int | None
    text: str | None


def build_prompt(task: Task, transcript: str, *, instructions: str = "", summary: str = "") -> Prompt:
    """Ask for what `task` makes of a conversation. `instructions` are a custom strategy's own."""
    parts = [f"Task: {task}", f"Summary so far:\n{summary}" if task == "summary" else ""]
    parts.append(f"Conversation:\n{transcript}")
    return Prompt(
        system="\n\n".join(part for part in (_TASKS[task], instructions, _RULES) if part),
        text="\n\n".join(part for part in parts if part),
    )


def build_consolidation(existing: list[str], new: list[str], *, instructions: str = "") -> Prompt:
    """Ask what is to be done with new memories that resemble old ones."""
    return Prompt(
        system="\n\n".join(part for part in (_CONSOLIDATION, instructions, _RULES) if part),
        text=f"Task: consolidation\n\nExisting:\n{_number(existing)}\n\nNew:\n{_number(new)}",
    )


def read_memories(answer: str) -> list[str]:
    """The texts of memories: strings as they are, objects as JSON.

    Raises:
        UnreadableAnswer: there is no such list.
    """
    found = _find_object(answer, "memories")["memories"]
    if not isinstance(found, list) or not all(isinstance(item, str | dict) for item in found):
        raise UnreadableAnswer(f"the model's answer has no list of memories: {_shorten(answer)}")
    texts = [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in found]
    return list(dict.fromkeys(text.strip() for text in texts if text.strip()))


def read_summary(answer: str) -> str:
    """UnreadableAnswer if there is none."""
    found = _find_object(answer, "summary")["summary"]
    if not isinstance(found, str) or not found.strip():
        raise UnreadableAnswer(f"the model's answer has no summary: {_shorten(answer)}")
    return found.strip()


def read_changes(answer: str, *, existing_count: int, new_count: int) -> list[Change]:
    """What is to be done; new memories that are not named are added.

    Raises:
        UnreadableAnswer: it is no such list, or names memories that do not exist.
    """
    found = _find_object(answer, "changes")["changes"]
    if not isinstance(found, list):
        raise UnreadableAnswer(f"the model's answer has no changes: {_shorten(answer)}")
    changes: dict[int, Change | None] = dict.fromkeys(range(new_count))
    skipped = set()
    for item in found:
        try:
            new, action = int(item["new"]) - 1, item["action"]
            existing = int(item["existing"]) - 1 if action == "UPDATE" else None
            text = str(item["text"]).strip() if action == "UPDATE" else None
        except (TypeError, KeyError, ValueError):
            raise UnreadableAnswer(f"the model's answer has no changes: {_shorten(answer)}") from None
        is_known = new in changes and (existing is None or 0 <= existing < existing_count)
        if not is_known or action not in ("ADD", "SKIP", "UPDATE"):
            raise UnreadableAnswer(f"the model's answer names what is not there: {_shorten(answer)}")
        if action == "SKIP":
            skipped.add(new)
        else:
            changes[new] = Change(new=new, existing=existing, text=text or None)
    return [
        change or Change(new=new, existing=None, text=None)
        for new, change in changes.items()
        if new not in skipped
    ]


def build_transcripts(
    payloads: Iterable[list[Members]], *, roles: Iterable[str], max_chars: int
) -> list[str]:
    """The conversation, in as many pieces as it takes; long messages go on in the next piece."""
    wanted = set(roles)
    pieces, current = [], ""
    for role, text in _messages(payloads):
        if role not in wanted:
            continue
        line = f"{role}: {text.strip()}\n"
        while len(current) + len(line) > max_chars:
            room = max_chars - len(current)
            if current and len(line) <= max_chars:
                room = 0
            current, line = current + line[:room], line[room:]
            pieces.append(current)
            current = ""
        current += line
    return [piece for piece in (*pieces, current) if piece.strip()]


def _messages(payloads: Iterable[list[Members]]) -> Iterable[tuple[str, str]]:
    for payload in payloads:
        for item in payload:
            if "conversational" in item:
                yield item["conversational"]["role"], item["conversational"]["content"]["text"]
            elif "json" in item:
                yield "OTHER", json.dumps(item["json"]["content"], ensure_ascii=False)


def _find_object(answer: str, member: str) -> dict[str, Any]:  # Any: JSON
    decoder = json.JSONDecoder()
    start = answer.find("{")
    while start >= 0:
        try:
            found, _ = decoder.raw_decode(answer, start)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and member in found:
            return found
        start = answer.find("{", start + 1)
    raise UnreadableAnswer(f"the model's answer is not the JSON that was asked for: {_shorten(answer)}")


def _number(texts: list[str]) -> str:
    return "\n".join(f"{index}. {text}" for index, text in enumerate(texts, 1))


def _shorten(answer: str) -> str:
    return repr(answer[:200] + ("…" if len(answer) > 200 else ""))
