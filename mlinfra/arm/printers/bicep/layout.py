"""Lay out a document of groups and line breaks in at most 120 columns, where it can be.

The rules are those of ``bicep format``: a group is flat when its own flat text, from where it starts, ends at
column 120 or before; otherwise all its breaks are taken and the groups in it decide anew. Hard content (an object
that starts with a line break, a blank line, a comment) breaks every group around it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeAlias

from mlinfra.base.errors import Unprintable
from mlinfra.base.frozen import dataclass

WIDTH = 120
INDENT = "  "


# These are made by the thousand: slots without the cost of frozen initialisation.
@dataclass(slots=True, eq=False)
class Line:
    """A line break; ``flat`` is what stands for it in a flat group, None where it is always a break."""

    flat: str | None
    hard: bool = False


@dataclass(slots=True, eq=False)
class Broken:
    """Text that stands in a broken group only."""

    text: str
    hard: ClassVar[bool] = False


@dataclass(slots=True, eq=False)
class Note:
    """A comment, which ends its line: it breaks the groups around it."""

    text: str
    hard: ClassVar[bool] = True


@dataclass(slots=True, eq=False)
class Glue:
    """Parts in a row, without a decision of their own. ``hard`` parts break the groups around them."""

    parts: Sequence[Doc]
    hard: bool


@dataclass(slots=True, eq=False)
class Group:
    """Parts that are flat together or broken together; ``hard`` only tells the groups around it.

    ``hugged`` is the same call with its last argument open in the head line: the layout to take when that argument
    breaks, because a second run of the formatter would take it.
    """

    parts: Sequence[Doc]
    hard: bool = False
    hugged: Sequence[Doc] | None = None


@dataclass(slots=True, eq=False)
class Indent:
    """Parts whose breaks are one level deeper."""

    parts: Sequence[Doc]
    hard: ClassVar[bool] = False


@dataclass(slots=True, eq=False)
class Tail:
    """A broken object or array as the last argument: its group counts the opening bracket, nothing after it."""

    parts: Sequence[Doc]
    hard: ClassVar[bool] = False


Doc: TypeAlias = str | Line | Broken | Note | Glue | Group | Indent | Tail

EMPTY_LINE = Line("")
SPACE_LINE = Line(" ")
COMMA_LINE = Line(", ")
BLANK = Line(None, hard=True)


def is_hard(doc: Doc) -> bool:
    """Whether the document breaks the groups around it."""
    return not isinstance(doc, str) and doc.hard


def glue(*parts: Doc) -> Doc:
    """Parts in a row; plain text at once where all of them are."""
    for part in parts:
        if not isinstance(part, str):
            return Glue(parts, any(map(is_hard, parts)))
    return "".join(map(str, parts))


def indented(*parts: Doc) -> Doc:
    """Parts one level deeper that are flat together or broken together."""
    inner = (Indent(parts),)
    return Glue(inner, hard=True) if any(map(is_hard, parts)) else Group(inner)


def bracket(head: str, items: Sequence[Doc], foot: str, separator: Line, padding: Line, *, force: bool = False) -> Doc:
    """``head``, the items one level deeper, ``foot``: on one line when they fit and nothing is hard."""
    items = _without_edges(items)
    if not items:
        return head + foot
    inner: list[Doc] = [padding]
    last: Doc = BLANK
    for item in items:
        if last is not BLANK:
            inner.append(separator)
        inner.append(item)
        last = item
    parts = (head, Indent(inner), padding, foot)
    return Glue(parts, hard=True) if force or any(map(is_hard, items)) else Group(parts)


def _without_edges(items: Sequence[Doc]) -> Sequence[Doc]:
    """The items without blank lines at their ends; runs of them become one."""
    if BLANK not in items:
        return items
    kept: list[Doc] = []
    for item in items:
        if item is not BLANK or (kept and kept[-1] is not BLANK):
            kept.append(item)
    if kept and kept[-1] is BLANK:
        kept.pop()
    return kept


def width(text: str) -> int:
    """Columns as the formatter counts them: UTF-16 units."""
    return len(text) if text.isascii() else len(text) + sum(char > "\uffff" for char in text)


def flat_text(doc: Doc) -> str:
    """The document on one line, whatever its width; `Unprintable` when a comment stands in it."""
    if isinstance(doc, str):
        return doc
    if isinstance(doc, Line):
        return doc.flat or ""
    if isinstance(doc, Note):
        raise Unprintable(f"the comment {doc.text!r} cannot stand inside an interpolated text")
    return "" if isinstance(doc, Broken) else "".join(map(flat_text, doc.parts))


def print_layout(doc: Doc) -> str:
    """The text of a document that starts at column 0, without a final newline."""
    if isinstance(doc, str):
        return doc
    sheet = _Sheet()
    sheet.put((doc,), 0)
    return "".join(sheet.pieces)


class _Sheet:
    """What is printed so far; white space waits in ``space`` until text follows, so that no line ends with it."""

    __slots__ = ("column", "pieces", "space")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.space = ""
        self.column = 0

    def put(self, parts: Iterable[Doc], level: int) -> None:
        for part in parts:
            if isinstance(part, str):
                self.write(part)
            elif isinstance(part, Line):
                self.pieces.append("\n")
                self.space = INDENT * level
                self.column = len(self.space)
            elif isinstance(part, Indent):
                self.put(part.parts, level + 1)
            elif isinstance(part, Group):
                self.put(self.choose(part, level), level)
            elif isinstance(part, (Broken, Note)):
                self.write(part.text)
            else:
                self.put(part.parts, level)

    def write(self, text: str) -> None:
        self.column += len(text) if text.isascii() else width(text)
        if not text or text.isspace():
            self.space += text
            return
        if self.space:
            self.pieces.append(self.space)
            self.space = ""
        self.pieces.append(text)

    def choose(self, group: Group, level: int) -> Sequence[Doc]:
        """The group's parts as they will be printed: flat, hugged or broken."""
        room = WIDTH - self.column
        if (flat := _flat(group.parts, room)) is not None:
            return flat
        if group.hugged is None or _last_fits(group, WIDTH - len(INDENT) * (level + 1)):
            return group.parts
        return _flat(group.hugged, room) or group.parts


def _last_fits(group: Group, room: int) -> bool:
    """Whether the last argument of a call fits on a line of its own."""
    arguments = group.parts[1]
    return isinstance(arguments, Indent) and _flat(arguments.parts[-1:], room) is not None


def _flat(parts: Iterable[Doc], room: int) -> list[Doc] | None:
    """The parts without breaks, or None when they are wider than ``room``."""
    flat: list[Doc] = []
    return flat if room >= 0 and _flatten(parts, room, flat) >= 0 else None


def _flatten(parts: Iterable[Doc], room: int, flat: list[Doc]) -> int:
    """Adds the flat parts to ``flat``; gives the room that is left, negative when they do not fit."""
    for part in parts:
        if isinstance(part, str):
            flat.append(part)
            room -= width(part)
        elif isinstance(part, Line):
            flat.append(part.flat or "")
            room -= len(part.flat or "")
        elif isinstance(part, Tail):
            flat.append(part)
            room = sys.maxsize if room else -1
        elif not isinstance(part, (Broken, Note)):
            room = _flatten(part.parts, room, flat)
        if room < 0:
            break
    return room
