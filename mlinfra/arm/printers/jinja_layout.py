"""Lay out a Bicep file by a Jinja template: the bundled one, or the user's.

Statements reach the layout as marks, which are replaced by their text at the end: each must be placed once, with nothing
but comments around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mlinfra.arm.printers.document import SECTIONS, Block
from mlinfra.base.assets import bundled
from mlinfra.base.errors import Unprintable

_MARK = re.compile(r"\0(\d+)\0")
_COMMENTS = re.compile(r"/\*.*?\*/|//[^\n]*|^\s*#[^\n]*", re.DOTALL | re.MULTILINE)


def laid_out(name: str, sections: Mapping[str, Sequence[Block]], templates: Path | None) -> tuple[str, list[Block]]:
    """The text that the template ``name`` of the user's folder, or the bundled one, makes of blocks, and their order.

    Raises `Unprintable` for a layout that fails, drops or repeats a statement, or adds code of its own.
    """
    blocks = sorted((block for held in sections.values() for block in held), key=lambda block: block.number)
    sketch = _render(name, sections, templates)
    order = _order(sketch, blocks, name)
    return _fill(sketch, blocks), order


def _render(name: str, sections: Mapping[str, Sequence[Block]], templates: Path | None) -> str:
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
    if templates is not None:
        loaders.insert(0, jinja2.FileSystemLoader(templates))
    # a layout comes with the stack, perhaps from a fork: it may print, and reach nothing of Python
    return (jinja2.Environment if templates is None else ImmutableSandboxedEnvironment)(
        loader=jinja2.ChoiceLoader(loaders),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # Bicep is no markup
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _order(sketch: str, blocks: list[Block], name: str) -> list[Block]:
    """The blocks as the layout placed them; the check that it changed nothing else."""
    code = _COMMENTS.sub("", sketch)
    for line in map(str.strip, code.split("\n")):
        if line and not _MARK.fullmatch(line):
            added = _MARK.sub("{{ block }}", line)
            raise Unprintable(
                f"the layout adds code: {added!r}", where=name, hint="put comments and blocks, one a line"
            )
    by_number = {block.number: block for block in blocks}
    placed = [int(number) for number in _MARK.findall(code)]
    times = Counter(placed)
    for block in blocks:
        if times[block.number] != 1 and block.kind not in {"intro", "closing"}:
            fault = "repeats" if block.number in times else "leaves out"
            raise Unprintable(f"the layout {fault} {block.text.splitlines()[0]!r}", where=name)
    return [by_number[number] for number in placed]


def _fill(sketch: str, blocks: list[Block]) -> str:
    """The sketch with blocks in place of their marks: no empty lines in a row, at an end, none with trailing space."""
    texts = {str(block): block.lines for block in blocks}
    lines: list[str] = []
    for line in sketch.split("\n"):
        bare = line.strip()
        if bare or (lines and lines[-1]):
            lines.append(bare if bare.startswith(("//", "/*", "#", "\0")) else line.rstrip())
    return _MARK.sub(lambda mark: texts[mark.group()], "\n".join(lines).rstrip("\n")) + "\n"
