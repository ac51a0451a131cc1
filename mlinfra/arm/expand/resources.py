"""A resource whose turn has come -> an entry of the snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinfra.arm.expand.runtime import Entry
from mlinfra.arm.expand.session import Body
from mlinfra.arm.expand.syntax import is_expression, parse
from mlinfra.arm.expand.trees import closed_text, evaluate_tree, within
from mlinfra.arm.expand.units import ENVELOPE, Unit
from mlinfra.arm.expand.values import MISSING, Open, Value, closed, is_open, open_call
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.template_expansion import Frame


def whole_condition(frame: Frame, unit: Unit) -> Value:
    """The condition of a unit with that of the nested deployment it is in; True where there is none."""
    own = unit.condition
    if frame.condition is True:
        return own
    return open_call("and", frame.condition, own) if unit.declaration.get("condition") is not None else frame.condition


def expand_resource(frame: Frame, unit: Unit) -> None:
    """Adds a resource to the session, and hands it to the runtime."""
    context = unit.context.at("body")
    condition = whole_condition(frame, unit)
    declared = unit.declaration
    body: dict[str, Value] = {}
    for key in ENVELOPE:
        if key in declared:
            body[key] = within(f".{key}", _evaluate, _without_rule(frame, unit, key, declared[key]), context)
    _keep_rule(frame, unit, body)
    if frame.runtime is not None and (unit.id is None or is_open([unit.id, *body.values()])):
        raise TemplateError("the resource can't be deployed: a part of it is known to Azure alone")
    resource = _resource(unit, body, condition)
    entry = Entry(
        resource, frame.deployment_id, unit.symbol, frame.home.scope, frame.path + unit.path,
        depends_on(frame, unit), resource.get("condition", True),
    )  # fmt: skip
    _emit(frame, unit, entry, body, known=condition is True)


def _resource(unit: Unit, body: dict[str, Value], condition: Value) -> dict[str, Any]:
    """The resource as a snapshot shows it."""
    if unit.id is None:  # of an extension: the engine knows no more of it
        return {"properties": closed(body.get("properties")), "type": unit.type}
    resource: dict[str, Any] = {"id": closed(unit.id), "type": unit.type}
    if condition is not True:
        resource["condition"] = closed(condition)
    resource["name"] = closed(unit.name)
    resource["apiVersion"] = closed(unit.api_version)
    for key, value in body.items():
        if value is not None or key == "properties":
            resource[key] = closed(value)
    return resource


_POLICY = "microsoft.authorization/policydefinitions"


def _has_rule(frame: Frame, unit: Unit) -> bool:
    """Whether a unit is a policy whose rule is one expression: the engine predicts nothing of it."""
    properties = unit.declaration.get("properties")
    rule = properties.get("policyRule") if type(properties) is dict else None
    return frame.runtime is None and unit.type.lower() == _POLICY and type(rule) is str and is_expression(rule)


def _without_rule(frame: Frame, unit: Unit, key: str, value: Any) -> Any:
    return {**value, "policyRule": None} if key == "properties" and _has_rule(frame, unit) else value


def _keep_rule(frame: Frame, unit: Unit, body: dict[str, Value]) -> None:
    if _has_rule(frame, unit):
        body["properties"]["policyRule"] = Open(parse(unit.declaration["properties"]["policyRule"][1:-1]))


def _evaluate(value: Any, context: Any) -> Value:
    return evaluate_tree(value, context, loops=True)


def depends_on(frame: Frame, unit: Unit) -> tuple[str, ...]:
    """Ids of what a unit depends on."""
    return tuple(closed(one.id) for one in frame.dependencies(unit))


def _emit(frame: Frame, unit: Unit, entry: Entry, body: dict[str, Value], *, known: bool) -> None:
    session = frame.session
    if session.runtime is not None:
        session.runtime.apply(entry)
    session.entries.append(entry)
    if known and type(unit.api_version) is str:
        properties = body.get("properties")
        frame.note(unit, Body(unit.api_version, MISSING if properties is None else properties))
    if unit.type.lower() == "microsoft.resources/resourcegroups":
        found = {key: body[key] for key in ("location", "tags") if body.get(key) is not None}
        session.groups[closed_text(unit.id)] = found
