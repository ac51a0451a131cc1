"""Read the resources a template declares: a unit for each resource, item of a loop and nested deployment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.limits import COPY_STEPS
from mlinfra.arm.expand.loops import ResourceLoop, check_loop_names, read_loop
from mlinfra.arm.expand.names import type_and_name, written_text
from mlinfra.arm.expand.place import id_in
from mlinfra.arm.expand.targets import keyed_place, scope_keys, target_place
from mlinfra.arm.expand.trees import evaluate_at, located, within
from mlinfra.arm.expand.units import NESTED, USUAL_KEYS, Unit, UnknownCount
from mlinfra.arm.expand.values import Open, Value, kind_of, open_call
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.template_expansion import TemplateExpansion

_KEYS = {key.lower(): key for key in USUAL_KEYS}
_AS_TEXT = ("location", "kind", "managedBy")
"""Keys beside name and apiVersion whose numbers and Booleans are read as text."""


def read_units(expansion: TemplateExpansion) -> list[Unit]:
    """Every unit of a template, as written; children follow their parent. Loops are noted in the expansion."""
    if expansion.symbolic:
        check_loop_names(expansion.template["resources"], f"{expansion.path}resources")
    return list(_read(expansion, expansion.template.get("resources"), "resources", None, expansion.context))


def unit_of_symbol(expansion: TemplateExpansion, name: str) -> Unit | None:
    """The unit of a symbol or item of a loop (``disks[1]``), read apart from the others; None where there is none."""
    symbol, _, item = name.partition("[")
    declaration = expansion.template["resources"].get(symbol)
    if not isinstance(declaration, Mapping):
        return None
    path = f"resources.{symbol}"
    units = _copies(expansion, declaration, path, None, expansion.context, symbol, note=False)
    return next((unit for unit in units if unit.symbol == name), None) if item or "copy" in declaration else next(units)


def _read(
    expansion: TemplateExpansion, declared: Any, path: str, parent: Unit | None, context: Context
) -> Iterator[Unit]:
    if isinstance(declared, Mapping):
        for symbol, declaration in declared.items():
            yield from _copies(expansion, declaration, f"{path}.{symbol}", parent, context, symbol)
        return
    if not isinstance(declared, list):
        if declared is not None:
            raise TemplateError("resources are an array or an object", where=expansion.path + path)
        return
    for at, declaration in enumerate(declared):
        yield from _copies(expansion, declaration, f"{path}[{at}]", parent, context, None)


def _copies(
    expansion: TemplateExpansion,
    declaration: Any,
    path: str,
    parent: Unit | None,
    context: Context,
    symbol: str | None,
    *,
    note: bool = True,
) -> Iterator[Unit]:
    if not isinstance(declaration, Mapping):
        raise TemplateError("a resource is an object", where=expansion.path + path)
    declaration = _in_usual_case(declaration, expansion, path)
    if declaration.get("copy") is None or parent is not None:  # a loop inside another resource is ignored
        yield from _one(expansion, declaration, path, parent, context, symbol)
        return
    loop = within(f"{expansion.path}{path}.copy", read_loop, declaration["copy"], context)
    if type(loop.count) is Open:
        raise UnknownCount(expansion.path + path, loop.count)
    if loop.count == 0:
        within(f"{expansion.path}{path}", _check_dependencies, declaration, context)
    units = _looped(expansion, declaration, path, context, symbol, loop)
    noted = expansion.loops.setdefault(symbol or loop.name.lower(), []) if note else []
    for first, unit in units:
        if first:
            noted.append(unit)
        yield unit


def _looped(
    expansion: TemplateExpansion,
    declaration: dict[str, Any],
    path: str,
    context: Context,
    symbol: str | None,
    loop: ResourceLoop,
) -> Iterator[tuple[bool, Unit]]:
    """Every unit of a loop, and whether it is an item of the loop rather than a resource inside one."""
    expansion.session.budget.step(COPY_STEPS * loop.count)
    for at in range(loop.count):
        inner = context.with_copy("", at).with_copy(loop.name, at)
        for unit in _one(expansion, declaration, path, None, inner, symbol and f"{symbol}[{at}]"):
            yield unit.parent is None, unit


def _check_dependencies(declaration: dict[str, Any], context: Context) -> None:
    """Evaluates what a loop of no items depends on, but for what hangs on its index."""
    named = declaration.get("dependsOn")
    for at, name in enumerate(named if isinstance(named, list) else []):
        if "copyindex" not in str(name).lower():
            evaluate_at(f".dependsOn[{at}]", name, context)


def _in_usual_case(declaration: Mapping[str, Any], expansion: TemplateExpansion, path: str) -> dict[str, Any]:
    """The declaration with its keys in the usual casing. Raises TemplateError for a key no resource has."""
    if declaration.keys() <= USUAL_KEYS:
        return declaration if isinstance(declaration, dict) else dict(declaration)
    for key in declaration:
        if key.lower() not in _KEYS and not expansion.path:
            raise TemplateError(f"a resource has no key {key!r}", where=expansion.path + path)
    return {_KEYS.get(key.lower(), key): value for key, value in declaration.items()}


def _one(
    expansion: TemplateExpansion,
    declaration: dict[str, Any],
    path: str,
    parent: Unit | None,
    context: Context,
    symbol: str | None,
) -> Iterator[Unit]:
    try:
        unit = _unit(expansion, declaration, path, parent, context, symbol)
    except TemplateError as error:
        located(error, expansion.path + path)
        raise
    yield unit
    if declaration.get("resources"):
        yield from _read(expansion, declaration["resources"], f"{path}.resources", unit, context)


def _unit(
    expansion: TemplateExpansion,
    declaration: dict[str, Any],
    path: str,
    parent: Unit | None,
    context: Context,
    symbol: str | None,
) -> Unit:
    condition = _condition(expansion, declaration, context)
    unit = Unit(
        expansion, declaration, path, context, str(declaration.get("type")), None, None, None, condition, symbol,
        declaration.get("existing") is True, expansion.place, parent=parent,
    )  # fmt: skip
    if declaration.get("import") is not None or declaration.get("extension") is not None:
        unit.extension = True
        return unit
    if condition is not False:
        _identify(unit)
        return unit
    _check_scope(unit)
    with suppress(TemplateError):  # what is not deployed need not have a name: often that is why it is not deployed
        _identify(unit)
    return unit


def _condition(expansion: TemplateExpansion, declaration: dict[str, Any], context: Context) -> Value:
    written = declaration.get("condition")
    condition = None if written is None else evaluate_at(".condition", written, context)
    if not expansion.declares_condition(declaration):
        condition = True
    if expansion.runtime is not None and type(condition) is not bool:
        raise TemplateError(f"the condition must be Boolean, not {kind_of(condition)}", where=".condition")
    return condition


def _check_scope(unit: Unit) -> None:
    """Refuses scope keys of a wrong shape, though the resource is not deployed."""
    try:
        keys = _scope_keys(unit.declaration, unit.context)
    except TemplateError:
        return
    scope_keys(keys)


def _identify(unit: Unit) -> None:
    """Fills in version, name, place and id."""
    declaration, context, expansion = unit.declaration, unit.context, unit.expansion
    unit.type, unit.name, unit.short_name = type_and_name(declaration, unit.parent, context, unit.condition)
    keys = scope_keys(_scope_keys(declaration, context))
    if unit.parent is not None and "scope" in keys:
        raise TemplateError("a resource inside another has no scope of its own", where=".scope")
    if unit.nested:
        unit.place, unit.scope = target_place(expansion.place, keys, declaration, unit.name)
    elif unit.parent is not None:
        unit.scope = unit.parent.scope
    elif "scope" in keys or not keys:
        unit.scope = keys.get("scope")
    else:
        unit.place = keyed_place(expansion.place, keys)
    unit.id = id_in(unit.place, unit.type, unit.name, unit.scope)
    unit.api_version = _api_version(expansion, declaration, context)


def _api_version(expansion: TemplateExpansion, declaration: dict[str, Any], context: Context) -> Value:
    version = evaluate_at(".apiVersion", written_text(declaration.get("apiVersion")), context)
    if version:
        return version
    if not expansion.template.get("apiProfile"):
        raise TemplateError("the resource has no apiVersion")
    return open_call("defaultApiVersion")


def _scope_keys(declaration: dict[str, Any], context: Context) -> dict[str, Value]:
    elsewhere = str(declaration.get("type")).lower() == NESTED or declaration.get("existing") is True
    if not elsewhere and declaration.get("scope") is None:
        return {}
    keys = ("subscriptionId", "resourceGroup", "scope") if elsewhere else ("scope",)
    return {key: evaluate_at(f".{key}", declaration[key], context) for key in keys if declaration.get(key) is not None}


def envelope_value(declaration: dict[str, Any], key: str) -> Any:
    """What a key of a resource says, before evaluation."""
    return written_text(declaration[key]) if key in _AS_TEXT else declaration[key]
