"""Lay out the arguments of a call: on one line, one on each, or with the last one open behind the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Value
from mlinfra.arm.printers.bicep.layout import EMPTY_LINE, SPACE_LINE, Doc, Glue, Group, Tail, bracket, glue, is_hard


def is_collection(node: Value) -> bool:
    """Whether the value is an object or array literal, which opens on the line of what stands before it."""
    return isinstance(node, (expr.Obj, expr.Arr, Mapping)) or (isinstance(node, Sequence) and not isinstance(node, str))


def comma_list(docs: Sequence[Doc]) -> Doc:
    """Items that have their commas, in parentheses."""
    return bracket("(", docs, ")", SPACE_LINE, EMPTY_LINE)


def arguments_of(docs: list[Doc], head: Doc, body: Doc) -> Doc:
    """Arguments whose last one is ``head`` and ``body``, an object or array."""
    tail = Tail((body,) if isinstance(body, str) else (*_parts(body),))
    hugged = comma_list([*docs[:-1], glue(head, " ", tail) if head else tail])
    if not isinstance(hugged, Group):  # another argument is broken, so the last one decides for itself
        return comma_list(docs)
    if isinstance(body, Group):
        return Group(_parts(comma_list(docs)), hugged=hugged.parts)
    return Group(hugged.parts, hard=is_hard(body))


def _parts(doc: Doc) -> Sequence[Doc]:
    return doc.parts if isinstance(doc, (Glue, Group)) else (doc,)
