"""A client's request to a front door -> what the agent is asked, in which session, to answer in which form.

What is understood depends on the door's form:

    original, transformed   `{"prompt": …, "runtimeSessionId": …, "response": "original|transformed"}`, or the
                            same names in the query of a GET
    openai                  the body of OpenAI's Chat Completions
    ai-sdk                  the body that `useChat` sends
    any form, shape payload the body is the agent's payload, whatever its bytes are

The agent gets `{"prompt": …}`; from a chat also `messages` (what was said before, as Converse has it) and
`system`. Other members of a client's body do not reach it. `Content-Type` is not asked for: curl's `-d` sends
JSON as a form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl

from headwater.core.errors import InvalidRequest
from headwater.edge.forms.chats import Chat, parse_openai_chat, parse_ui_chat
from headwater.edge.forms.fields import find_text, quote
from headwater.edge.forms.surrogates import whole_text

Table = dict[str, Any]  # Any: JSON
Shape = Literal["prompt", "payload"]

MIB = 1024 * 1024
#: A body that is parsed. Payloads passed whole have the door's own limit only.
MAX_JSON_BYTES = 4 * MIB
SESSION_HEADER = "x-session-id"
#: A chat UI's name for a conversation, where it sends one to OpenAI's API.
_CHAT_HEADER = "x-openwebui-chat-id"
_SESSION_ID = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{32,255}")
_QUERY_FIELDS_MAX = 100
_CONVERSATION_ID_MAX_CHARS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRequest:
    """What a client asked of a door."""

    #: None where the payload is passed whole.
    prompt: str | None
    payload: bytes
    payload_content_type: str
    form: str
    is_streaming: bool = True
    #: A session id as the runtime takes it.
    session_id: str | None = None
    #: The client's own name for the conversation, of any form: hash it with door and principal.
    conversation_id: str | None = None
    #: OpenAI's `user`: whom the client speaks for, by its own word.
    user: str | None = None
    includes_usage: bool = False


def parse_request(
    method: str,
    query: bytes,
    headers: Mapping[str, str],
    body: bytes,
    *,
    form: str,
    choices: Collection[str] = (),
    shape: Shape = "prompt",
) -> DoorRequest:
    """What the client asks.

    Args:
        query: as it was received, percent-encoded.
        headers: with lower-case names.
        form: the door's.
        choices: the forms among which `response` may choose; `form` always is one.
    Raises:
        InvalidRequest: the message says what is wrong with which value; it is safe to show.
    """
    if shape == "payload":
        return _whole_payload(headers, body, form)
    if form == "openai":
        return _chat_request(parse_openai_chat(_parse_json(body)), headers, form)
    if form == "ai-sdk":
        return _chat_request(parse_ui_chat(_parse_json(body)), headers, form)
    table = _parse_query(query) if method == "GET" else _parse_json(body)
    return _prompt_request(table, headers, form, choices)


def _whole_payload(headers: Mapping[str, str], body: bytes, form: str) -> DoorRequest:
    return DoorRequest(
        prompt=None,
        payload=body,
        payload_content_type=headers.get("content-type") or "application/json",
        form=form,
        session_id=_check_session_id(headers.get(SESSION_HEADER), SESSION_HEADER),
    )


def _prompt_request(
    table: Table, headers: Mapping[str, str], form: str, choices: Collection[str]
) -> DoorRequest:
    prompt = find_text(table, "prompt")
    if prompt is None:
        raise InvalidRequest('"prompt" is missing: send {"prompt": "…"}')
    response = find_text(table, "response") or form
    if response != form and response not in choices:
        known = " or ".join(quote(name) for name in sorted({form, *choices}))
        raise InvalidRequest(f'"response" is {quote(response)}; this door answers as {known}')
    session_id = _check_session_id(find_text(table, "runtimeSessionId"), '"runtimeSessionId"')
    return DoorRequest(
        prompt=_check_prompt(prompt),
        payload=json.dumps({"prompt": prompt}).encode(),
        payload_content_type="application/json",
        form=response,
        session_id=session_id or _check_session_id(headers.get(SESSION_HEADER), SESSION_HEADER),
    )


def _chat_request(chat: Chat, headers: Mapping[str, str], form: str) -> DoorRequest:
    payload: Table = {"prompt": _check_prompt(chat.prompt)}
    if chat.system:
        payload["system"] = chat.system
    if chat.history:
        payload["messages"] = chat.history
    conversation_id = headers.get(SESSION_HEADER) or headers.get(_CHAT_HEADER) or chat.conversation_id
    if conversation_id is not None and len(conversation_id) > _CONVERSATION_ID_MAX_CHARS:
        raise InvalidRequest(
            f"The conversation's id has {len(conversation_id)} characters; "
            f"at most {_CONVERSATION_ID_MAX_CHARS} are taken"
        )
    is_session_id = conversation_id is not None and _SESSION_ID.fullmatch(conversation_id) is not None
    return DoorRequest(
        prompt=chat.prompt,
        payload=json.dumps(payload).encode(),
        payload_content_type="application/json",
        form=form,
        is_streaming=chat.is_streaming,
        session_id=conversation_id if is_session_id else None,
        conversation_id=None if is_session_id else conversation_id,
        user=chat.user,
        includes_usage=chat.includes_usage,
    )


def _check_prompt(prompt: str) -> str:
    if not prompt.strip():
        raise InvalidRequest("The prompt is empty")
    return prompt


def _check_session_id(session_id: str | None, name: str) -> str | None:
    if not session_id:
        return None
    if _SESSION_ID.fullmatch(session_id) is None:
        raise InvalidRequest(
            f"{name} is {quote(session_id)}; a session id has 33 to 256 letters, digits, - and _, "
            "and begins with a letter or digit. Leave it out to get one"
        )
    return session_id


def _parse_query(query: bytes) -> Table:
    try:
        pairs = parse_qsl(
            query.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_QUERY_FIELDS_MAX,
        )
    except ValueError as exc:
        raise InvalidRequest("The query is not percent-encoded UTF-8 of at most 100 fields") from exc
    table = dict(pairs)
    if len(table) < len(pairs):
        raise InvalidRequest("A name is there twice in the query")  # which one counts is a matter of taste
    return table


def _parse_json(body: bytes) -> Table:
    if len(body) > MAX_JSON_BYTES:
        raise InvalidRequest(f"The body has {len(body)} bytes; at most {MAX_JSON_BYTES} are read as JSON")
    try:
        value = json.loads(body.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError as exc:
        raise InvalidRequest(f"The body is not UTF-8: byte {exc.start} is 0x{body[exc.start]:02x}") from exc
    except RecursionError as exc:
        raise InvalidRequest("The body is JSON nested too deeply") from exc
    except ValueError as exc:
        raise InvalidRequest(
            f'The body is not JSON ({whole_text(str(exc))}); send {{"prompt": "…"}}'
        ) from exc
    if not isinstance(value, dict):
        raise InvalidRequest(f"The body is JSON {quote(value)}; an object is expected")
    return value
