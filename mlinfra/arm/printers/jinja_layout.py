"""Lay out a Bicep file by a Jinja template: the bundled one, or the user's.

Statements reach the layout as marks, which are replaced by their text at the end: each must be placed once, with nothing
but comments around it.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

import jinja2

from mlinfra.arm.printers.document import SECTIONS, Block
from mlinfra.base.assets import bundled
from mlinfra.base.errors import Unprintable
from mlinfra.base.frozen import dataclass

_MARK = re.compile(r"\0(\d+)\0")
_COMMENTS = re.compile(r"/\*.*?\*/|//[^\n]*|^\s*#[^\n]*", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Mark:
    """All of a block that the bundled layouts look at: templates of one shape are laid out once."""

    number: int
    tall: bool

    def __str__(self) -> str:
        return f"\0{self.number}\0"


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A layout with marks: the texts around all marks with their numbers, in turn, and which marks stand in code."""

    pieces: tuple[str, ...]
    placed: tuple[int, ...]


_Shape: TypeAlias = tuple[tuple[str, tuple[_Mark, ...]], ...]


def laid_out(name: str, sections: Mapping[str, Sequence[Block]], templates: Path | None) -> tuple[str, list[Block]]:
    """The text that the template ``name`` of the user's folder, or the bundled one, makes of blocks, and their order.

    Raises `Unprintable` for a layout that fails, drops or repeats a statement, or adds code of its own.
    """
    blocks = sorted((block for held in sections.values() for block in held), key=lambda block: block.number)
    if templates is None:
        sketch = _bundled_sketch(name, tuple((section, _marks(held)) for section, held in sections.items()))
    else:
        sketch = _sketch(name, sections, templates)
    texts = {str(block.number): block.lines for block in blocks}
    pieces = list(sketch.pieces)
    pieces[1::2] = [texts[number] for number in pieces[1::2]]
    return "".join(pieces), _order(sketch.placed, blocks, name)


def _marks(blocks: Sequence[Block]) -> tuple[_Mark, ...]:
    return tuple(_Mark(block.number, block.tall) for block in blocks)


@lru_cache(maxsize=128)
def _bundled_sketch(name: str, shape: _Shape) -> _Sketch:
    """A thousand stamps have few shapes: to lay each out again took a twentieth of the time of one more."""
    return _sketch(name, dict(shape), None)


def _sketch(name: str, sections: Mapping[str, Sequence[Block | _Mark]], templates: Path | None) -> _Sketch:
    sketch = _render(name, sections, templates)
    return _Sketch(tuple(_MARK.split(_tidy(sketch))), tuple(_placed(sketch, name)))


def _render(name: str, sections: Mapping[str, Sequence[Block | _Mark]], templates: Path | None) -> str:
    try:
        return "\n".join(_environment(templates).get_template(name).render(sections).splitlines())
    except jinja2.TemplateSyntaxError as error:
        raise Unprintable(f"{error.message}", where=f"{error.filename or error.name}:{error.lineno}") from None
    except (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        hint = "a layout sees " + ", ".join(SECTIONS)
        raise Unprintable(f"the layout fails: {error}", where=name, hint=hint) from None


@cache
def _environment(templates: Path | None) -> jinja2.Environment:
    """The user's folder first, then the bundled one, and that again as ``mlinfra/`` so that an override can extend."""
    ours = jinja2.FileSystemLoader(bundled("templates"))
    loaders: list[jinja2.BaseLoader] = [ours, jinja2.PrefixLoader({"mlinfra": ours})]
    kind = jinja2.Environment
    if templates is not None:
        loaders.insert(0, jinja2.FileSystemLoader(templates))
        # a layout comes with the stack, perhaps from a fork: it may print, and reach nothing of Python
        from jinja2.sandbox import ImmutableSandboxedEnvironment as kind  # ruff: ignore[camelcase-imported-as-lowercase]
    return kind(
        loader=jinja2.ChoiceLoader(loaders),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # Bicep is no markup
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled_layouts() if templates is None else None,
        optimized=False,  # to look for constant expressions takes longer than to print them
    )


def _compiled_layouts() -> jinja2.BytecodeCache | None:
    """Jinja's own cache of the bundled layouts, beside them as Python keeps compiled modules: to compile them is 1 in 18 of a short run.

    Jinja compares the text of a layout and the version of Python; its own version is part of the file's name. None where
    Python keeps no compiled files either, or where nothing can be written.
    """
    folder = bundled("templates") / "bicep" / "__pycache__"
    if sys.dont_write_bytecode:
        return None
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
    if not os.access(folder, os.W_OK):
        return None
    return jinja2.FileSystemBytecodeCache(
        str(folder), f"%s.{sys.implementation.cache_tag}.jinja-{jinja2.__version__}.cache"
    )


def _placed(sketch: str, name: str) -> list[int]:
    """The numbers of the blocks that a layout placed; the check that it adds no code."""
    code = _COMMENTS.sub("", sketch)
    for line in map(str.strip, code.split("\n")):
        if line and not _MARK.fullmatch(line):
            added = _MARK.sub("{{ block }}", line)
            raise Unprintable(
                f"the layout adds code: {added!r}", where=name, hint="put comments and blocks, one a line"
            )
    return [int(number) for number in _MARK.findall(code)]


def _order(placed: Sequence[int], blocks: list[Block], name: str) -> list[Block]:
    """The blocks as the layout placed them; the check that it placed each once."""
    by_number = {block.number: block for block in blocks}
    times = Counter(placed)
    for block in blocks:
        if times[block.number] != 1 and block.kind not in {"intro", "closing"}:
            fault = "repeats" if block.number in times else "leaves out"
            raise Unprintable(f"the layout {fault} {block.text.splitlines()[0]!r}", where=name)
    return [by_number[number] for number in placed]


def _tidy(sketch: str) -> str:
    """The sketch without empty lines in a row or at an end, and without trailing space."""
    lines: list[str] = []
    for line in sketch.split("\n"):
        bare = line.strip()
        if bare or (lines and lines[-1]):
            lines.append(bare if bare.startswith(("//", "/*", "#", "\0")) else line.rstrip())
    return "\n".join(lines).rstrip("\n") + "\n"
