"""What servers answer."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class HttpReply:
    """A plain HTTP answer; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)
