"""Expand a nested deployment in its place, and hand its outputs to those who read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import unsettled_text
from mlinfra.arm.expand.letter_case import template_in_usual_case
from mlinfra.arm.expand.names import written_text
from mlinfra.arm.expand.outputs import Output, read_outputs
from mlinfra.arm.expand.place import Place
from mlinfra.arm.expand.resources import depends_on, whole_condition
from mlinfra.arm.expand.runtime import Nested
from mlinfra.arm.expand.session import Body
from mlinfra.arm.expand.trees import evaluate_tree, within
from mlinfra.arm.expand.units import Unit, UnknownCount
from mlinfra.arm.expand.values import Firm, Open, Value, closed, is_open, open_call, open_member, text_of
from mlinfra.base.errors import TemplateError
from mlinfra.base.frozen import replace

if TYPE_CHECKING:
    from mlinfra.arm.expand.template_expansion import TemplateExpansion


class _NotFollowed(Exception):
    """Why the contents of a nested deployment are not known offline."""


class _IsLink(_NotFollowed):
    """Its template or its parameters are a link."""


def expand_nested(expansion: TemplateExpansion, unit: Unit) -> None:
    """Expands what a nested deployment holds; leaves it out with a warning where that is not known offline."""
    try:
        nested = _read(expansion, unit)
    except _NotFollowed as error:
        if isinstance(error, _IsLink):
            expansion.session.links.append(closed(unit.id))
        _leave_out(expansion, unit, str(error), closed(unit.id))
        return
    path = f"{expansion.path}{unit.path}.properties.template."
    condition = whole_condition(expansion, unit)
    child = type(expansion)(
        expansion.session,
        expansion.session.checked_template(nested.template, path, unit.api_version),
        nested.place,
        closed(unit.id),
        path=path,
        condition=condition,
        given=nested.given,
    )
    _run(expansion, unit, child, nested)


class _Deployment(NamedTuple):
    """What a nested deployment says, evaluated as far as the deployment around it does."""

    properties: dict[str, Any]
    """As written, but for what has been evaluated: parameters, and the template with outer evaluation."""
    template: dict[str, Any]
    given: dict[str, Any]
    """Values for its parameters, in ARM form."""
    place: Place


def _read(expansion: TemplateExpansion, unit: Unit) -> _Deployment:
    context = unit.context.at("body")
    place = _placed(unit, context)
    declared = unit.declaration.get("properties")
    if not isinstance(declared, dict):
        raise TemplateError("a nested deployment has properties", where=".properties")
    said = {key.lower(): value for key, value in declared.items()}
    _check_links(said)
    inner = _is_inner(expansion, said)
    given = within(".properties.parameters", _given, said, context)
    template = said["template"]
    if type(template) is str or not inner:
        template = within(".properties.template", _evaluated_template, expansion, template, context)
    if not isinstance(template, dict):
        raise TemplateError("the template of a nested deployment is an object", where=".properties.template")
    evaluated = {"parameters": given, "template": template}
    properties = {key: evaluated.get(key.lower(), value) for key, value in declared.items()}
    return _Deployment(properties, template, given, place)


def _check_links(said: dict[str, Any]) -> None:
    """Refuses a deployment that has not exactly one of template and link; a link is not followed."""
    link = said.get("templatelink")
    if said.get("template") is not None and link is not None:
        raise TemplateError("a nested deployment has either a template or a templateLink", where=".properties")
    if link is not None:
        parts = {key.lower(): value for key, value in link.items()} if isinstance(link, dict) else {"uri": link}
        if parts.get("relativepath") is not None or not (parts.get("uri") or parts.get("id")):
            raise TemplateError("the link to a template needs a uri or an id", where=".properties.templateLink")
        raise _IsLink("its templateLink is not followed")
    if said.get("template") is None:
        raise TemplateError("a nested deployment needs a template or a templateLink", where=".properties")
    if said.get("parameterslink") is not None:
        raise _IsLink("its parametersLink is not followed")


def _evaluated_template(expansion: TemplateExpansion, template: Any, context: Context) -> Value:
    """A template that the parent evaluates whole; what comes out is evaluated again in the template itself."""
    value = evaluate_tree(template, context.at("nested template"), loops=True)
    if is_open(value) and expansion.runtime is None:
        raise _NotFollowed("it is evaluated in the template around it (outer), where a part of it is not known")
    return closed(value)


def _placed(unit: Unit, context: Context) -> Place:
    """The place of the contents, with the deployment's own location."""
    location = within(".location", evaluate_tree, written_text(unit.declaration.get("location")), context)
    if unit.place.kind == "resourceGroup":
        if location is not None:
            raise TemplateError("a nested deployment in a resource group can't have a location", where=".location")
        return unit.place
    if location is None:
        raise TemplateError(f"a nested deployment at {unit.place.kind} scope needs a location", where=".location")
    return replace(unit.place, location=location)


