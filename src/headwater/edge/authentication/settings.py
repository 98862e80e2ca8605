"""[door.auth]: the records, by their `kind`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from headwater.edge.reading import setting

_KEY_HASH = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAuth:
    """kind = "none": anyone."""


def _check_key_hashes(keys: Mapping[str, str]) -> None:
    if not keys:
        raise ValueError("is empty, so nobody could use the door; `headwater edge key NAME` makes a line")
    for name, digest in keys.items():
        if _KEY_HASH.fullmatch(digest) is None:
            raise ValueError(f"the hash of {name!r} is not as `headwater edge key {name}` prints it")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAuth:
    """kind = "api-key": a key in a header, or as a bearer token."""

    header: str = "x-api-key"
    #: Name -> hash, as `headwater edge key NAME` prints it.
    keys: Mapping[str, str] = setting(check=_check_key_hashes)


AuthSettings = OpenAuth | KeyAuth
AUTHENTICATION: dict[str, type] = {"none": OpenAuth, "api-key": KeyAuth}
