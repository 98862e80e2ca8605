"""Which files of a folder stay at home: `.dockerignore` or else `.gitignore`, and what is never wanted.

Patterns: `*` and `?` stay within a name, `**` crosses folders, a slash at the end means folders only, `!`
takes a match back, the last pattern that matches decides. In `.gitignore` a pattern without a slash matches
at any depth; in `.dockerignore` all count from the top. A file may be taken back from a folder that is left
out, as Docker has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from headwater.client.errors import BundleError

#: Never of use to an agent, and often large or secret.
ALWAYS_SKIPPED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", "__pycache__", ".venv", "venv", "node_modules", ".mypy_cache", ".pytest_cache",
        ".ruff_cache", ".tox", ".nox", ".idea", ".vscode", ".ipynb_checkpoints", ".headwater",
        ".bedrock_agentcore",
    }
)  # fmt: skip
ALWAYS_SKIPPED_SUFFIXES = (".pyc", ".pyo", ".swp", "~")
ALWAYS_SKIPPED_FILES = frozenset({".DS_Store", ".dockerignore", ".gitignore", ".bedrock_agentcore.yaml"})


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    is_negated: bool
    is_folder_only: bool

    def matches(self, relative: str, folders: list[str]) -> bool:
        """`folders` are those `relative` lies in, and itself if it is one: a match takes all below along."""
        if not self.is_folder_only and self.pattern.fullmatch(relative):
            return True
        return any(self.pattern.fullmatch(folder) for folder in folders)


class IgnoreRules:
    """Answers whether a path, relative to the folder and with `/`, is left out."""

    def __init__(self, rules: list[_Rule]) -> None:
        self._rules = rules

    def skips(self, relative: str, *, is_folder: bool) -> bool:
        """Whether this file or folder is left out, by itself or with a folder it lies in."""
        name = relative.rpartition("/")[2]
        if is_folder and name in ALWAYS_SKIPPED_FOLDERS:
            return True
        if not is_folder and (name in ALWAYS_SKIPPED_FILES or name.endswith(ALWAYS_SKIPPED_SUFFIXES)):
            return True
        parts = relative.split("/")
        folders = ["/".join(parts[:count]) for count in range(1, len(parts) + is_folder)]
        is_skipped = False
        for rule in self._rules:
            if rule.matches(relative, folders):
                is_skipped = not rule.is_negated
        return is_skipped

    def may_take_back(self, folder_name: str) -> bool:
        """Whether a folder that is left out must be looked into, since some pattern takes files back."""
        return folder_name not in ALWAYS_SKIPPED_FOLDERS and any(rule.is_negated for rule in self._rules)


def read_ignore_rules(folder: Path) -> IgnoreRules:
    """The rules in force in `folder`."""
    for name, is_anchored in ((".dockerignore", True), (".gitignore", False)):
        file = folder / name
        if file.is_file():
            return parse_ignore_rules(file.read_text("utf-8", "replace"), is_anchored=is_anchored)
    return IgnoreRules([])


def parse_ignore_rules(text: str, *, is_anchored: bool) -> IgnoreRules:
    """
    Args:
        is_anchored: patterns without a slash count from the top, as in a `.dockerignore`.
    """
    rules = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        is_negated = line.startswith("!")
        pattern = line.removeprefix("!").strip().removeprefix("./")
        # Docker reads `name/` as `name`; git takes it to mean folders alone.
        is_folder_only = pattern.endswith("/") and not is_anchored
        body = pattern.strip("/")
        if not body:
            continue
        counts_from_top = is_anchored or pattern.startswith("/") or "/" in body
        expression = _translate(body if counts_from_top else f"**/{body}")
        try:
            rules.append(_Rule(re.compile(expression), is_negated, is_folder_only))
        except re.error as exc:
            raise BundleError(f"the ignore file's pattern {line!r} cannot be read: {exc}") from exc
    return IgnoreRules(rules)


def _translate(pattern: str) -> str:
    """A regular expression for `pattern`."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]+\])", pattern)
    meanings = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    expression = ""
    for part in parts:
        if part in meanings:
            expression += meanings[part]
        elif part.startswith("[") and part.endswith("]"):
            expression += (
                "[" + part[1:-1].replace("\\", "\\\\").replace("!", "^", 1 if part[1] == "!" else 0) + "]"
            )
        else:
            expression += re.escape(part.replace("\\", ""))
    return expression
