"""What the decoders of this package raise on bytes that break their format."""

from __future__ import annotations

from headwater.core.errors import HeadwaterError


class MalformedStream(HeadwaterError):
    """The stream's bytes do not follow its format."""
