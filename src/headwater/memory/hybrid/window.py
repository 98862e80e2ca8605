"""The last turns of a conversation, bounded, and such that a model takes them.

Models refuse a tool result without the call before it, a call without its result, and a conversation that
does not begin with the user. So a window begins at a user's turn that is no tool result, and never ends
between a call and its result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headwater.memory.hybrid.turns import Turn

#: An estimate: four characters a token, as is usual for English.
_CHARS_PER_TOKEN = 4


def estimate_tokens(turn: Turn) -> int:
    """About how many tokens a turn has: a quarter of its characters, and a few for the role."""
    return 4 + sum(len(str(block)) for block in turn.blocks) // _CHARS_PER_TOKEN


@dataclass(frozen=True, slots=True)
class Window:
    """How much of a conversation is loaded: at most `turns` turns, and about `tokens` tokens if set.

    `count_tokens` counts those of one turn; without it they are estimated.
    """

    turns: int = 20
    tokens: int | None = None
    count_tokens: Callable[[Turn], int] = estimate_tokens

    def __post_init__(self) -> None:
        if self.turns < 1 or (self.tokens is not None and self.tokens < 1):
            raise ValueError(f"a window has at least one turn and one token, not {self.turns}, {self.tokens}")


def take_window(turns: Sequence[Turn], window: Window) -> list[Turn]:
    """The last turns that fit. Fewer where a pair would be cut; more where one exchange alone is longer."""
    whole = drop_halves(turns)
    begin = _bounded_begin(whole, window)
    starts = [index for index, turn in enumerate(whole) if is_start(turn)]
    later = next((index for index in starts if index >= begin), None)
    if later is None:
        has_result_first = begin < len(whole) and whole[begin].has_tool_result
        later = starts[-1] if starts else begin - has_result_first
    return whole[later:]


def drop_halves(turns: Sequence[Turn]) -> list[Turn]:
    """Without calls whose results never came (a crash came between) and results without their call."""
    whole: list[Turn] = []
    for index, turn in enumerate(turns):
        following = turns[index + 1] if index + 1 < len(turns) else None
        if turn.has_tool_use and (following is None or not following.has_tool_result):
            continue
        if turn.has_tool_result and (not whole or not whole[-1].has_tool_use):
            continue
        whole.append(turn)
    return whole


def join_neighbours(turns: Sequence[Turn]) -> list[Turn]:
    """One turn where several of one role follow each other, as models want roles to alternate."""
    joined: list[Turn] = []
    for turn in turns:
        last = joined[-1] if joined else None
        is_same = last is not None and last.role == turn.role
        if last is not None and is_same and not (last.has_tool_result or turn.has_tool_result):
            joined[-1] = Turn(turn.role, [*last.blocks, *turn.blocks])
        else:
            joined.append(turn)
    return joined


def is_start(turn: Turn) -> bool:
    """Whether a conversation may begin with this turn."""
    return turn.role == "user" and not turn.has_tool_result


def _bounded_begin(turns: Sequence[Turn], window: Window) -> int:
    begin, tokens = len(turns), 0
    least = max(0, begin - window.turns)
    if window.tokens is None:
        return least
    while begin > least:
        tokens += window.count_tokens(turns[begin - 1])
        if tokens > window.tokens:
            break
        begin -= 1
    return begin
