"""What the control plane needs from the rest, and what it offers to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from headwater.core.identifiers import LOCAL_ACCOUNT_ID, LOCAL_REGION
from headwater.core.runtimes import RuntimeVersion

MIB = 1024 * 1024
#: The bucket that uploads to this server land in; every other one is asked for by S3.
OWN_BUCKET = "headwater"

#: One operation: input members in, output members out, both as the service model names them.
Handler = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]  # Any: members have their own types


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSettings:
    """Whose runtimes these are."""

    region: str = LOCAL_REGION
    account_id: str = LOCAL_ACCOUNT_ID
    partition: str = "aws"


@dataclass(frozen=True, slots=True, kw_only=True)
class EncryptionSettings:
    """[control]: with which key agents' environment variables are encrypted in the store.

    Without either a key is made at the first start, in the file `encryption.key` of the data folder.
    """

    #: Fernet keys, separated by commas: the first encrypts, all decrypt. To change the key, put the new one
    #: first, start once, then leave out the old one.
    encryption_key: str | None = field(default=None, repr=False)
    #: A file with such keys, one a line, which only its owner may read.
    encryption_key_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactSettings:
    """[artifacts]: where agents' code is kept and what is let in. Limits are AgentCore's."""

    data_dir: Path
    #: uid and gid that unpacked code belongs to; None leaves it to the server's own user.
    owner: tuple[int, int] | None = None
    zip_max_bytes: int = 250 * MIB
    unpacked_max_bytes: int = 750 * MIB
    #: Files and folders of one bundle.
    entry_max_count: int = 100_000


class VersionPreparer(Protocol):
    """Makes versions ready to serve, and clears away what is left of them."""

    async def check_images(self) -> None:
        """Raises InvalidRequest, with what to do, where this host cannot run container images."""

    async def check_storage(self, *, is_image: bool) -> None:
        """Raises InvalidRequest, with what to do, where this host cannot keep what sessions store."""

    async def prepare(self, version: RuntimeVersion) -> None:
        """Return once `version` is proven: its code loads and it could serve a session.

        Its bundle is unpacked already, unless it is made of an image. May be called again for a version that
        was prepared before (after a restart). Cancelling stops the attempt and leaves nothing running.

        Raises:
            AgentError: the agent's code does not load; the message tells the caller why.
        """

    async def retire(self, runtime_id: str, version: int | None) -> None:
        """Return once no session and no template of this version (None: of any) is left running.

        Nothing resolves to it any more when this is called. Safe to repeat.
        """
