"""Lay out nested Python expressions: on one line where they fit, else one item a line."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 100
"""Characters that a line has at most, unless one text is longer."""


@dataclass(frozen=True)
class Group:
    """Items between an opening and a closing text, such as ``Workspace(`` and ``)``; an item may be a group."""

    opening: str
    closing: str
    items: tuple[str | Group, ...]

    def __str__(self) -> str:
        return f"{self.opening}{', '.join(map(str, self.items))}{self.closing}"


def laid_out(expression: str | Group, before: str = "", indent: str = "", after: str = "") -> str:
    """The lines of an expression that stands behind ``before`` and in front of ``after``.

    Example: ``stack = Stack("demo", resources=[a])`` stays one line; a longer one opens, and each argument has a line.
    """
    flat = f"{indent}{before}{expression}{after}"
    if isinstance(expression, str) or not expression.items or len(flat) <= WIDTH:
        return flat
    inner = [laid_out(item, "", f"{indent}    ", ",") for item in expression.items]
    return "\n".join([f"{indent}{before}{expression.opening}", *inner, f"{indent}{expression.closing}{after}"])
