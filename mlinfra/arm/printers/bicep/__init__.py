"""Print a `Template` as the text of its Bicep file: a fixed point of the official formatter."""

from __future__ import annotations

from collections.abc import Iterable

from mlinfra.arm.expressions import Blank, Comment
from mlinfra.arm.printers.bicep.statements import print_statement
from mlinfra.arm.printers.bicep.text import comment, quote
from mlinfra.arm.tree import Assignment, Statement, Template

__all__ = ["print_bicep", "print_lines"]


def print_bicep(template: Template) -> str:
    """The template as Bicep, in the order of its body, ``targetScope`` first; an empty one is a line break.

    Raises `Unprintable`, naming statement and property, for what Bicep cannot say.
    """
    body = print_lines(template.body)
    if template.scope is None:
        return body or "\n"
    head = f"targetScope = {quote(template.scope)}\n"
    return f"{head}\n{body}" if body else head


def print_lines(body: Iterable[Statement | Assignment]) -> str:
    """Statements, comments and blank lines as text: no blank line at either end, never two in a row."""
    texts: list[str] = []
    for node in body:
        if isinstance(node, Blank):
            if texts and texts[-1]:
                texts.append("")
        elif not isinstance(node, Comment):
            texts.append(print_statement(node))
        elif node.trailing and texts and texts[-1]:
            texts[-1] += " " + comment(node)
        else:
            texts.append(comment(node))
    return "\n".join(texts).rstrip("\n") + "\n" if texts else ""
