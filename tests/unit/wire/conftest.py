"""Property tests here give the same examples at every run, and no machine is too slow for them."""

from __future__ import annotations

from hypothesis import settings

import effort

settings.register_profile("wire", deadline=None, derandomize=True, max_examples=effort.count(40, 100))
settings.load_profile("wire")
