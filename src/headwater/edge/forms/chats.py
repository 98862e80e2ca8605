"""Bodies of chat clients: OpenAI's Chat Completions, and what the AI SDK's `useChat` sends.

The prompt is the last message, which must be the user's (`useChat` regenerates an answer by sending what came
before it). What was said before becomes Converse messages, for agents that keep no memory of their own; text
only, as the rest is the client's business. Settings of a model (`temperature`, `tools`, …) are read and not
used: the agent has its own model and tools.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from headwater.core.errors import InvalidRequest
from headwater.edge.forms.fields import find_flag, find_table, find_text, get_list, quote

Table = dict[str, Any]  # Any: JSON

#: More messages than this are no conversation.
_MESSAGES_MAX = 10_000
_SESSION_NAMES = ("runtimeSessionId", "session_id", "sessionId")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """What a chat client asked."""

    prompt: str
    system: str = ""
    #: Converse messages: `{"role": "user", "content": [{"text": "…"}]}`.
    history: list[Table] = field(default_factory=list)
    is_streaming: bool = True
    conversation_id: str | None = None
    user: str | None = None
    includes_usage: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    role: str
    text: str


def parse_openai_chat(body: Table) -> Chat:
    """The body of `POST /v1/chat/completions`.

    Raises:
        InvalidRequest: the message names the member and its value.
    """
    if body.get("n") not in (None, 1):
        raise InvalidRequest(f'"n" is {quote(body["n"])}; an agent gives one answer')
    said = _read_messages(body, "content")
    prompt, history = _split(said)
    metadata = find_table(body, "metadata")
    return Chat(
        prompt=prompt,
        system="\n\n".join(s.text for s in said if s.role in ("system", "developer")),
        history=history,
        is_streaming=find_flag(body, "stream"),
        conversation_id=_find_session(metadata, '"metadata".'),
        user=find_text(body, "user"),
        includes_usage=find_flag(find_table(body, "stream_options"), "include_usage", at='"stream_options".'),
    )


def parse_ui_chat(body: Table) -> Chat:
    """The body that `useChat` (AI SDK 5 and later) posts: `id`, `messages` with `parts`, `trigger`.

    Also what its users often make of it: the last `message` alone, and the `prompt` of `useCompletion`.

    Raises:
        InvalidRequest: the message names the member and its value.
    """
    if "messages" not in body and "prompt" in body:
        body = {**body, "messages": [{"role": "user", "content": body["prompt"]}]}
    elif "messages" not in body and "message" in body:
        body = {**body, "messages": [body["message"]]}
    prompt, history = _split(_read_messages(body, "parts"))
    return Chat(
        prompt=prompt,
        history=history,
        conversation_id=_find_session(body, "") or find_text(body, "id") or None,
    )


def _read_messages(body: Table, content_name: str) -> list[_Said]:
    messages = get_list(body, "messages")
    if len(messages) > _MESSAGES_MAX:
        raise InvalidRequest(f'"messages" has {len(messages)} members; at most {_MESSAGES_MAX} are taken')
    return [_read_message(message, f"messages[{i}]", content_name) for i, message in enumerate(messages)]


def _read_message(message: Any, at: str, content_name: str) -> _Said:  # Any: JSON
    if not isinstance(message, dict):
        raise InvalidRequest(f"{at} is {quote(message)}; an object is expected")
    role = find_text(message, "role", at=f"{at}.")
    if not role:
        raise InvalidRequest(f'{at}."role" is missing')
    name = content_name if content_name in message else "content"
    content = message.get(name)
    if content is None or isinstance(content, str):
        return _Said(role, find_text(message, name, at=f"{at}.") or "")
    parts = content if isinstance(content, list) else None
    if parts is None:
        raise InvalidRequest(f"{at}.{quote(name)} is {quote(content)}; text or a list of parts is expected")
    is_prompt = role == "user"
    texts = [_read_part(part, f"{at}.{name}[{i}]", is_prompt) for i, part in enumerate(parts)]
    return _Said(role, "\n".join(text for text in texts if text))


def _read_part(part: Any, at: str, is_prompt: bool) -> str:  # Any: JSON
    """The text of a part. What else a user sends would be lost silently, so it is refused."""
    if not isinstance(part, dict):
        raise InvalidRequest(f"{at} is {quote(part)}; an object is expected")
    kind = find_text(part, "type", at=f"{at}.")
    if kind in ("text", "input_text"):
        return find_text(part, "text", at=f"{at}.") or ""
    if is_prompt and kind in ("image_url", "input_audio", "file"):
        raise InvalidRequest(f"{at} is of type {quote(kind)}; this door takes text only")
    return ""


def _split(said: list[_Said]) -> tuple[str, list[Table]]:
    """The prompt and what was said before it, in the order it was said."""
    last = said[-1]
    if last.role != "user":
        raise InvalidRequest(f'The last of "messages" is by {quote(last.role)}; it must be the user\'s')
    history = [
        {"role": s.role, "content": [{"text": s.text}]}
        for s in said[:-1]
        if s.role in ("user", "assistant") and s.text
    ]
    return last.text, history


def _find_session(table: Table, at: str) -> str | None:
    for name in _SESSION_NAMES:
        if text := find_text(table, name, at=at):
            return text
    return None
