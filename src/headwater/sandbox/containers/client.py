"""The engine's own program, run as a child: short calls that answer, and longer ones that tell as they go."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from headwater.core.errors import AgentError, SandboxError
from headwater.sandbox.containers.command import (
    ImageFacts,
    build_remove,
    object_to_architecture,
    parse_image,
    summarize_error,
)
from headwater.sandbox.containers.engine import Engine

_CALL_TIMEOUT_S = 60.0
#: Of what a pull prints, enough to find its reason in.
_KEPT_LINES = 50
#: Called with each line the engine prints.
Tell = Callable[[str], None]


class EngineFailed(SandboxError):
    """The container engine refused."""


class EngineClient:
    """Calls of one engine that answer within a minute, and pulls."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    async def call(self, *arguments: str, timeout_s: float = _CALL_TIMEOUT_S) -> str:
        """What the engine prints on standard output. Cancelling kills its program, not what it began.

        Raises:
            EngineFailed: with its reason.
        """
        process = await self._start(*arguments)
        try:
            output, errors = await asyncio.wait_for(process.communicate(), timeout_s)
        except TimeoutError:
            raise EngineFailed(
                f"{self.engine.kind} {arguments[0]} did not end within {timeout_s:g} s"
            ) from None
        finally:
            await _end(process)
        if process.returncode != 0:
            raise EngineFailed(summarize_error(errors.decode(errors="replace")))
        return output.decode(errors="replace")

    async def inspect_image(self, image: str) -> ImageFacts | None:
        """What the engine has under this name or id; None if nothing."""
        try:
            output = await self.call("image", "inspect", image)
        except EngineFailed:
            return None
        try:
            return parse_image(output)
        except (ValueError, KeyError) as exc:
            raise EngineFailed(f"{self.engine.kind} image inspect {image}: {exc}") from exc

    async def pull(self, image: str, tell: Tell, timeout_s: float) -> None:
        """Fetch an image from its registry, telling of the progress.

        Raises:
            AgentError: it cannot be had; with the engine's reason.
        """
        process = await self._start("pull", image, merge=True)
        assert process.stdout is not None
        lines: list[str] = []
        try:
            async with asyncio.timeout(timeout_s):
                while line := await _read_line(process.stdout):
                    text = line.decode(errors="replace").rstrip()
                    tell(text)
                    lines = [*lines[-_KEPT_LINES:], text]
                code = await process.wait()
        except TimeoutError:
            raise AgentError(
                f"the image {image} was not fetched within {timeout_s:g} s (containers.pull_timeout_s)"
            ) from None
        finally:
            await _end(process)
        if code != 0:
            reason = summarize_error("\n".join(lines))
            raise AgentError(
                f"the image {image} is not on this host, and {self.engine.kind} cannot pull it: {reason}"
            )

    async def list_images(self, repository: str) -> list[str]:
        """Names of the images in a repository of this host."""
        return (await self.call("images", "--format", "{{.Repository}}:{{.Tag}}", repository)).split()

    async def unpin(self, pin: str) -> None:
        """Take our name off an image, which stays as long as it has another, or never had one."""
        facts = await self.inspect_image(pin)
        if facts is None:
            return
        if self.engine.kind == "podman":
            await self.call("untag", pin, pin)
        elif len(facts.names) > 1:  # else docker would remove the image itself
            await self.call("rmi", pin)

    async def remove_containers(self, label: str) -> int:
        """Kill and remove all containers with this label; how many there were."""
        names = (
            await self.call("ps", "--all", "--quiet", "--no-trunc", "--filter", f"label={label}")
        ).split()
        await self.remove(*names)
        return len(names)

    async def remove(self, *names: str) -> None:
        """Kill and remove containers; that they are gone already is no failure."""
        if names:
            with contextlib.suppress(EngineFailed):
                await self.call(*build_remove(self.engine.kind, names))

    async def _start(self, *arguments: str, merge: bool = False) -> asyncio.subprocess.Process:
        try:
            return await asyncio.create_subprocess_exec(
                self.engine.program,
                *arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT if merge else asyncio.subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as exc:
            raise EngineFailed(f"{self.engine.program} cannot be started: {exc.strerror or exc}") from exc


async def pin_image(
    client: EngineClient, image: str, pin: str, *, machine: str, tell: Tell, timeout_s: float
) -> ImageFacts:
    """Find `image`, fetching it if it is not here, and name it `pin`: a version's sessions all run that one.

    Raises:
        AgentError: it cannot be had, or cannot run on this machine.
    """
    facts = await client.inspect_image(image)
    if facts is None:
        await client.pull(image, tell, timeout_s)
        facts = await client.inspect_image(image)
        if facts is None:
            raise AgentError(f"the image {image} was pulled and is not there: was it removed meanwhile?")
    objection = object_to_architecture(image, facts, machine)
    if objection is not None:
        raise AgentError(objection)
    await client.call("tag", facts.image_id, pin)
    tell(f"image {image} is {facts.image_id[:12]}")
    return facts


async def _read_line(stream: asyncio.StreamReader) -> bytes:
    try:
        return await stream.readline()
    except ValueError:  # longer than the reader's buffer; it has dropped what it had
        return b"...\n"


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
