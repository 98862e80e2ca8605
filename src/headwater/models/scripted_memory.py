"""The scripted model's answers to the questions that long-term memory asks. Pure functions.

They are recognised by their first line, `Task: ...`, and answered with the JSON that is asked for:

    facts          what the user says of themselves (`I ...`, `My ...`), a sentence each
    preferences    the same, where it says what they like, love, prefer, want or hate
    summary        the summary so far, and what the user said
    episode        nothing
    consolidation  everything new is added

A message with `scripted: unreadable` in it gets an answer that is no JSON.
"""

from __future__ import annotations

import json
import re

_TASK = re.compile(r"Task: (facts|preferences|summary|episode|consolidation)\n\n")
_USER_LINE = re.compile(r"^USER: (.*)$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]?")
_OF_THE_USER = re.compile(r"^\s*(?:I|I'm|My|We|Our)\b")
_PREFERENCE = re.compile(r"\b(?:like|love|prefer|want|hate|dislike|favou?rite|enjoy)\b", re.IGNORECASE)
_SUMMARY = re.compile(r"^Summary so far:\n(.*?)\n\nConversation:\n", re.MULTILINE | re.DOTALL)


def answer_memory_question(text: str) -> str | None:
    """The answer to a question of long-term memory; None for any other text."""
    found = _TASK.match(text)
    if found is None:
        return None
    if "scripted: unreadable" in text:
        return "I would rather tell you a story."
    match found[1]:
        case "facts":
            answer: object = {"memories": _statements(text)}
        case "preferences":
            answer = {
                "memories": [
                    {"preference": statement, "context": "said by the user", "categories": []}
                    for statement in _statements(text)
                    if _PREFERENCE.search(statement)
                ]
            }
        case "summary":
            so_far = _SUMMARY.search(text)
            parts = [so_far[1].strip()] if so_far else []
            answer = {"summary": " ".join([*parts, *_USER_LINE.findall(text)]).strip() or "Nothing was said."}
        case "episode":
            answer = {"memories": []}
        case _:
            answer = {"changes": []}
    return json.dumps(answer, ensure_ascii=False)


def _statements(text: str) -> list[str]:
    sentences = [found for line in _USER_LINE.findall(text) for found in _SENTENCE.findall(line)]
    return [sentence.strip() for sentence in sentences if _OF_THE_USER.match(sentence)]
