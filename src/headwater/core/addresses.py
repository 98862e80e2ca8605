"""Whether a name or an address is this very machine's."""

from __future__ import annotations

import ipaddress


def is_loopback(host: str, *, names_below: bool = False) -> bool:
    """Whether a host's name, as it stands in a URL, means this very machine.

    Args:
        names_below: `agents.localhost` and the like do too. Some systems look them up, and whoever answers
            says where they are: not for what a stranger names.
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or (names_below and host.endswith(".localhost"))
