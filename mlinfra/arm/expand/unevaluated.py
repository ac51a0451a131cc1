"""Replace symbols of resources by ids in the parts of an expression that stay unevaluated."""

from __future__ import annotations

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import evaluate
from mlinfra.arm.expand.syntax import Access, Call, Known, Node
from mlinfra.base.errors import TemplateError


def kept(node: Node, context: Context) -> Node:
    """An expression as it stays: as written, but for what its ``reference()`` calls name."""
    if isinstance(node, Access):
        base, key = kept(node.base, context), kept(node.key, context)
        return node if base is node.base and key is node.key else Access(base, key)
    if not isinstance(node, Call):
        return node
    name = node.name.lower()
    if (name == "reference" or name.startswith("list")) and node.args:
        return _reading(node, context)
    args = tuple(kept(arg, context) for arg in node.args)
    return node if all(new is old for new, old in zip(args, node.args, strict=True)) else Call(node.name, args, node.at)


def _reading(node: Call, context: Context) -> Call:
    target = node.args[0]
    if isinstance(target, Call) and target.name.lower() == "format":
        try:
            target = Known(evaluate(target, context))
        except TemplateError:
            return node
    unit = context.expansion.target(target.value) if isinstance(target, Known) and type(target.value) is str else None
    if unit is None or type(unit.id) is not str:
        return node
    version = () if len(node.args) > 1 else (Known(unit.api_version),)
    return Call(node.name, (Known(unit.id), *node.args[1:], *version), node.at)
