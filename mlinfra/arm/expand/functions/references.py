"""Read the state of resources: from the runtime, else from what the template says, else the call stays."""

from __future__ import annotations

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import arguments, evaluate, stays
from mlinfra.arm.expand.functions.logic import counted
from mlinfra.arm.expand.place import id_in
from mlinfra.arm.expand.registry import special
from mlinfra.arm.expand.syntax import Call
from mlinfra.arm.expand.values import Open, Value, is_open, kind_of
from mlinfra.base.errors import TemplateError


def reading_arguments(node: Call, context: Context) -> list[Value]:
    """The arguments of a function that reads resources; none of its kind may stand in them, nor elsewhere than in bodies."""
    if context.spot not in {"body", "output", "nested template"}:
        place = "in the arguments of a function that reads resources" if context.spot == "argument" else "here"
        raise TemplateError(
            f"{node.name}() can't stand {place}",
            hint="It stands in resource properties, in parameters of nested deployments and in outputs.",
        )
    inner = context.at("argument")
    return arguments(node, inner)


def _texts(node: Call, args: list[Value]) -> list[Value]:
    for at, arg in enumerate(args, 1):
        if type(arg) not in {str, Open}:
            raise TemplateError(f"argument {at} of {node.name}() must be a text, not {kind_of(arg)}")
    return args


def _is_later(target: str, context: Context) -> bool:
    """Whether a target is read when the nested template is deployed, not before by the template around it."""
    expansion = context.expansion
    return context.spot == "nested template" and expansion.runtime is not None and expansion.target(target) is None


@special("reference")
def _reference(node: Call, context: Context) -> Value:
    counted(node, 1, 3)
    args = _texts(node, reading_arguments(node, context))
    if is_open(args) or _is_later(args[0], context):
        return stays(node, args)
    return context.expansion.read(node, args[0], args[1] if len(args) > 1 else None, args[2:])


@special("references")
def _references(node: Call, context: Context) -> Value:
    counted(node, 0, 2)
    args = _texts(node, reading_arguments(node, context))
    if not context.expansion.symbolic:
        raise TemplateError("references() needs languageVersion 2.0")
    if not args or is_open(args):
        return stays(node, args)
    units = context.expansion.targets(args[0])
    if units is None:
        return stays(node, args)
    call = Call("reference", node.args, node.at)
    return [context.expansion.read_unit(call, unit, None, args[1:], by_symbol=True) for unit in units]


@special("resourceInfo")
def _resource_info(node: Call, context: Context) -> Value:
    counted(node, 1, 1)
    (name,) = _texts(node, [evaluate(node.args[0], context)])
    unit = context.expansion.declared(name) if context.expansion.symbolic and context.expansion.versioned else None
    if unit is None:
        raise TemplateError(f"there is no resource {name!r}")
    offline_item = name.endswith("]") and context.expansion.runtime is None and type(unit.name) is str
    # Azure's engine predicts the id of an item of a loop without its scope.
    resource_id = id_in(unit.place, unit.type, unit.name, "/") if offline_item else unit.id
    return {"name": unit.name, "type": unit.type, "id": resource_id, "apiVersion": unit.api_version}


@special("list*")
def _list(node: Call, context: Context) -> Value:
    args = reading_arguments(node, context)
    later = False
    if args and type(args[0]) is str:
        later = _is_later(args[0], context)
        args[0] = context.expansion.full_id(args[0])
        unit = context.expansion.target(args[0]) if type(args[0]) is str else None
        if unit is not None and unit.id is not None:
            args[0] = unit.id
            context.expansion.need(unit)
    runtime = context.expansion.runtime
    if runtime is None or later or is_open(args):
        return stays(node, args)
    resource_id, version, body = [*args, None, None, None][:3]
    return context.expansion.list_(node.name, resource_id, version, body)
