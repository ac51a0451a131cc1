"""Work out the full type and name of a resource, of one declared inside another too."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.place import filled_segments, name_segments
from mlinfra.arm.expand.syntax import Call, Known
from mlinfra.arm.expand.trees import evaluate_at
from mlinfra.arm.expand.units import Unit
from mlinfra.arm.expand.values import Open, Value, kind_of, node_of, number_text, open_call
from mlinfra.base.errors import TemplateError


def written_text(value: Any) -> Any:
    """A number or Boolean of the template as the text that .NET makes of it (``True``, ``1.5``); all else as it is."""
    if type(value) is bool:
        return str(value)
    if type(value) is int:
        return str(value)
    return number_text(value).removesuffix(".0") if type(value) is float else value


def type_and_name(
    declaration: dict[str, Any], parent: Unit | None, context: Context, condition: Value
) -> tuple[str, Value, str | None]:
    """Full type and name, and the name without the parent's. Raises TemplateError where they do not fit each other."""
    resource_type = declaration.get("type")
    if type(resource_type) is not str:
        raise TemplateError("the resource has no type", where=".type")
    resource_type = resource_type.rstrip("/")
    name = _name(declaration, context)
    short = name if parent is not None and type(name) is str else None
    if parent is not None and not _is_whole(resource_type, name, parent):
        resource_type = f"{parent.type}/{resource_type}"
        name = _under(parent, name)
    if type(name) is str:
        _check_segments(resource_type, name, surplus_allowed=type(condition) is Open)
    return resource_type, name, short


def _name(declaration: dict[str, Any], context: Context) -> Value:
    name = evaluate_at(".name", written_text(declaration.get("name")), context)
    if type(name) not in {str, Open}:
        raise TemplateError(f"the name must be a text, not {kind_of(name)}", where=".name")
    if not name:
        raise TemplateError("the name of a resource can't be empty", where=".name")
    return name


def _is_whole(resource_type: str, name: Value, parent: Unit) -> bool:
    """Whether the type of a resource inside another is a full one: a namespace, and a type for each segment of the name."""
    if type(name) is Open:
        return resource_type.lower().startswith(parent.type.lower() + "/")
    return resource_type.count("/") == len(name_segments(name))


def _under(parent: Unit, name: Value) -> Value:
    if parent.name is None:
        raise TemplateError("the resource it is in has no name", where=".name")
    if type(name) is Open:
        tail: Value = Open(Call("join", (filled_segments(name.node), Known("/"))))
    else:
        tail = "/".join(name_segments(name))
    if type(parent.name) is str and type(tail) is str:
        return f"{parent.name}/{tail}"
    return open_call("concat", Open(node_of(parent.name)), "/", tail)


def _check_segments(resource_type: str, name: str, *, surplus_allowed: bool) -> None:
    """Raises TemplateError where a name has not one segment for each part of its type; empty segments don't count."""
    wanted, given = resource_type.count("/"), len(name_segments(name))
    fits = given == wanted and not (wanted == 1 and "/" in name)
    if fits or (surplus_allowed and given >= wanted > 0):
        return
    raise TemplateError(
        f"the name {name!r} has {given} segments between slashes, {resource_type} needs {wanted}", where=".name"
    )
