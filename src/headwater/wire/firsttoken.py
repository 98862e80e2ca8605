"""Whether a part of an event stream says something already, or only that an agent has begun.

Strands agents begin a stream with events that come before any model was asked (`init_event_loop`, `start`,
`messageStart`), and agents of AG-UI with `RUN_STARTED` and with what their client sent them. A time to the
first token that ended there would measure the agent's start. So the first part counts in which there is a
`data:` line that is none of these. What is looked at are the first bytes of the
first parts alone; no line is put together from two parts, and nothing is parsed.
"""

from __future__ import annotations

import re

#: Of a part; what is behind that is not looked at.
_LOOKED_AT_BYTES = 16 * 1024
_DATA = re.compile(rb"^data: ?(?=\S)", re.MULTILINE)
#: An object or, as the official SDK writes what is no JSON, a string of one; its first key, or two.
_BEGINNINGS = re.compile(
    rb"""data: ?["{ ]*\{?[ ]*\\?["'](?:init_event_loop|start_event_loop|start"""
    rb"""|event\\?["']: ?\{\\?["'](?:messageStart|contentBlockStart))\\?["']:"""
    rb"""|data: ?\{ ?"type": ?"(?:RUN_STARTED|STEP_STARTED|STATE_SNAPSHOT|MESSAGES_SNAPSHOT)\""""
)


def says_something(part: bytes) -> bool:
    """Whether a part of an event stream holds an event of which it is not known that it only begins."""
    shown = part[:_LOOKED_AT_BYTES]
    return any(_BEGINNINGS.match(shown, found.start()) is None for found in _DATA.finditer(shown))
