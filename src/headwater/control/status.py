"""Statuses of runtimes, versions and endpoints, and the only moves between them."""

from __future__ import annotations

from enum import StrEnum

from headwater.core.runtimes import ResourceStatus as S


class Move(StrEnum):
    """What can happen to a resource."""

    UPDATE = "update"
    PREPARED = "prepared"
    FAILED = "failed"
    DELETE = "delete"
    DELETE_STUCK = "delete stuck"


#: From a status, by a move, to a status. What is not here cannot happen. A failed resource can be
#: updated (that is how it is mended), and a deletion can be asked for again at any time.
MOVES: dict[tuple[S, Move], S] = {
    (S.CREATING, Move.PREPARED): S.READY,
    (S.CREATING, Move.FAILED): S.CREATE_FAILED,
    (S.UPDATING, Move.PREPARED): S.READY,
    (S.UPDATING, Move.FAILED): S.UPDATE_FAILED,
    (S.READY, Move.UPDATE): S.UPDATING,
    (S.CREATE_FAILED, Move.UPDATE): S.UPDATING,
    (S.UPDATE_FAILED, Move.UPDATE): S.UPDATING,
    (S.DELETING, Move.DELETE_STUCK): S.DELETE_FAILED,
    **{(status, Move.DELETE): S.DELETING for status in S},
}

#: Preparation is under way.
PREPARING = frozenset({S.CREATING, S.UPDATING})
#: Nothing may be invoked or added any more.
LEAVING = frozenset({S.DELETING, S.DELETE_FAILED})


class IllegalMove(AssertionError):
    """A resource was moved in a way the table does not have: a mistake in this program."""


def is_allowed(status: S, move: Move) -> bool:
    """Whether `move` can happen to a resource that is `status`."""
    return (status, move) in MOVES


def next_status(status: S, move: Move) -> S:
    """The status after `move`."""
    try:
        return MOVES[status, move]
    except KeyError:
        raise IllegalMove(f"{move} cannot happen to a resource that is {status}") from None