def _is_inner(expansion: TemplateExpansion, said: dict[str, Any]) -> bool:
    options = said.get("expressionevaluationoptions")
    default = expansion.versioned
    if "expressionevaluationoptions" not in said or (options is None and expansion.runtime is not None):
        return default
    scopes = [value for key, value in options.items() if key.lower() == "scope"] if isinstance(options, dict) else []
    asked = scopes[-1].lower() if scopes and type(scopes[-1]) is str else "notspecified" if expansion.runtime else ""
    if asked not in {"inner", "outer", "notspecified"}:
        raise _NotFollowed("its expressionEvaluationOptions do not name the scope of evaluation")
    if asked == "outer" and expansion.versioned:
        raise TemplateError(
            "a template in languageVersion 2.0 can't have nested deployments with outer evaluation",
            where=".properties.expressionEvaluationOptions.scope",
        )
    return asked == "inner" or (asked == "notspecified" and default)


def _given(said: dict[str, Any], context: Context) -> dict[str, Any]:
    """The values given to a nested deployment, in ARM form."""
    parameters = said.get("parameters")
    if "parameters" not in said or (parameters is None and context.expansion.runtime is not None):
        return {}
    if type(parameters) is dict:
        return {name: within(f".{name}", _entry, entry, context) for name, entry in parameters.items()}
    value = evaluate_tree(parameters, context)
    if type(value) is not dict:
        raise _NotFollowed("its parameters are not known as an object")
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


def _announced(expansion: TemplateExpansion, unit: Unit, nested: _Deployment) -> Nested:
    """What the runtime is told of a nested deployment."""
    said = {key.lower(): value for key, value in nested.properties.items()}
    written = {key.lower(): value for key, value in unit.declaration["properties"].items()}["template"]
    return Nested(
        id=closed(unit.id),
        name=closed(unit.name),
        api_version=closed(unit.api_version),
        scope=replace(unit.place.scope, deployment=closed(unit.name)),
        parent=expansion.deployment_id,
        mode=str(said.get("mode", "Incremental")),
        template=template_in_usual_case(written if isinstance(written, dict) else nested.template),
        parameters=closed(nested.given),
        symbol=unit.symbol,
        path=expansion.path + unit.path,
        depends_on=depends_on(unit),
        tags=evaluate_tree(unit.declaration.get("tags"), unit.context.at("body")),
    )


def _run(expansion: TemplateExpansion, unit: Unit, child: TemplateExpansion, nested: _Deployment) -> None:
    runtime = expansion.runtime
    announced = None if runtime is None else _announced(expansion, unit, nested)
    if runtime is not None and announced is not None:
        runtime.begin_nested(announced)
    try:
        child.run()
    except UnknownCount as stopped:
        why = f"the count of the loop {stopped.path} is not known: [{text_of(stopped.count.node)}]"
        _leave_out(expansion, unit, why, "")
        return
    outputs = read_outputs(child)
    if runtime is not None and announced is not None:
        shown = {name: {"type": output.type, "value": closed(output.shown)} for name, output in outputs.items()}
        runtime.end_nested(announced, shown)
    if child.condition is True and type(unit.api_version) is str:
        expansion.note(unit, _body(unit.api_version, nested, outputs, deploying=runtime is not None))


def _body(version: str, nested: _Deployment, outputs: dict[str, Output], *, deploying: bool) -> Body:
    """What others can read of a nested deployment: its properties as written, then its outputs."""
    read: dict[str, Value] = {}
    for name, output in outputs.items():
        if not output.secure:
            read[name] = {"type": output.type, "value": output.value}
        elif deploying:
            read[name] = {"type": output.type}
        else:
            read[name] = {"type": output.type, "value": open_call("outputs", name)}
    secrets = {name: output.value for name, output in outputs.items() if output.secure}
    if deploying:
        return Body(version, Firm({"outputs": read}), secrets)
    return Body(version, Firm({**nested.properties, **({"Outputs": read} if read else {})}), secrets)


def _leave_out(expansion: TemplateExpansion, unit: Unit, why: str, place: str) -> None:
    """Leaves a nested deployment out, with a warning; a deployment can't do that."""
    if expansion.runtime is not None:
        raise TemplateError(f"the nested deployment {closed(unit.name)} can't be deployed: {why}")
    code = "Warning NestedDeploymentShortCircuited"
    expansion.session.diagnostics.append(
        f"{place} {code}: The nested deployment '{closed(unit.id)}' could not be expanded: {why}."
    )
