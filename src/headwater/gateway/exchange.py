"""What an invocation's protocol adds to it: which session it goes to, and what travels in its headers.

This is HTTP's part, which is nothing; those of other protocols stand in files of their own and replace what
they need of it.
"""

from __future__ import annotations

from headwater.core.errors import UnknownOperation
from headwater.core.runtimes import Target
from headwater.http.asgi import RawHeaders, Scope, raw_path
from headwater.sessions.session import Session
from headwater.telemetry.spans import Segment
from headwater.wire.protocols import CallDialect


class Exchange:
    """One invocation, as the protocol of its agent has it."""

    #: By which the agent believes to be called.
    host = b"localhost"
    #: Whether it goes to a session that is alive already, or nowhere.
    needs_live = False
    #: Whether it asks for something, as those do that wait for news do not.
    is_work = True

    #: The least status of an agent's answer that is an error.
    least_error = 400
    #: Whether it is one of those of which a session serves one after the other, where that is wanted.
    takes_turns = True

    def __init__(self, scope: Scope, session_id: str, dialect: CallDialect, target: Target) -> None:
        self._path = target.version.agent_path
        self.scope = scope
        #: The session it goes to.
        self.session_id = session_id
        self.dialect = dialect

    @property
    def method(self) -> bytes:
        return str(self.scope["method"]).encode()

    def check(self) -> None:
        """Raises: RequestError: the agent is not to be asked this."""
        if self.scope["method"] != "POST":
            raise UnknownOperation(
                f"No operation answers {self.scope['method'][:20]} {raw_path(self.scope)[:200]}:"
                " this path takes POST"
            )

    def describe(self, segment: Segment) -> None:
        """Note what is asked."""

    def adapt_request(self, headers: RawHeaders, session: Session) -> RawHeaders:
        """Those that the agent gets; `headers` are what any would get."""
        return headers

    def adapt_answer(self, headers: RawHeaders, given: RawHeaders, session: Session) -> RawHeaders:
        """Those that the caller gets; `given` are the agent's, and `headers` what any caller would get."""
        return headers

    def choose_path(self, session: Session) -> str:
        """Where the agent is asked."""
        return self._path

    def is_elsewhere(self, status: int, headers: RawHeaders, session: Session) -> bool:
        """Whether an agent's answer says that it is to be asked again, where `choose_path` now leads."""
        return False

    def is_callers(self, status: int, headers: RawHeaders, body: bytes) -> bool:
        """Whether an agent's answer of an error, with all of its body, is for its caller to read."""
        return False

    def write_break(self, problem: str) -> bytes:
        """The event that tells of a stream's early end; nothing: none does."""
        return self.dialect.write_event(problem)

    def note_end(self, last: bytes, segment: Segment) -> None:
        """Note what a whole answer's last part says."""

    def choose_end(self, session: Session) -> str | None:
        """Why the session ends with this invocation; None: it goes on. Asked once the answer is out."""
        return None
