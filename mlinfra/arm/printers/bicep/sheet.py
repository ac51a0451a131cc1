"""Print a layout document as text: decide which groups are flat, and indent what is broken."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from mlinfra.arm.printers.bicep.layout import INDENT, Block, Broken, Doc, Glue, Group, Indent, Line, Note, Tail, width

WIDTH = 120


def print_layout(doc: Doc) -> str:
    """The text of a document that starts at column 0, without a final newline."""
    if isinstance(doc, str):
        return doc
    if isinstance(doc, Block):
        return doc.text
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
            elif isinstance(part, Block):
                self.block(part.text.replace("\n", f"\n{INDENT * level}"))
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

    def block(self, text: str) -> None:
        """Lines that are indented already."""
        self.write(text)
        self.column = width(text.rpartition("\n")[2])

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
        elif isinstance(part, (Glue, Group, Indent)):
            room = _flatten(part.parts, room, flat)
        if room < 0:
            break
    return room
