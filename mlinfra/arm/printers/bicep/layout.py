"""Make documents of groups and line breaks, which `sheet` lays out in at most 120 columns, where it can be.

The rules are those of ``bicep format``: a group is flat when its own flat text, from where it starts, ends at
column 120 or before; otherwise all its breaks are taken and the groups in it decide anew. Hard content (an object
that starts with a line break, a blank line, a comment) breaks every group around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar, TypeAlias

from mlinfra.base.errors import Unprintable
from mlinfra.base.frozen import dataclass

INDENT = "  "
_DEEPER = f"\n{INDENT}"


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
class Block:
    """Lines that are broken wherever they stand and have nothing to decide, such as an object of plain values.

    ``text`` is what they are at the start of a line that is not indented; ``flat`` gives them on one line. Most of a
    file is in blocks: as text at once, ten resources take 3.1 instead of 5.5 million instructions.
    """

    text: str
    flat: Callable[[], str]
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


Doc: TypeAlias = str | Line | Broken | Note | Block | Glue | Group | Indent | Tail
"""A part of a document; a text has no line breaks: see `raw`."""

EMPTY_LINE = Line("")
SPACE_LINE = Line(" ")
COMMA_LINE = Line(", ")
BLANK = Line(None, hard=True)


def is_hard(doc: Doc) -> bool:
    """Whether the document breaks the groups around it."""
    return not isinstance(doc, str) and doc.hard


def glue(*parts: Doc) -> Doc:
    """Parts in a row; text or lines at once where nothing in them has to be decided."""
    texts: list[str] = []
    broken = False
    for part in parts:
        if type(part) is str:
            texts.append(part)
        elif type(part) is Block:
            texts.append(part.text)
            broken = True
        else:
            return Glue(parts, any(map(is_hard, parts)))
    text = "".join(texts)
    return Block(text, partial(_flat_row, parts)) if broken else text


def _flat_row(parts: Iterable[Doc]) -> str:
    return "".join(map(flat_text, parts))


def raw(text: str) -> Doc:
    """A text as its author spells it, whose lines are never indented."""
    return Glue((text,), hard=False) if "\n" in text else text


def indented(*parts: Doc) -> Doc:
    """Parts one level deeper that are flat together or broken together."""
    inner = (Indent(parts),)
    return Glue(inner, hard=True) if any(map(is_hard, parts)) else Group(inner)


def bracket(head: str, items: Sequence[Doc], foot: str, separator: Line, padding: Line, *, force: bool = False) -> Doc:
    """``head``, the items one level deeper, ``foot``: on one line when they fit and nothing is hard."""
    hard = force or any(map(is_hard, items))
    if hard and items and (lines := _lines(items)) is not None:
        text = f"{head}{_DEEPER}{_DEEPER.join(lines)}\n{foot}"
        return Block(text, partial(_flat_bracket, head, items, foot, separator, padding))
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


def _flat_bracket(head: str, items: Sequence[Doc], foot: str, separator: Line, padding: Line) -> str:
    edge = flat_text(padding)
    return f"{head}{edge}{flat_text(separator).join(map(flat_text, items))}{edge}{foot}"


def _lines(items: Sequence[Doc]) -> list[str] | None:
    """The lines of items, one level deeper behind the first; None where one of them has something to decide."""
    lines: list[str] = []
    for item in items:
        if type(item) is str:
            lines.append(item)
        elif type(item) is Block:
            lines.append(item.text.replace("\n", _DEEPER))
        else:
            return None
    return lines


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
    if isinstance(doc, Block):
        return doc.flat()
    return "" if isinstance(doc, Broken) else "".join(map(flat_text, doc.parts))
