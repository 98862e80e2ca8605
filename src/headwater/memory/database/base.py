"""What the memory API needs of a database: transactions of plain SQL, off the event loop.

Rule 1: SQL is text that both databases understand, with `:name` parameters; what differs is in `schema`.
Rule 2: texts compare by their bytes, so that ranges and orders are the same everywhere.
Rule 3: bytes go into BLOB or BYTEA; JSON is kept as its UTF-8 bytes, for PostgreSQL's texts know no NUL.
Rule 4: times are whole milliseconds since 1970.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, Protocol, TypeVar

T = TypeVar("T")
Dialect = Literal["sqlite", "postgresql"]
#: One row, in the order of the columns. Any: columns have their own types.
Row = tuple[Any, ...]


class Tx(Protocol):
    """One transaction. Blocks; used in a database thread only, and not after its function has returned."""

    @property
    def dialect(self) -> Dialect: ...

    def all(self, sql: str, /, **values: object) -> list[Row]:
        """Every row that the statement gives."""

    def each(self, sql: str, /, **values: object) -> Iterator[Row]:
        """The rows one by one, for those that are many or large: whoever stops early has read no more."""

    def one(self, sql: str, /, **values: object) -> Row | None:
        """The first row, if there is one."""

    def run(self, sql: str, /, **values: object) -> int:
        """How many rows the statement changed."""


Work = Callable[[Tx], T]


class Database(Protocol):
    """An open database. Made by `open_database`."""

    @property
    def dialect(self) -> Dialect: ...

    async def read(self, work: Work[T]) -> T:
        """Do `work` on a snapshot that nobody changes meanwhile.

        Raises:
            StoreError: the database refused.
            Exception: whatever `work` raised.
        """

    async def write(self, work: Work[T]) -> T:
        """Do `work` in a transaction: on disk when this returns, undone when `work` raises.

        Cancelling does not undo one that has begun. `work` may be called again when others were in its way.

        Raises:
            StoreError: the database refused; nothing was changed.
            Exception: whatever `work` raised.
        """

    async def close(self) -> None:
        """Finish what has been asked for, then let go. Safe to repeat."""
