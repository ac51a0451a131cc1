"""Print styled lines to a terminal: coloured or not, wrapped with a hanging indent or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TypeAlias

from mlinfra.base.frozen import dataclass

Part: TypeAlias = tuple[str, str]
"""A piece of text and its style, as rich names styles; "" is the terminal's own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``lead`` stands once at the left; ``parts`` wrap to its right, below each other."""

    lead: tuple[Part, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How to print: ``width`` in columns, or None for lines of any length; with ``color`` or without."""

    width: int | None = None
    color: bool = False


def detect(stream: IO[str] | None, environ: Mapping[str, str]) -> Look:
    """The look that suits a stream; None is one that is closed.

    A terminal gets colour and its width, a pipe or file neither, so that what another program reads never changes with
    the window. ``NO_COLOR`` and ``TERM=dumb`` take the colour away; ``FORCE_COLOR`` gives it to a pipe, such as a CI log.
    """
    terminal = stream is not None and stream.isatty() and "CI" not in environ
    forced = environ.get("FORCE_COLOR", "") not in {"", "0"}
    color = (terminal or forced) and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    return Look(_width(environ) if terminal else None, color)


def _width(environ: Mapping[str, str]) -> int:
    import shutil

    columns = environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) else shutil.get_terminal_size((100, 24)).columns


def print_lines(lines: Iterable[Line], look: Look) -> str:
    """The lines as one text that ends with a newline."""
    if not look.color:
        return "".join(f"{line}\n" for line in _plain(lines, look.width))
    return _colored(lines, look.width)


def _plain(lines: Iterable[Line], width: int | None) -> Iterator[str]:
    import textwrap

    for line in lines:
        lead, body = _joined(line.lead), _joined(line.parts)
        if width is None or len(lead) + len(body) <= width:
            yield (lead + body).rstrip()
            continue
        room = max(width - len(lead), 24)
        rows = textwrap.wrap(body, room, break_on_hyphens=False) or [""]
        yield from ((lead if place == 0 else " " * len(lead)) + row for place, row in enumerate(rows))


def _joined(parts: tuple[Part, ...]) -> str:
    return "".join(text for text, _ in parts)


def _colored(lines: Iterable[Line], width: int | None) -> str:
    from rich.color import ColorSystem
    from rich.console import Console
    from rich.style import Style
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", width=width or 100, legacy_windows=False)
    for line in lines:
        text = Text.assemble(*line.lead, *line.parts) if width else None
        if text is None or width is None or text.cell_len <= width:
            # Most lines fit: styling their parts alone is ten times as fast as printing them through the console.
            parts = (*line.lead, *line.parts)
            styled = (Style.parse(style).render(part, color_system=ColorSystem.STANDARD) for part, style in parts)
            out.write("".join(styled).rstrip() + "\n")
            continue
        lead = Text.assemble(*line.lead, end="")
        rows = Text.assemble(*line.parts).wrap(console, max(width - lead.cell_len, 24))
        for place, row in enumerate(rows):
            row.rstrip()
            console.print(lead if place == 0 else " " * lead.cell_len, row, sep="", soft_wrap=True)
    return out.getvalue()
