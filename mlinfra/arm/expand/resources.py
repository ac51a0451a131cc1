"""Expand one resource into an entry of the snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.declarations import envelope_value
from mlinfra.arm.expand.dependencies import dependencies
from mlinfra.arm.expand.runtime import Entry
from mlinfra.arm.expand.session import Body
from mlinfra.arm.expand.trees import closed_text, evaluate_at
from mlinfra.arm.expand.units import ENVELOPE, Unit
from mlinfra.arm.expand.values import MISSING, Missing, Open, Value, closed, find_key, is_open, kind_of, open_call
from mlinfra.base.arm_types import POLICY_DEFINITIONS, RESOURCE_GROUPS
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.template_expansion import TemplateExpansion


_POLICY, _GROUP = POLICY_DEFINITIONS.lower(), RESOURCE_GROUPS.lower()


def whole_condition(expansion: TemplateExpansion, unit: Unit) -> Value | Missing:
    """The condition of a unit with that of the nested deployment it is in; MISSING where neither declares one."""
    inner = unit.condition if expansion.declares_condition(unit.declaration) else MISSING
    outer = expansion.own_condition
    if outer is MISSING or inner is MISSING:
        return inner if outer is MISSING else outer
    if type(outer) is Open:
        return open_call("and", outer, inner)
    for condition in (outer, inner):
        if type(condition) not in {bool, Open}:
            raise TemplateError(
                f"the condition must be Boolean, not {kind_of(condition)}: the deployment it is in has one too",
                where=".condition",
            )
    return open_call("and", outer, inner) if type(inner) is Open else outer and inner


def expand_resource(expansion: TemplateExpansion, unit: Unit) -> None:
    """Adds a resource to the session, and hands it to the runtime."""
    context = unit.context.at("body")
    declared_condition = whole_condition(expansion, unit)
    condition = True if declared_condition is MISSING else declared_condition
    declared = unit.declaration
    body: dict[str, Value] = {}
    for key in ENVELOPE:
        if key in declared and not (key == "properties" and declared[key] is None and not expansion.path):
            body[key] = _evaluated(unit, key, context)
    if expansion.runtime is not None and (unit.id is None or is_open([unit.id, *body.values()])):
        raise TemplateError("the resource can't be deployed: a part of it is known to Azure alone")
    resource = _resource(unit, body, condition)
    entry = Entry(
        resource, expansion.deployment_id, unit.symbol, expansion.scope, expansion.path + unit.path,
        depends_on(unit), resource.get("condition", True),
    )  # fmt: skip
    _emit(expansion, unit, entry, body, known=condition is True)


def _resource(unit: Unit, body: dict[str, Value], condition: Value) -> dict[str, Any]:
    """The resource as a snapshot shows it."""
    if unit.extension:  # the engine knows no more of it
        return {"properties": closed(body.get("properties")), "type": unit.type}
    resource: dict[str, Value] = {"id": unit.id, "type": None}
    if condition is not True:
        resource["condition"] = condition
    resource["name"] = unit.name
    resource["apiVersion"] = unit.api_version
    resource |= {key: value for key, value in body.items() if value is not None or key == "properties"}
    return {**closed(resource), "type": unit.type}  # which is as written


def _evaluated(unit: Unit, key: str, context: Context) -> Value:
    """One key of a resource. The rule of a policy stays as written where the template has symbols."""
    written = envelope_value(unit.declaration, key)
    step = f".{key}"
    if key == "properties" and unit.type.lower() == _POLICY and unit.expansion.symbolic and type(written) is dict:
        rule = find_key(written, "policyRule")
        if rule is not None:
            value = evaluate_at(step, {**written, rule: None}, context, loops=True)
            return {**value, rule: _unescaped(written[rule])}
    return evaluate_at(step, written, context, loops=True)


def _unescaped(value: Any) -> Any:
    """A value of a template that is not evaluated, with ``[[`` as the ``[`` it stands for."""
    if type(value) is str:
        return value[1:] if value.startswith("[[") and value.endswith("]") else value
    if type(value) is list:
        return [_unescaped(item) for item in value]
    return {_unescaped(key): _unescaped(item) for key, item in value.items()} if type(value) is dict else value


def depends_on(unit: Unit) -> tuple[str, ...]:
    """Ids of what a unit depends on."""
    return tuple([closed(waited.id) for waited in dependencies(unit)])


def _emit(expansion: TemplateExpansion, unit: Unit, entry: Entry, body: dict[str, Value], *, known: bool) -> None:
    session = expansion.session
    if session.runtime is not None:
        session.runtime.apply(entry)
    session.entries.append(entry)
    if known and type(unit.api_version) is str:
        properties = body.get("properties")
        expansion.note(unit, Body(unit.api_version, MISSING if properties is None else properties))
    if unit.type.lower() == _GROUP:
        group = {key: body[key] for key in ("location", "tags") if body.get(key) is not None}
        session.groups[closed_text(unit.id)] = group
