"""The resources a template declares -> one unit for each copy, with name, id, condition and what it depends on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.form import check_loop
from mlinfra.arm.expand.place import Place, id_in
from mlinfra.arm.expand.targets import check_keys, extended, target_place
from mlinfra.arm.expand.trees import evaluate_count, evaluate_tree, located, within
from mlinfra.arm.expand.values import Open, Value, kind_of, open_call
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.template_expansion import Frame

DEPLOYMENTS = "microsoft.resources/deployments"
ENVELOPE = (
    "location",
    "extendedLocation",
    "sku",
    "kind",
    "managedBy",
    "managedByExtended",
    "plan",
    "identity",
    "tags",
    "zones",
    "scale",
    "properties",
)
"""Keys of a resource that are sent to Azure, in the order of a snapshot."""
_CONTROL = [
    "$schema",
    "apiVersion",
    "asserts",
    "comments",
    "condition",
    "copy",
    "dependsOn",
    "eTag",
    "existing",
    "extension",
    "import",
    "metadata",
    "method",
    "name",
    "placement",
    "resourceGroup",
    "resources",
    "scope",
    "subscriptionId",
    "type",
    "@options",
]
_KEYS = {key.lower(): key for key in (*ENVELOPE, *_CONTROL)}


class UnknownCount(Exception):
    """The count of a loop of resources is not known."""

    def __init__(self, path: str, count: Value) -> None:
        super().__init__(path)
        self.path = path
        self.count = count


@dataclass(slots=True, eq=False)
class Unit:
    """One resource, one of its copies, or one nested deployment."""

    frame: Frame
    """Of the template that declares it."""
    declaration: dict[str, Any]
    path: str
    context: Context
    type: str
    name: Value
    id: Value
    """Name and id are None where it is not deployed and has none, and of resources of extensions other than Azure's."""
    api_version: Value
    condition: Value
    """False: not deployed. Anything but a Boolean is kept."""
    symbol: str | None
    existing: bool
    place: Place
    """Where it stands; of a nested deployment, where its contents go."""
    dependencies: list[Unit] | None = None
    entered: bool = False
    """Whether its turn has come."""

    @property
    def nested(self) -> bool:
        """Whether it is a nested deployment."""
        return self.type.lower() == DEPLOYMENTS and not self.existing


def bodies(unit: Unit) -> list[Any]:
    """The parts of a unit's declaration whose expressions belong to the template it stands in."""
    declared = unit.declaration
    if not unit.nested:
        return [declared[key] for key in ENVELOPE if key in declared]
    properties = declared.get("properties")
    return [properties.get("parameters")] if isinstance(properties, dict) else []


def read_units(frame: Frame) -> list[Unit]:
    """Every unit of a template, as written; children follow their parent. Loops are noted in the frame."""
    return list(_read(frame, frame.template.get("resources"), "resources", None, frame.context))


def _read(frame: Frame, declared: Any, path: str, parent: Unit | None, context: Context) -> Iterator[Unit]:
    if isinstance(declared, Mapping):
        for symbol, declaration in declared.items():
            yield from _copies(frame, declaration, f"{path}.{symbol}", parent, context, symbol)
        return
    if not isinstance(declared, list):
        if declared is not None:
            raise TemplateError("resources are an array or an object", where=frame.path + path)
        return
    for at, declaration in enumerate(declared):
        yield from _copies(frame, declaration, f"{path}[{at}]", parent, context, None)


def _copies(
    frame: Frame, declaration: Any, path: str, parent: Unit | None, context: Context, symbol: str | None
) -> Iterator[Unit]:
    if not isinstance(declaration, Mapping):
        raise TemplateError("a resource is an object", where=frame.path + path)
    declaration = _canonical(declaration, frame.path + path)
    loop = declaration.get("copy")
    if loop is None:
        yield from _one(frame, declaration, path, parent, context, symbol)
        return
    check_loop(loop, f"{frame.path}{path}.copy", named=True)
    count = within(f"{frame.path}{path}.copy", evaluate_count, loop["count"], context)
    if type(count) is Open:
        raise UnknownCount(frame.path + path, count)
    name = loop["name"]
    for at in range(count):
        inner = context.with_copy("", at).with_copy(name, at)
        made = list(_one(frame, declaration, path, parent, inner, symbol and f"{symbol}[{at}]"))
        frame.loops.setdefault(symbol or name.lower(), []).append(made[0])
        yield from made
    if count == 0:
        frame.loops.setdefault(symbol or name.lower(), [])


