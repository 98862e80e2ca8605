"""Settings of JWT authorizers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class JwtSettings:
    """[jwt]: how tokens of runtimes with an authorizer are verified."""

    #: Seconds that an issuer's keys are used before they are fetched again.
    lifetime_s: float = 300.0
    #: Seconds between two attempts to fetch an issuer's keys, whatever the reason.
    refetch_interval_s: float = 5.0
    #: Seconds that keys are used while their issuer cannot be reached, counted from when they were fetched.
    stale_max_s: float = 3600.0
    #: Seconds that an issuer has to answer with its document and its keys.
    timeout_s: float = 5.0
    #: Seconds by which clocks may differ.
    leeway_s: float = 60.0
    #: What callers reach this server by, such as https://agents.example.com, where a proxy in front of it has
    #: another name; goes into what they are told about getting a token, and into the cards of A2A agents.
    #: Empty: the name that they call.
    public_url: str = ""
