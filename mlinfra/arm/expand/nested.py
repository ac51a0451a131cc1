"""A nested deployment -> its contents, expanded in its place, and its outputs for those who read them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import unsettled_text
from mlinfra.arm.expand.outputs import Output, read_outputs
from mlinfra.arm.expand.resources import depends_on, whole_condition
from mlinfra.arm.expand.runtime import Nested
from mlinfra.arm.expand.session import Body
from mlinfra.arm.expand.trees import evaluate_tree, within
from mlinfra.arm.expand.units import Unit, UnknownCount
from mlinfra.arm.expand.values import Firm, Open, Value, closed, kind_of, open_call, open_member, text_of
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.template_expansion import Frame


def expand_nested(frame: Frame, unit: Unit) -> None:
    """Expands what a nested deployment holds."""
    context = unit.context.at("body")
    place = _placed(unit, context)
    properties = unit.declaration.get("properties")
    if not isinstance(properties, dict):
        raise TemplateError("a nested deployment has properties", where=".properties")
    template = properties.get("template")
    whole = type(template) is str  # the parent makes the template; what it holds then belongs to the nested deployment
    if whole:
        template = within(".properties.template", evaluate_tree, template, context)
    if not isinstance(template, dict):
        frame.session.links.append(closed(unit.id))
        _short_circuit(frame, unit, "its template is a link, which is not followed", closed(unit.id))
        return
    inner = _is_inner(frame, properties) or whole
    given = within(".properties.parameters", _given, properties.get("parameters"), context)
    child = type(frame)(
        frame.session,
        template,
        place,
        closed(unit.id),
        path=f"{frame.path}{unit.path}.properties.template.",
        condition=whole_condition(frame, unit),
        given=given if inner else {},
        outer=None if inner else context,
    )
    _run(frame, unit, child, _told(frame, unit, properties, template, given))


def _placed(unit: Unit, context: Context) -> Any:
    """The place of the contents, with the deployment's own location."""
    location = within(".location", evaluate_tree, unit.declaration.get("location"), context)
    if unit.place.kind == "resourceGroup":
        if location is not None:
            raise TemplateError("a nested deployment in a resource group can't have a location", where=".location")
        return unit.place
    if location is None:
        raise TemplateError(f"a nested deployment at {unit.place.kind} scope needs a location", where=".location")
    return replace(unit.place, location=location)


def _is_inner(frame: Frame, properties: dict[str, Any]) -> bool:
    options = properties.get("expressionEvaluationOptions") or {}
    if type(options) is not dict:
        raise TemplateError("this must be an object", where=".properties.expressionEvaluationOptions")
    asked = str(options.get("scope", "NotSpecified")).lower()
    if asked == "outer" and frame.symbolic:
        raise TemplateError(
            "a template in languageVersion 2.0 can't have nested deployments with outer evaluation",
            where=".properties.expressionEvaluationOptions.scope",
        )
    return asked == "inner" or (asked == "notspecified" and frame.symbolic)


def _given(parameters: Any, context: Context) -> dict[str, Any]:
    """The values given to a nested deployment, in ARM form."""
    if parameters is None:
        return {}
    if type(parameters) is dict:
        return {name: within(f".{name}", _entry, entry, context) for name, entry in parameters.items()}
    value = evaluate_tree(parameters, context)
    if type(value) is not dict:
        raise TemplateError(f"the parameters are an object, not {kind_of(value)}")
    return {name: within(f".{name}", _checked_entry, entry) for name, entry in value.items()}


def _entry(entry: Any, context: Context) -> Any:
    """``{"value": ...}`` or ``{"reference": ...}``, evaluated."""
    source = entry.get("value") if type(entry) is dict and len(entry) == 1 else None
    if type(source) is str and source:
        return {"value": unsettled_text(source, context)}
    return _checked_entry(evaluate_tree(entry, context, loops=True))


def _checked_entry(value: Value) -> Any:
    if type(value) is Open:
        return {"value": open_member(value, "value")}
    if type(value) is not dict:
        raise TemplateError('a parameter is {"value": ...} or {"reference": ...}')
    return value


def _told(
    frame: Frame, unit: Unit, properties: dict[str, Any], template: dict[str, Any], given: dict[str, Any]
) -> Nested | None:
    if frame.runtime is None:
        return None
    return Nested(
        id=closed(unit.id),
        name=closed(unit.name),
        api_version=closed(unit.api_version),
        scope=replace(unit.place.scope, deployment=closed(unit.name)),
        parent=frame.deployment_id,
        mode=str(properties.get("mode", "Incremental")),
        template=template,
        parameters=closed(given),
        symbol=unit.symbol,
        path=frame.path + unit.path,
        depends_on=depends_on(frame, unit),
        tags=evaluate_tree(unit.declaration.get("tags"), unit.context.at("body")),
    )


def _run(frame: Frame, unit: Unit, child: Frame, nested: Nested | None) -> None:
    runtime = frame.runtime
    if runtime is not None and nested is not None:
        runtime.begin_nested(nested)
    try:
        child.run()
    except UnknownCount as stopped:
        _short_circuit(
            frame, unit, f"the count of the loop {stopped.path} is not known: [{text_of(stopped.count.node)}]", ""
        )
        return
    outputs = read_outputs(child)
    if runtime is not None and nested is not None:
        told = {name: {"type": output.type, "value": closed(output.shown)} for name, output in outputs.items()}
        runtime.end_nested(nested, told)
    if child.condition is True and type(unit.api_version) is str:
        frame.note(unit, _body(unit.api_version, outputs, deploying=runtime is not None))


def _body(version: str, outputs: dict[str, Output], *, deploying: bool) -> Body:
    read: dict[str, Value] = {}
    for name, output in outputs.items():
        if not output.secure:
            read[name] = {"type": output.type, "value": output.value}
        elif deploying:
            read[name] = {"type": output.type}
        else:
            read[name] = {"type": output.type, "value": open_call("outputs", name)}
    secrets = {name: output.value for name, output in outputs.items() if output.secure}
    return Body(version, Firm({"outputs": read}), secrets)


def _short_circuit(frame: Frame, unit: Unit, why: str, place: str) -> None:
    """Leaves a nested deployment out, with a warning; a deployment can't do that."""
    if frame.runtime is not None:
        raise TemplateError(f"the nested deployment {closed(unit.name)} can't be deployed: {why}")
    code = "Warning NestedDeploymentShortCircuited"
    frame.session.diagnostics.append(
        f"{place} {code}: The nested deployment '{closed(unit.id)}' could not be expanded: {why}."
    )
