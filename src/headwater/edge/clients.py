"""Who is at the other end: the client's own address, as far as it can be believed.

A proxy's headers are believed only if the connection comes from a listed proxy, and only up to the first
address, from the right, that is no listed proxy itself: what stands left of it, anybody may have written.

Source: RFC 7239 (Forwarded); the de-facto X-Forwarded-For and X-Forwarded-Proto.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from functools import lru_cache

from headwater.edge.base import RawHeaders

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_UNKNOWN = "unknown"
_MAX_HOPS = 20
#: Addresses whose reading is remembered: the same ones come again and again.
_REMEMBERED_COUNT = 4096
_PAIR = re.compile(r'\s*([A-Za-z]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))\s*')


def parse_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks and single addresses; ValueError names what is neither."""
    return tuple(_parse_network(text) for text in texts)


def is_within(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address is in one of the networks; a text that is no address is in none."""
    parsed = _parse_address(address)
    return parsed is not None and any(
        parsed.version == network.version and parsed in network for network in networks
    )


def find_client(peer: str, headers: RawHeaders, trusted: tuple[Network, ...]) -> str:
    """The client's address: the peer's own, or what trusted proxies say it is."""
    peer = normalise(peer)
    if not trusted or not is_within(peer, trusted):
        return peer
    client = peer
    for hop in reversed(_read_hops(headers)[-_MAX_HOPS:]):
        parsed = _parse_address(hop)
        if parsed is None:
            return client  # a proxy that hides whom it speaks for is the client
        client = str(parsed)
        if not is_within(client, trusted):
            return client
    return client


def find_scheme(peer: str, headers: RawHeaders, trusted: tuple[Network, ...], own: str) -> str:
    """http or https, as the client used it with the outermost trusted proxy's word for it."""
    if not trusted or not is_within(normalise(peer), trusted):
        return own
    values = _list_of(headers, b"x-forwarded-proto") or _forwarded(headers, "proto")
    return "https" if values and values[-1].lower() == "https" else own


@lru_cache(_REMEMBERED_COUNT)
def normalise(address: str) -> str:
    """IPv4 addresses that came in over an IPv6 socket as what they are."""
    parsed = _parse_address(address)
    return str(parsed) if parsed is not None else address or _UNKNOWN


def _read_hops(headers: RawHeaders) -> list[str]:
    return _list_of(headers, b"x-forwarded-for") or _forwarded(headers, "for")


def _list_of(headers: RawHeaders, name: bytes) -> list[str]:
    values = [value.decode("latin-1") for key, value in headers if key == name]
    return [item.strip() for value in values for item in value.split(",") if item.strip()]


def _forwarded(headers: RawHeaders, wanted: str) -> list[str]:
    found = []
    for element in _list_of(headers, b"forwarded"):
        for name, quoted, plain in _PAIR.findall(element):
            if name.lower() == wanted:
                found.append(quoted or plain)
    return found


def _parse_address(text: str) -> Address | None:
    text = text.strip()
    if text.startswith("["):  # [2001:db8::1]:4711
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:  # 192.0.2.1:4711
        text = text.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed


def _parse_network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise ValueError(f"{text!r} is neither an address nor a network such as 10.0.0.0/8") from None
