"""What the code of an agent identifies itself with: an access key of its own, for as long as it lives."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerCredentials:
    """One access key in AWS's form. The token is secret too, and belongs to this key alone."""

    access_key_id: str
    secret_key: str = field(repr=False)
    session_token: str = field(repr=False)
