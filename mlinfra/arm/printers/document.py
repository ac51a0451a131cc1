"""Lay out a `Template` as Bicep text by Jinja, and put its statements into that order.

The layout decides header, order of sections, empty lines and section comments. It never decides meaning: statements
reach it printed, as blocks, and each must be placed once with nothing but comments around them. The order it chose
comes back as a template, from which the ARM JSON is printed: so both say the same whatever the layout does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from mlinfra.arm.expressions import Blank, Comment
from mlinfra.arm.printers.bicep import print_lines
from mlinfra.arm.printers.bicep.statements import symbol_of
from mlinfra.arm.tree import (
    Function,
    Import,
    Metadata,
    Module,
    Output,
    Parameter,
    Resource,
    Statement,
    Template,
    TypeAliasDeclaration,
    Variable,
)
from mlinfra.base.assets import bundled, own_templates
from mlinfra.base.errors import Unprintable
from mlinfra.base.frozen import dataclass

if TYPE_CHECKING:
    import jinja2

Layout: TypeAlias = Literal["document", "module"]

SECTIONS = (
    "scope", "metadata", "imports", "types", "functions", "parameters", "variables", "existing", "resources",
    "modules", "outputs", "intro", "closing",
)  # fmt: skip
_SECTION: dict[type, str] = {
    Metadata: "metadata",
    Import: "imports",
    TypeAliasDeclaration: "types",
    Function: "functions",
    Parameter: "parameters",
    Variable: "variables",
    Resource: "resources",
    Module: "modules",
    Output: "outputs",
    Comment: "closing",
}
_MARK = re.compile(r"\0(\d+)\0")
_COMMENTS = re.compile(r"/\*.*?\*/|//[^\n]*|^\s*#[^\n]*", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """One printed statement. In a layout, ``{{ block }}`` places it with its comments."""

    kind: str
    """The section it belongs to: one of `SECTIONS`."""
    symbol: str
    """The name it declares; empty for comments."""
    comments: str
    """The comments above it, printed; empty without."""
    text: str
    """The statement with its decorators, printed."""
    nodes: tuple[Statement, ...]
    """What it was printed from."""
    number: int

    @property
    def tall(self) -> bool:
        """Whether it takes more than one line."""
        return bool(self.comments) or "\n" in self.text

    def __str__(self) -> str:
        return f"\0{self.number}\0"


@dataclass(frozen=True, slots=True)
class Document:
    """A laid-out Bicep file, and the template in the order of that file."""

    text: str
    template: Template


def lay_out(template: Template, *, layout: Layout = "document", templates: Path | None = None) -> Document:
    """Lays a template out with ``bicep/<layout>.bicep.j2`` from ``templates``, the user's folder, or the bundled one.

    Raises `Unprintable` for what Bicep cannot say, and for a layout that fails, drops or repeats a statement, or
    adds code of its own.
    """
    blocks = list(_blocks(template))
    name = f"bicep/{layout}.bicep.j2"
    sections: dict[str, list[Block]] = {section: [] for section in SECTIONS}
    for block in blocks:
        sections[block.kind].append(block)
    sketch = _render(name, sections, templates)
    order = _order(sketch, blocks, name)
    body = tuple(node for block in order for node in block.nodes)
    text = _fill(sketch, blocks)
    if user_templates := own_templates(templates, (name, "bicep/document.bicep.j2", "bicep/section.j2")):
        text += f"// Laid out with {user_templates} of this repository, not of mlinfra.\n"
    return Document(text, replace(template, body=body))


def _blocks(template: Template) -> Iterator[Block]:
    """The statements of a template as blocks, each with the comments before and behind it."""
    if template.scope is not None:
        yield Block("scope", "", "", f"targetScope = '{template.scope}'", (), 0)
    start = 1
    for number, (comments, nodes) in enumerate(_clusters(template.body), start):
        kind = _SECTION[type(nodes[0])]
        if kind == "resources" and isinstance(nodes[0], Resource) and nodes[0].existing:
            kind = "existing"
        elif kind == "closing" and number == start and isinstance(nodes[-1], Blank):
            kind = "intro"
        above, text = print_lines(comments).rstrip("\n"), print_lines(nodes).rstrip("\n")
        yield Block(kind, symbol_of(nodes[0]), above, text, (*comments, *nodes), number)


def _clusters(body: tuple[Statement, ...]) -> Iterator[tuple[list[Statement], list[Statement]]]:
    """Comments and the statement they stand above, with what trails it; comments alone where an empty line follows."""
    comments: list[Statement] = []
    nodes: list[Statement] = []
    for node in body:
        if nodes and isinstance(node, Comment) and node.trailing:
            nodes.append(node)
            continue
        if nodes:
            yield comments, nodes
            comments, nodes = [], []
        if isinstance(node, Comment):
            comments.append(replace(node, trailing=False) if node.trailing else node)  # it has nothing to trail
        elif not isinstance(node, Blank):
            nodes.append(node)
        elif comments:
            yield [], [*comments, node]
            comments = []
    if nodes or comments:
        yield (comments, nodes) if nodes else ([], comments)


def _render(name: str, sections: dict[str, list[Block]], templates: Path | None) -> str:
    import jinja2

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
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

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
    texts = {str(block): block.comments + "\n" * bool(block.comments) + block.text for block in blocks}
    lines: list[str] = []
    for line in sketch.split("\n"):
        bare = line.strip()
        if bare or (lines and lines[-1]):
            lines.append(bare if bare.startswith(("//", "/*", "#", "\0")) else line.rstrip())
    return _MARK.sub(lambda mark: texts[mark.group()], "\n".join(lines).rstrip("\n")) + "\n"
