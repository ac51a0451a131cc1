"""Functions that choose: only what is reached is evaluated; parameters, variables, loop indexes, user functions."""

from __future__ import annotations

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import arguments, evaluate, stays, unsettled
from mlinfra.arm.expand.limits import USER_FUNCTION_STEPS
from mlinfra.arm.expand.registry import special
from mlinfra.arm.expand.syntax import Call
from mlinfra.arm.expand.unevaluated import kept
from mlinfra.arm.expand.values import Open, Value, is_open, kind_of, node_of
from mlinfra.base.errors import TemplateError


def counted(node: Call, least: int, most: int) -> None:
    """Raises TemplateError where a call has too few or too many arguments."""
    if not least <= len(node.args) <= most:
        limits = str(least) if least == most else f"{least} to {most}"
        raise TemplateError(f"{node.name}() takes {limits} arguments, {len(node.args)} are given")


@special("if")
def _if(node: Call, context: Context) -> Value:
    counted(node, 3, 3)
    condition = evaluate(node.args[0], context)
    if type(condition) is Open:
        return Open(Call(node.name, (condition.node, *(kept(arg, context) for arg in node.args[1:]))))
    if type(condition) is not bool:
        raise TemplateError(f"the condition of if() must be Boolean, not {kind_of(condition)}")
    return unsettled(node.args[1 if condition else 2], context)


@special("and", "or")
def _and_or(node: Call, context: Context) -> Value:
    counted(node, 2, 1 << 30)
    decisive = node.name.lower() == "or"
    for at, arg in enumerate(node.args):
        value = evaluate(arg, context)
        if type(value) is Open:
            return _rest_stays(node, at, value, [not decisive] * at, context)
        if type(value) is not bool:
            raise TemplateError(f"the arguments of {node.name}() must be Boolean, not {kind_of(value)}")
        if value is decisive:
            return value
    return not decisive


@special("coalesce")
def _coalesce(node: Call, context: Context) -> Value:
    for at, arg in enumerate(node.args):
        value = evaluate(arg, context)
        if type(value) is Open:
            return _rest_stays(node, at, value, [None] * at, context)
        if value is not None:
            return value
    return None


def _rest_stays(node: Call, at: int, value: Open, before: list[Value], context: Context) -> Open:
    """The call, folded up to its first unknown argument and as written after it."""
    rest = (kept(arg, context) for arg in node.args[at + 1 :])
    return Open(Call(node.name, (*map(node_of, before), value.node, *rest)))


def _name(node: Call, context: Context) -> Value:
    if len(node.args) != 1:
        counted(node, 1, 1)
    name = evaluate(node.args[0], context)
    if type(name) is not str and not is_open(name):
        raise TemplateError(f"{node.name}() takes a name, not {kind_of(name)}")
    return name


@special("parameters")
def _parameters(node: Call, context: Context) -> Value:
    name = _name(node, context)
    if type(name) is not str:
        return stays(node, [name])
    if context.arguments is None:
        return context.expansion.parameter(name)
    if name.lower() not in context.arguments:
        raise TemplateError(f"the function has no parameter {name!r}")
    return context.arguments[name.lower()]


@special("variables")
def _variables(node: Call, context: Context) -> Value:
    name = _name(node, context)
    return context.expansion.variable(name) if type(name) is str else stays(node, [name])


@special("copyIndex")
def _copy_index(node: Call, context: Context) -> Value:
    counted(node, 0, 2)
    args = arguments(node, context)
    name, offset = "", 0
    for at, arg in enumerate(args):
        if type(arg) is str and at == 0:
            name = arg
        elif type(arg) is int and (at == 1) == (len(args) == 2):
            offset = arg
        else:
            raise TemplateError(f"copyIndex() takes the name of a loop and an offset, not {kind_of(arg)}")
    if offset < 0:
        raise TemplateError(f"the offset of copyIndex() can't be {offset}")
    if name.lower() not in context.copies:
        raise TemplateError(
            f"copyIndex() stands in no loop {name!r}"
            if name
            else "copyIndex() stands in no loop of a resource or output"
        )
    return context.copies[name.lower()] + offset


@special(".")
def _user_function(node: Call, context: Context) -> Value:
    context.budget.step(USER_FUNCTION_STEPS)
    name = node.name.lower()
    user_function = context.expansion.function(node.name)
    if name in context.active:
        raise TemplateError(f"the function {node.name}() uses itself: {' -> '.join([*context.active, name])}")
    inner = Context(
        context.expansion, context.spot, context.copies, context.lambdas, context.arguments, (*context.active, name)
    )
    return user_function.call(arguments(node, inner), inner)
