"""Print the whole ARM JSON of a template, as the compiler emits it."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.expressions import Spelled
from mlinfra.arm.printers.address import inside
from mlinfra.arm.printers.arm import declarations, modules, resources, variables
from mlinfra.arm.printers.arm.dispatch import json_of
from mlinfra.arm.printers.arm.form import needs_object_form
from mlinfra.arm.printers.arm.imports import Closure
from mlinfra.arm.printers.arm.tables import TABLES
from mlinfra.arm.printers.arm.unit import GLOBAL, Entity, Unit, make_unit
from mlinfra.arm.printers.compiler import BicepCompiler
from mlinfra.arm.printers.template_hash import template_hash
from mlinfra.arm.tree import Template
from mlinfra.base.errors import Unprintable

_SCHEMA = "https://schema.management.azure.com/schemas/"
_SCHEMAS = {
    "resourceGroup": "2019-04-01/deploymentTemplate.json#",
    "subscription": "2018-05-01/subscriptionDeploymentTemplate.json#",
    "managementGroup": "2019-08-01/managementGroupDeploymentTemplate.json#",
    "tenant": "2019-08-01/tenantDeploymentTemplate.json#",
}


class Compiler:
    """Compiles templates, each once, however many modules use it."""

    def __init__(self, compiler: BicepCompiler) -> None:
        self._compiler = compiler
        self._known: dict[int, tuple[Template, dict[str, Any]]] = {}

    def compile(self, template: Template) -> dict[str, Any]:
        """The ARM JSON of a template. It is shared between the modules that use it: don't change it."""
        known = self._known.get(id(template))
        if known is None:
            known = self._known[id(template)] = (template, self._made(template))
        return known[1]

    def _made(self, template: Template) -> dict[str, Any]:
        unit = make_unit(template, TABLES)
        closure = Closure(unit)
        unit.object_form = needs_object_form(unit)
        result: dict[str, Any] = {"$schema": _SCHEMA + _SCHEMAS[unit.scope]}
        if unit.object_form:
            result["languageVersion"] = "2.0"
        generator: dict[str, Any] = {"name": "bicep", "version": self._compiler.generator}
        result |= {"contentVersion": "1.0.0.0", "metadata": {"_generator": generator, **_metadata(unit)}}
        result |= _declared(unit, closure)
        result["resources"] = self._resources(unit)
        outputs = declarations.each(unit.outputs, lambda item: declarations.output_json(unit, item))
        if outputs:
            result["outputs"] = outputs
        try:
            generator["templateHash"] = template_hash(result)
        except UnicodeEncodeError:
            raise Unprintable("a text holds half a surrogate pair") from None
        return result

    def _resources(self, unit: Unit) -> list[dict[str, Any]] | dict[str, Any]:
        entries = {entity.key: self._entry(unit, entity) for entity in unit.all_entities() if _has_entry(unit, entity)}
        return entries if unit.object_form else list(entries.values())

    def _entry(self, unit: Unit, entity: Entity) -> dict[str, Any]:
        try:
            if entity.is_module:
                return modules.module_json(unit, entity, self.compile)
            return resources.resource_json(unit, entity)
        except Unprintable as error:
            raise inside(error, entity.key) from None


def _has_entry(unit: Unit, entity: Entity) -> bool:
    return not entity.existing or (unit.object_form and variables.is_kept(unit, entity))


def _metadata(unit: Unit) -> dict[str, Any]:
    result: dict[str, Any] = {}
    exported = declarations.exported_variables(unit)
    if exported:
        result["__bicep_exported_variables!"] = exported
    for item in unit.metadata:
        value = item.value.value if isinstance(item.value, Spelled) else item.value
        result[item.name] = json_of(unit, value, GLOBAL)
    return result


def _declared(unit: Unit, closure: Closure) -> dict[str, Any]:
    """The sections from ``definitions`` to ``variables``, those that are not empty."""
    copies, plain = declarations.variables_json(unit, unit.variables.values())
    more_copies, more = closure.variables()
    loops = {"copy": copies + more_copies} if copies or more_copies else {}
    contents = {name: json_of(unit, value, GLOBAL) for name, value in unit.contents.values.items()}
    definitions = declarations.each(unit.types.values(), lambda item: declarations.definition_json(unit, item))
    sections = {
        "definitions": definitions | dict(closure.definitions()),
        "functions": _functions(unit, closure),
        "parameters": declarations.each(unit.parameters.values(), lambda item: declarations.parameter_json(unit, item)),
        "variables": {**loops, **contents, **plain, **more},
    }
    return {name: section for name, section in sections.items() if section}


def _functions(unit: Unit, closure: Closure) -> list[dict[str, Any]]:
    local_functions = declarations.each(unit.functions.values(), lambda item: declarations.function_json(unit, item))
    members: dict[str, dict[str, Any]] = {"__bicep": local_functions}
    for name, function in closure.functions():
        namespace, _, short = name.rpartition(".")
        members.setdefault(namespace or "__bicep", {})[short] = function
    return [{"namespace": name, "members": contents} for name, contents in members.items() if contents]
