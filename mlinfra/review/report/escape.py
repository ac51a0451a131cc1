"""Escape user text for Markdown: no HTML, mention, table cell or fence."""

from __future__ import annotations

import re
from collections.abc import Sequence

# GitHub looks for mentions in the finished text, where an entity is a plain character again: hence a zero-width space.
_MEANINGLESS = {ord(mark): f"&#{ord(mark)};" for mark in "&<>\"'`*_[]|~\\$"} | {ord(m): f"{m}\u200b" for m in "@#"}
_RUN = re.compile(r"`+")


def size(text: str) -> int:
    """The length as GitHub and Azure DevOps may count it: in UTF-16 units, the strictest of the usual ways."""
    return len(text) + sum(map(text.count, {mark for mark in text if mark > "\uffff"}))


def clip(text: str, limit: int = 200) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def prose(text: str, limit: int = 400) -> str:
    """User text within a sentence; it must be on one line (see ``values.plain``)."""
    return clip(text, limit).translate(_MEANINGLESS)


def code(text: str, limit: int = 200) -> str:
    """User text as code, also within HTML and table cells; GitHub makes nothing in it a mention or a link."""
    return f"<code>{clip(text, limit).translate(_MEANINGLESS)}</code>" if text else ""


def fence(lines: Sequence[str], language: str = "diff") -> str:
    """Lines as a fenced block, with a fence longer than any run of backticks within."""
    longest = max((len(run) for line in lines for run in _RUN.findall(line)), default=0)
    mark = "`" * max(3, longest + 1)
    return "\n".join([f"{mark}{language}", *lines, mark])
