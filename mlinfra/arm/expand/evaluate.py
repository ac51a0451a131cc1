"""Evaluate expressions as far as their values are known."""

from __future__ import annotations

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.limits import LONGEST_TEXT, Budget, shallow_weight, too_long, weight
from mlinfra.arm.expand.registry import FUNCTIONS, SPECIALS, STAY, Function, Special
from mlinfra.arm.expand.syntax import Access, Call, Known, Node, is_expression, parse
from mlinfra.arm.expand.values import (
    MISSING,
    Firm,
    Open,
    Value,
    is_open,
    member,
    node_of,
)
from mlinfra.base.errors import TemplateError


def evaluate(node: Node, context: Context) -> Value:
    """The value of an expression; open where it depends on what is not known."""
    if isinstance(node, Known):
        return node.value
    value = _call(node, context) if isinstance(node, Call) else unsettled(node, context)
    if type(value) is Open:
        return settled(value)
    if type(value) is list and isinstance(node, Call) and node.name.lower() == "references":
        return [settled(item) if type(item) is Open else item for item in value]
    return value


def arguments(node: Call, context: Context) -> list[Value]:
    """The values of the arguments of a call; most are literals, which need no call."""
    return [arg.value if isinstance(arg, Known) else evaluate(arg, context) for arg in node.args]


def settled(value: Open) -> Value:
    """What the template says of a reference, as far as it says anything."""
    known = value.known
    if known is MISSING:
        return value
    if type(known) is Firm:
        return _all_settled(known)
    return Open(value.node) if type(known) is Open else known


def _all_settled(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _all_settled(item) for key, item in value.items()}
    return settled(value) if type(value) is Open else value


def unsettled(node: Node, context: Context) -> Value:
    """The value of an expression. A reference stays open, even where the template says its value, so that a member can be read."""
    if isinstance(node, Call):
        return _call(node, context)
    if isinstance(node, Known):
        return node.value
    return member(unsettled(node.base, context), evaluate(node.key, context))


def _call(node: Call, context: Context) -> Value:
    name = node.name.lower()
    try:
        known = SPECIALS.get(name) or FUNCTIONS.get(name) or _seldom_called(name)
        if isinstance(known, Function):
            return _apply(known, node, arguments(node, context), context.budget)
        context.budget.step()
        return known(node, context)
    except TemplateError as error:
        if not error.hint:
            error.hint = f"In {node.name}() at position {node.at} of the expression."
        raise


def _seldom_called(name: str) -> Special | Function:
    """A user function, a ``list...`` function, or one of a module that is imported when a template calls it."""
    if "." in name:
        return SPECIALS["."]
    if name.startswith("list"):
        return SPECIALS["list*"]
    from mlinfra.arm.expand.functions import load_rest  # which imports this

    load_rest()
    known = SPECIALS.get(name) or FUNCTIONS.get(name)
    if known is None:
        raise TemplateError(f"there is no function {name}()")
    return known


def _apply(function: Function, node: Call, args: list[Value], budget: Budget) -> Value:
    """A function over evaluated arguments; the call itself where it needs what is not known."""
    budget.step(function.steps(args))
    if function.stays(args) or (not function.partial and any(map(is_open, args))):
        return stays(node, args)
    value = function.apply(*args)
    if value is STAY:
        return stays(node, args)
    if function.result != "part":
        budget.make(weight(value) if function.result == "new" else shallow_weight(value))
    if type(value) is str and len(value) > LONGEST_TEXT and function.name != "string":
        raise too_long(node.name)
    return value


def stays(node: Call, args: list[Value]) -> Open:
    """A call that can't be evaluated, with its arguments as far as they are."""
    return Open(Call(node.name, tuple(map(node_of, args))))


def unsettled_text(text: str, context: Context) -> Value:
    """As ``evaluate_text``, for a value that others will read parts of."""
    if not is_expression(text):
        return evaluate_text(text, context)
    value = unsettled(_tree(text, context) if context.copies else parse(text), context)
    context.budget.keep(weight(value))
    return value


def evaluate_text(text: str, context: Context) -> Value:
    """The value of a text in a template: of the expression it is, or the text it stands for."""
    if text[:1] != "[" or text[-1] != "]":
        return text
    if text[1:2] == "[":
        return text[1:]
    value = evaluate(_tree(text, context) if context.copies else parse(text), context)
    context.budget.keep(weight(value))
    return value


def _tree(text: str, context: Context) -> Node:
    """The tree of an expression in a loop, each ``copyIndex()`` as its number: parts that stay unevaluated show it, too."""
    node = parse(text)
    return _indexed(node, context) if "copyindex" in text.lower() else node


def _indexed(node: Node, context: Context) -> Node:
    if isinstance(node, Access):
        return Access(_indexed(node.base, context), _indexed(node.key, context))
    if not isinstance(node, Call):
        return node
    if node.name.lower() == "copyindex":
        try:
            return Known(evaluate(node, context))
        except TemplateError:
            return node  # an error where it is reached, and only there
    return Call(node.name, tuple(_indexed(arg, context) for arg in node.args), node.at)
