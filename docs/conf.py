"""How Sphinx makes the documents into a site: `make docs`. Nothing is fetched, by it or by what it makes.

Sphinx is maintained, searches offline, and with `-W` makes errors of broken links, missing pages and pages
that nobody links to. With MyST the pages stay Markdown that is read in the repository too.
"""

import os
import re
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

project = "Headwater"
author = "the Headwater authors"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
nitpicky = True
exclude_patterns = ["screenshots/README.md"]

myst_heading_anchors = 4

html_theme = "furo"
html_title = "Headwater"
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {"footer_icons": [], "top_of_page_buttons": []}
pygments_style = "friendly"
pygments_dark_style = "native"

#: Files at the top of the repository that are pages of the site too, in place of a file that says so.
PAGES = {
    ROOT / f"{name.upper()}.md": DOCS / "project" / f"{name}.md" for name in ("security", "architecture")
}
_LINK = re.compile(r"\[([^\]\[]+)\]\(([^)\s:]+)\)")
_FENCED = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)


def setup(app: Sphinx) -> None:
    """Sphinx calls this once."""
    app.connect("source-read", _retarget_all)


def _retarget_all(app: Sphinx, docname: str, source: list[str]) -> None:
    """Links that are right in the repository and lead out of the site lead to what the site has instead."""
    page = DOCS / f"{docname}.md"
    path = next((path for path, stands_in in PAGES.items() if stands_in == page), page)
    parts = _FENCED.split(source[0] if path == page else path.read_text())
    parts[::2] = [
        _LINK.sub(lambda match: _retarget(path, page, *match.groups()), part) for part in parts[::2]
    ]
    source[0] = "".join(parts)


def _retarget(path: Path, page: Path, text: str, target: str) -> str:
    """A link of the file at `path`, as it has to be on `page`."""
    name, hash_sign, fragment = target.partition("#")
    found = Path(os.path.normpath(path.parent / name)) if name else path
    if not found.exists():
        return f"[{text}]({target})"  # Sphinx says that it leads nowhere
    found = PAGES.get(found, found)
    if found.is_relative_to(DOCS) and found.is_file():
        return f"[{text}]({os.path.relpath(found, page.parent)}{hash_sign}{fragment})"
    where = f"`{found.relative_to(ROOT)}`"
    return (
        where
        if text.rstrip("/") in (str(found.relative_to(ROOT)), target.rstrip("/"))
        else f"{text} ({where})"
    )
