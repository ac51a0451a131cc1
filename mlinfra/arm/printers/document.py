"""Lay out a `Template` as Bicep text, and put its statements into that order.

The layout decides header, order of sections, empty lines and section comments. It never decides meaning: statements
reach it printed, as blocks. The order it chose comes back as a template, from which the ARM JSON is printed: so both
say the same whatever the layout does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

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
from mlinfra.base.assets import own_templates
from mlinfra.base.frozen import dataclass, replace

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

    @property
    def lines(self) -> str:
        """The statement with the comments above it."""
        return f"{self.comments}\n{self.text}" if self.comments else self.text

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
    from mlinfra.arm.printers.jinja_layout import laid_out  # which loads Jinja: nothing needs it but a layout

    sections = sectioned(template)
    name = f"bicep/{layout}.bicep.j2"
    user_templates = own_templates(templates, (name, "bicep/document.bicep.j2", "bicep/section.j2"))
    text, order = laid_out(name, sections, templates if user_templates else None)
    if user_templates:
        text += f"// Laid out with {user_templates} of this repository, not of mlinfra.\n"
    return Document(text, replace(template, body=tuple(node for block in order for node in block.nodes)))


def sectioned(template: Template) -> dict[str, list[Block]]:
    """The statements of a template as blocks, by the section they belong to."""
    sections: dict[str, list[Block]] = {section: [] for section in SECTIONS}
    for block in _blocks(template):
        sections[block.kind].append(block)
    return sections


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
