"""A function of the operator's own: `authenticate(request)` -> a name, a Principal, or None for nobody."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from headwater.core.principals import Principal
from headwater.edge.authentication.principals import build_principal
from headwater.edge.base import Request, Unauthenticated

#: The name may travel on in a header.
_MAX_NAME_LENGTH = 1024


class OwnAuthenticator:
    """Asks the function; one that is not `async` is called in a thread, as it may wait."""

    needs_body = True

    def __init__(self, door: str, function: Callable[[Request], Any]) -> None:  # Any: sync or async
        self._door = door
        self._function = function

    async def authenticate(self, request: Request) -> Principal:
        if inspect.iscoroutinefunction(self._function):
            found = await self._function(request)
        else:
            found = await asyncio.to_thread(self._function, request)
        if found is None:
            raise Unauthenticated("the request could not be authenticated", was_tried=True)
        name = found.name if isinstance(found, Principal) else found
        if not isinstance(name, str) or not name.isprintable() or not 0 < len(name) <= _MAX_NAME_LENGTH:
            raise TypeError(f"authenticate gave {found!r}; a name, a Principal or None is expected")
        return found if isinstance(found, Principal) else build_principal(self._door, name)