def _canonical(declaration: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The declaration with its keys in the usual casing. Raises TemplateError for a key no resource has."""
    if all(_KEYS.get(key.lower()) == key for key in declaration):
        return dict(declaration)
    for key in declaration:
        if key.lower() not in _KEYS:
            raise TemplateError(f"a resource has no key {key!r}", where=path)
    return {_KEYS[key.lower()]: value for key, value in declaration.items()}


def _one(
    frame: Frame, declaration: dict[str, Any], path: str, parent: Unit | None, context: Context, symbol: str | None
) -> Iterator[Unit]:
    try:
        unit = _unit(frame, declaration, path, parent, context, symbol)
    except TemplateError as error:
        located(error, frame.path + path)
        raise
    yield unit
    if declaration.get("resources"):
        yield from _read(frame, declaration["resources"], f"{path}.resources", unit, context)


def _unit(
    frame: Frame, declaration: dict[str, Any], path: str, parent: Unit | None, context: Context, symbol: str | None
) -> Unit:
    condition = within(".condition", evaluate_tree, declaration.get("condition"), context)
    if declaration.get("condition") is None:
        condition = True
    if frame.runtime is not None and type(condition) is not bool:
        raise TemplateError(f"the condition must be Boolean, not {kind_of(condition)}", where=".condition")
    if declaration.get("import") is not None or declaration.get("extension") is not None:
        kind = str(declaration.get("type"))
        return Unit(frame, declaration, path, context, kind, None, None, None, condition, symbol, False, frame.home)
    version = within(".apiVersion", evaluate_tree, declaration.get("apiVersion"), context)
    if version is None and "apiProfile" not in frame.template:
        raise TemplateError("the resource has no apiVersion")
    existing = declaration.get("existing") is True
    try:
        resource_type, name = _type_and_name(declaration, parent, context)
        keys = _scope_keys(declaration, context)
    except TemplateError:
        if condition is not False:
            raise
        # What is not deployed need not have a name: often that is why it is not deployed.
        return Unit(frame, declaration, path, context, str(declaration.get("type")), None, None, version, False, symbol, existing, frame.home
        )  # fmt: skip
    check_keys(keys, deployed=condition is not False)
    place, scope = _place(frame, keys, declaration, resource_type, name)
    resource_id = id_in(place, resource_type, name, scope)
    return Unit(
        frame, declaration, path, context, resource_type, name, resource_id, version, condition, symbol, existing, place
    )


def _type_and_name(declaration: dict[str, Any], parent: Unit | None, context: Context) -> tuple[str, Value]:
    resource_type = declaration.get("type")
    if type(resource_type) is not str:
        raise TemplateError("the resource has no type", where=".type")
    name = within(".name", evaluate_tree, declaration.get("name"), context)
    if type(name) not in {str, Open}:
        raise TemplateError(f"the name must be a text, not {kind_of(name)}", where=".name")
    if parent is not None and not resource_type.lower().startswith(parent.type.lower() + "/"):
        resource_type = f"{parent.type}/{resource_type}"
        if parent.name is None:
            raise TemplateError("the resource it is in has no name", where=".name")
        both = type(parent.name) is str and type(name) is str
        name = f"{parent.name}/{name}" if both else open_call("format", "{0}/{1}", parent.name, name)
    if type(name) is str and name.count("/") + 1 != resource_type.count("/"):
        wanted = resource_type.count("/")
        raise TemplateError(
            f"the name {name!r} has {name.count('/') + 1} segments, {resource_type} needs {wanted}", where=".name"
        )
    return resource_type, name


def _scope_keys(declaration: dict[str, Any], context: Context) -> dict[str, Value]:
    return {
        key: within(f".{key}", evaluate_tree, declaration[key], context)
        for key in ("subscriptionId", "resourceGroup", "scope")
        if declaration.get(key) is not None
    }


def _place(
    frame: Frame, keys: dict[str, Value], declaration: dict[str, Any], resource_type: str, name: Value
) -> tuple[Place, Value]:
    """Where a resource stands, and the id of what it extends."""
    if resource_type.lower() == DEPLOYMENTS and declaration.get("existing") is not True:
        return target_place(frame.home, keys, declaration, name)
    return extended(frame.home, keys) if keys else (frame.home, None)
