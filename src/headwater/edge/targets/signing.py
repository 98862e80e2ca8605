"""The edge's own AWS credentials: where the data plane is, and requests signed for it.

`botocore` finds both as any AWS program would: variables, ~/.aws with its profiles, roles of the machine.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.parse import urlsplit

from headwater.core.addresses import is_loopback
from headwater.core.errors import HeadwaterError
from headwater.edge.base import TargetRefused
from headwater.edge.config import TargetSettings

_log = logging.getLogger("headwater.edge")
_SERVICE = "bedrock-agentcore"


class NoCredentials(HeadwaterError):
    """The edge has no AWS credentials to call its target with."""


class AwsAccount:
    """The credentials of one profile, for one region."""

    def __init__(self, endpoint_url: str, region: str, credentials: Any) -> None:  # Any: botocore's
        self.endpoint_url = endpoint_url
        self._region = region
        self._credentials = credentials

    async def sign(self, url: str, headers: dict[str, str], payload: bytes) -> dict[str, str]:
        if self._credentials is None:
            return headers
        frozen = await self._freeze()
        return _sign(frozen, self._region, url, headers, payload)

    async def _freeze(self) -> Any:  # Any: botocore's
        """The credentials of now; those that expire are fetched anew, which may need the network."""
        credentials = self._credentials
        try:
            if hasattr(credentials, "refresh_needed") and credentials.refresh_needed():
                return await asyncio.to_thread(credentials.get_frozen_credentials)
            return credentials.get_frozen_credentials()
        except Exception as exc:  # botocore's providers raise what they like
            raise TargetRefused(502, f"the edge's own credentials cannot be had: {exc}") from exc


def open_account(settings: TargetSettings) -> AwsAccount:
    """Find out where a target is and what to sign with. Reads files; may ask the machine's metadata service.

    Raises:
        NoCredentials: none were found, and the target is not on this machine.
    """
    import botocore.exceptions
    import botocore.session

    try:
        session = botocore.session.Session(profile=settings.profile)
        client = session.create_client(
            _SERVICE, region_name=settings.region, endpoint_url=settings.endpoint_url
        )
        endpoint_url, credentials = client.meta.endpoint_url, session.get_credentials()
        client.close()
    except (botocore.exceptions.BotoCoreError, ValueError) as exc:
        raise NoCredentials(f"the edge cannot call {settings.arn}: {exc}") from exc
    if credentials is None:
        if not is_loopback(urlsplit(endpoint_url).hostname or ""):
            raise NoCredentials(
                f"the edge has no AWS credentials for {settings.arn} at {endpoint_url}: set AWS_PROFILE,"
                " or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or `profile` in [door.target]"
            )
        _log.warning("no AWS credentials found: %s is called without a signature", endpoint_url)
    assert settings.region is not None
    return AwsAccount(endpoint_url, settings.region, credentials)


def _sign(
    credentials: Any,
    region: str,
    url: str,
    headers: dict[str, str],
    payload: bytes,  # Any: botocore's
) -> dict[str, str]:
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest

    request = AWSRequest(method="POST", url=url, data=payload, headers=headers)
    SigV4Auth(credentials, _SERVICE, region).add_auth(request)
    return dict(request.headers.items())
