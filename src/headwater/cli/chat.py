"""`headwater chat`."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator

import click

from headwater.cli.exits import Exit, describe_error
from headwater.cli.following import follow, keep_up
from headwater.cli.options import Remote, bearer_option, remote_options
from headwater.core.errors import HeadwaterError

_HELP = "/new starts a new session, /session prints its id, /quit ends (or Ctrl-D)"


@click.command("chat")
@click.argument("agent")
@click.option("--session", "session_id", metavar="ID", help="Go on in this session (33 to 256 characters).")
@click.option("--user", "user_id", metavar="ID",
              help="The user on whose behalf the agent acts; it is told as user_id, too.")  # fmt: skip
@click.option("--memory-session", "memory_session_id", metavar="ID",
              help="The conversation to remember, told to the agent as memory_session_id.")  # fmt: skip
@click.option("--no-stream", is_flag=True, help='Ask for each answer in one piece, with "stream": false.')
@click.option("--qualifier", default="DEFAULT", show_default=True, help="The endpoint's name.")
@remote_options
@bearer_option
def chat_command(
    remote: Remote,
    agent: str,
    session_id: str | None,
    user_id: str | None,
    memory_session_id: str | None,
    no_stream: bool,
    qualifier: str,
) -> None:
    """Talk with AGENT (a name, id or ARN) in one session, a line at a time.

    /new starts a new session, /session prints its id, /quit ends. Ctrl-C stops an answer, or at the prompt
    ends the chat. A connection that breaks is made anew, and the answer goes on where it was. Lines may come
    from a pipe; with --json each answer is one JSON line.

    A line under each answer has its timings; an agent that tells in "metadata" where its memory came from
    (memory_source) and whether its session was warm (cache_status) has that shown there as well.
    """
    is_interactive = sys.stdin.isatty()
    told = {
        **({"user_id": user_id} if user_id is not None else {}),
        **({"memory_session_id": memory_session_id} if memory_session_id is not None else {}),
        **({"stream": False} if no_stream else {}),
    }
    chat = _Chat(
        remote,
        agent,
        session_id or str(uuid.uuid4()),
        user_id,
        qualifier,
        told,
        is_interactive=is_interactive,
    )
    remote.client.status(agent)  # a wrong name is said before anything is typed
    if is_interactive:
        remote.output.note(f"session {chat.session_id}; {_HELP}")
    all_good = True
    for line in _read_lines(is_interactive):
        text = line.strip()
        if text == "/quit":
            break
        if text.startswith("/") and chat.obey(text):
            continue
        if text:
            all_good = chat.say(line.rstrip("\n")) and all_good
    if not (all_good or is_interactive):
        raise click.exceptions.Exit(Exit.FAILED)


class _Chat:
    """One conversation."""

    def __init__(
        self,
        remote: Remote,
        agent: str,
        session_id: str,
        user_id: str | None,
        qualifier: str,
        told: dict[str, object],
        *,
        is_interactive: bool,
    ) -> None:
        """`told` goes to the agent beside each prompt."""
        self.session_id = session_id
        self._remote = remote
        self._agent = agent
        self._user_id = user_id
        self._qualifier = qualifier
        self._told = told
        self._is_interactive = is_interactive

    def obey(self, command: str) -> bool:
        """Whether `command` was one, and is done."""
        if command == "/new":
            self.session_id = str(uuid.uuid4())
        elif command == "/help":
            self._remote.output.note(_HELP)
            return True
        elif command != "/session":
            return False
        self._remote.output.note(f"session {self.session_id}")
        return True

    def say(self, text: str) -> bool:
        """Send one line and show the answer. Whether the agent succeeded."""
        output = self._remote.output
        try:
            client = self._remote.client
            prompt = client.build_prompt(
                self._agent, text, session_id=self.session_id, qualifier=self._qualifier, told=self._told
            )
            invocation = client.invoke(
                self._agent,
                prompt.payload,
                headers=prompt.headers,
                session_id=self.session_id,
                user_id=self._user_id,
                qualifier=self._qualifier,
                resumable=keep_up(output),
            )
            return follow(output, invocation, is_chat=True)
        except HeadwaterError as exc:
            if output.is_json:
                output.json({"error": describe_error(exc)})
            output.error(exc.message)
        except KeyboardInterrupt:
            if not self._is_interactive:
                raise
            output.note("stopped")
        return False


def _read_lines(is_interactive: bool) -> Iterator[str]:
    if not is_interactive:
        yield from sys.stdin
        return
    import readline  # noqa: F401  (editing and history for input())

    while True:
        try:
            yield input("> ")
        except EOFError:
            click.echo(err=True)
            return
