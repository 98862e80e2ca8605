"""[containers]: which engine runs agents that come as images, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EngineChoice = Literal["auto", "podman", "docker", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerSettings:
    """Agents that come as container images. One container is one session.

    Limits on memory, processes, open files and scratch space, the time to start, and the number of
    spares are those of `[sandbox]`. `engine`: `auto` takes the first of podman and docker that really runs
    a container; `none` refuses images. `network` is given to the engine as it is (`none`, or the name of a
    network); empty takes one in which containers cannot see each other, where the engine has such.
    `run_arguments` are further arguments of the engine's `run`, behind ours and so stronger: they can
    weaken the confinement.
    """

    engine: EngineChoice = "auto"
    network: str = ""
    run_arguments: tuple[str, ...] = ()
    #: User and group in containers whose image names none, or root.
    uid: int = 1000
    #: Processors that one container may use, where the host has as many.
    cpus_max_count: float = 2.0
    #: For an image to be fetched from its registry.
    pull_timeout_s: float = 900.0
