"""Following a run: its answer is shown, over connections that break; and what becomes of it at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from headwater.cli.answer import build_json, print_answer, print_bytes
from headwater.cli.output import Output
from headwater.core.errors import HeadwaterError

if TYPE_CHECKING:
    from headwater.client import Interruption, Invocation, Resuming, StartedRun


def keep_up(output: Output, *, accepts_gaps: bool = False) -> Resuming:
    """How commands resume: they say so on standard error."""
    from headwater.client import Resuming

    def tell(broken: Interruption) -> None:
        output.note(f"connection lost ({broken.message}); resuming at byte {broken.offset}")

    return Resuming(on_break=tell, accepts_gaps=accepts_gaps)


def follow(output: Output, invocation: Invocation, *, is_raw: bool = False, is_chat: bool = False) -> bool:
    """Show an answer; who stops looking stops the agent's work. Whether the agent succeeded.

    Raises:
        InvocationFailed: the answer broke off, or the run was cut short.
    """
    with _cancelling(output, invocation):
        return show(output, invocation, is_raw=is_raw, is_chat=is_chat)


def show(output: Output, invocation: Invocation, *, is_raw: bool = False, is_chat: bool = False) -> bool:
    """Show an answer, in the form that was asked for. Whether the agent succeeded."""
    with invocation:
        if is_raw:
            print_bytes(output, invocation)
            return True
        if not output.is_json:
            return print_answer(output, invocation, is_chat=is_chat)
        output.json(build_json(invocation.read()))
        return invocation.error is None


def print_started(output: Output, run: StartedRun) -> None:
    """Tell of a run that goes on by itself."""
    if output.is_json:
        output.json({"invocationId": run.invocation_id, "sessionId": run.session_id})
        return
    output.text(run.invocation_id)
    output.note(f"it goes on; its answer: headwater runs attach {run.invocation_id}")


@contextmanager
def _cancelling(output: Output, invocation: Invocation) -> Iterator[None]:
    try:
        yield
    except HeadwaterError as exc:
        if invocation.invocation_id is not None and exc.code != "RunEnded":
            output.note(
                f"what is kept of it: headwater runs attach {invocation.invocation_id}"
                f" --offset {invocation.offset}"
            )
        raise
    except BaseException:  # Ctrl-C, or nobody reads standard output any more
        try:
            invocation.cancel()
        except HeadwaterError as exc:
            output.note(
                f"the agent's work could not be stopped ({exc.message});"
                f" later: headwater runs cancel {invocation.invocation_id}"
            )
        raise
