"""The models' `pattern`s as Python regular expressions.

The patterns are ECMA 262, ASCII classes, and lost their outer `^` and `$` on the way into the model:
all of a value must match. Python lacks only `\\p{...}`, which becomes the list of its characters.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

_JWT = r"[A-Za-z0-9-_=]"
_NO_JWT = r"[^A-Za-z0-9\-_=\n]"
_DISCOVERY = r"[^\s?#]+/\.well-known/(openid-configuration|oauth-authorization-server)(/[^\s?#]+)?"
#: Patterns that take cubic or quadratic time, and those that match the same texts in linear time. A token:
#: its dots, left unescaped, overlap with what is around them; so by how many of the two are no token
#: characters. A discovery document's address: what it must not hold is looked for first.
_IN_LINEAR_TIME = {
    f"{_JWT}+.{_JWT}+.{_JWT}+": (
        f"{_JWT}{{5,}}|{_JWT}+{_NO_JWT}{_JWT}{{3,}}|{_JWT}{{3,}}{_NO_JWT}{_JWT}+"
        f"|{_JWT}+{_NO_JWT}{_JWT}+{_NO_JWT}{_JWT}+"
    ),
    _DISCOVERY: rf"(?=[^\s?#]+\Z){_DISCOVERY}",
}
_PROPERTY = re.compile(r"\\p\{(?P<category>[A-Z][a-z]?)\}")


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """`pattern` ready for `fullmatch`."""
    pattern = _IN_LINEAR_TIME.get(pattern, pattern)
    return re.compile(_PROPERTY.sub(lambda found: _category_ranges(found["category"]), pattern), re.ASCII)


@cache
def _category_ranges(category: str) -> str:
    """The characters of a Unicode category as the inside of a bracket expression.

    All uses in the models are inside brackets already. Takes a tenth of a second, once.
    """
    ranges: list[tuple[int, int]] = []
    for code in range(sys.maxunicode + 1):
        if not unicodedata.category(chr(code)).startswith(category):
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
