"""Expand one template: answer its expressions, and put its resources in the order they are deployed in."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.declarations import read_units, unit_of_symbol
from mlinfra.arm.expand.dependencies import dependencies
from mlinfra.arm.expand.nested import expand_nested
from mlinfra.arm.expand.parameters import Parameters
from mlinfra.arm.expand.place import Place, member_of, relative_id
from mlinfra.arm.expand.resource_index import ResourceIndex
from mlinfra.arm.expand.resources import expand_resource
from mlinfra.arm.expand.runtime import Runtime
from mlinfra.arm.expand.schema import Types
from mlinfra.arm.expand.service_checks import refuse_cycles, refuse_nameless, refuse_twins
from mlinfra.arm.expand.session import Body, Session
from mlinfra.arm.expand.syntax import Call, Known
from mlinfra.arm.expand.trees import closed_text, evaluate_tree, within
from mlinfra.arm.expand.units import Unit
from mlinfra.arm.expand.userfunctions import UserFunction, user_functions
from mlinfra.arm.expand.values import MISSING, Firm, Missing, Open, Value, closed, node_of
from mlinfra.arm.expand.variables import Variables
from mlinfra.base.arm_types import RESOURCE_GROUPS
from mlinfra.base.errors import TemplateError


class TemplateExpansion:
    """One template while it is expanded: its symbols, variables and resources."""

    def __init__(
        self,
        session: Session,
        template: dict[str, Any],
        place: Place,
        deployment: Value,
        *,
        path: str = "",
        condition: Value | Missing = MISSING,
        given: dict[str, Any] | None = None,
    ) -> None:
        """``template``: with keywords in the usual casing, and of the form of one."""
        self.session = session
        self.runtime: Runtime | None = session.runtime
        self.environment = session.environment
        self.template = template
        self.place = place
        """Where its resources go, and what scope functions speak of."""
        self.scope = place.scope
        self.deployment_id = deployment
        self.path = path
        """What paths in it start with; empty for the outermost template."""
        self.own_condition = condition
        """Of the nested deployment whose template this is; MISSING where it declares none."""
        self.symbolic = isinstance(self.template.get("resources"), dict)
        self.versioned = self.template.get("languageVersion") is not None
        types = Types(self.template.get("definitions") or {}, rich=self.versioned)
        self.types = types
        self.parameters = Parameters(self.template.get("parameters") or {}, given or {}, types, main=not path)
        self.variables = Variables(self.template.get("variables") or {})
        self.functions: dict[str, UserFunction] = user_functions(self.template.get("functions"), types)
        self.context = Context(self, "start")
        self._default = Context(self, "default")
        self._variable = Context(self, "variable")
        self.loops: dict[str, list[Unit]] = {}
        self.units: list[Unit] = []
        self.index = ResourceIndex([], "", symbolic=self.symbolic)
        self._reading: list[str] = []
        """Symbols whose names are being worked out."""

    @property
    def condition(self) -> Value:
        """The condition its resources stand under; True where there is none."""
        return True if self.own_condition is MISSING else self.own_condition

    def declares_condition(self, declaration: dict[str, Any]) -> bool:
        """Whether a resource has a condition: a null counts in nested templates, though not in the outermost."""
        if declaration.get("condition") is None and (not self.path or self.runtime is not None):
            return False
        return "condition" in declaration

    # What expressions ask for.

    def parameter(self, name: str) -> Value:
        """The value of a parameter."""
        try:
            return self.parameters.value(name, self._default)
        except TemplateError as error:
            self._locate(error)
            raise

    def variable(self, name: str) -> Value:
        """The value of a variable."""
        try:
            return self.variables.value(name, self._variable)
        except TemplateError as error:
            self._locate(error)
            raise

    def _locate(self, error: TemplateError) -> None:
        """Tells an error in a parameter or variable at its place in the outermost template."""
        if error.where and error.where[0] not in ".[" and not error.where.startswith(self.path):
            error.where = self.path + error.where

    def function(self, name: str) -> UserFunction:
        """A user function."""
        function = self.functions.get(name.lower())
        if function is None:
            raise TemplateError(f"there is no function {name}()")
        return function

    def deployment(self) -> dict[str, Value]:
        """What ``deployment()`` gives."""
        version = self.template.get("contentVersion")
        known = {"name": self.place.name, "properties": {"template": {"contentVersion": version}}}
        return known if self.place.kind == "resourceGroup" else {**known, "location": self.place.location}

    def resource_group(self) -> dict[str, Value]:
        """What ``resourceGroup()`` gives."""
        place = self.place
        if place.kind != "resourceGroup":
            raise TemplateError("resourceGroup() is not known at this scope")
        if self.runtime is not None and type(place.subscription) is str and type(place.group) is str:
            return self.runtime.resource_group(place.subscription, place.group)
        known = self.session.groups.get(closed_text(place.group_id), {})
        is_main_group = closed_text(place.group_id) == self.session.main_group
        grouped = is_main_group and type(place.group) is str
        names = ("tags", "managedBy", "properties") if grouped else ("tags", "properties")
        unknown_id = grouped and type(place.subscription) is Open and type(place.location) is str
        return {
            "id": member_of("resourceGroup", "id") if unknown_id else place.group_id,
            "name": place.group,
            "type": RESOURCE_GROUPS,
            "location": known.get("location", place.location),
            **{name: known.get(name, member_of("resourceGroup", name)) for name in names},
        }

    # Its resources.

    def full_id(self, target: str) -> Value:
        """The id that ``type/name`` means in the own scope; a name, symbol or id as it is."""
        return relative_id(self.place, target) if "/" in target and not target.startswith("/") else target

    def read(self, node: Call, target: str, version: str | None, rest: list[Value]) -> Value:
        """What ``reference()`` gives for a name, symbol or id."""
        full = self.full_id(target)
        unit = self.target(full) if type(full) is str else None
        if unit is not None:
            return self.read_unit(node, unit, version, rest)
        if self.session.checks and type(full) is str and (off := self.index.switched_off(full)) is not None:
            refuse_nameless(off, full, version, symbolic=self.symbolic)
            full = full if self.runtime is None else str(off.id)
        args = [full, *([] if version is None and not rest else [version]), *rest]
        kept = Call(node.name, tuple(map(node_of, args)), node.at)
        return self._read_id(kept, full, version, rest) if type(full) is str else Open(kept)

    def read_unit(
        self, node: Call, unit: Unit, version: str | None, rest: list[Value], *, by_symbol: bool = False
    ) -> Value:
        """What ``reference()`` gives for a resource of this template; ``by_symbol``: also where its id is not known."""
        if unit.extension:
            return self._read_extension(node, unit)
        self.need(unit)
        own_version = unit.api_version if version is None else version
        kept = Call(node.name, (node_of(unit.id), node_of(own_version), *map(Known, rest)), node.at)
        if type(own_version) is Open or (type(unit.id) is Open and not by_symbol):
            return Open(kept)
        return self._read_id(kept, str(closed(unit.id)), own_version, rest)

    def _read_extension(self, node: Call, unit: Unit) -> Value:
        """What the properties of a resource of an extension say; it has no id to be read by."""
        if unit.properties is MISSING:
            unit.properties = None  # a resource that reads itself learns nothing
            declared = {} if unit.existing else unit.declaration.get("properties")
            unit.properties = evaluate_tree(declared, unit.context.at("body"), loops=True)
        return Open(node, unit.properties or MISSING)

    def _read_id(self, kept: Call, resource_id: str, version: str | None, rest: list[Value]) -> Value:
        full = bool(rest) and str(rest[0]).lower() == "full"
        body = self.session.bodies.get(resource_id.lower())
        if self.runtime is not None:
            if body is not None and type(body.known) is Firm and not full:
                return dict(body.known)
            return self.runtime.reference(resource_id, version, full)
        if body is None or body.known is MISSING or (version or "").lower() != body.api_version.lower():
            return Open(kept)
        if not full:
            return Open(kept, body.known)
        return Open(kept, (Firm if type(body.known) is Firm else dict)({"Properties": body.known}))

    def list_(self, function: str, resource_id: str, version: str | None, body: Value) -> Value:
        """What a ``list...`` function gives at run time."""
        known = self.session.bodies.get(resource_id.lower())
        if known is not None and known.secrets is not None and function.lower() == "listoutputswithsecurevalues":
            return known.secrets
        return None if self.runtime is None else self.runtime.list_(function, resource_id, version, body)

    def target(self, name: str) -> Unit | None:
        """The resource that a name, symbol or id means; None where it means none, or one that is not deployed.

        Of several deployed ones of one id it is the last; a name of several ids means none.
        """
        return self.index.deployed(name)

    def declared(self, name: str) -> Unit | None:
        """The resource of a symbol, deployed or not, while others are still being read, too."""
        units = self.index.by_name.get(name)
        if units:
            return units[0]
        if name in self._reading:
            raise TemplateError(f"resources need each other's names: {' -> '.join([*self._reading, name])}")
        self._reading.append(name)
        unit = unit_of_symbol(self, name)
        self._reading.pop()
        return unit

    def targets(self, name: str) -> list[Unit] | None:
        """The resources of a loop that are deployed."""
        items = self.loops.get(name)
        return None if items is None else [unit for unit in items if unit.condition is not False]

    def need(self, unit: Unit) -> None:
        """Sees that a resource has been expanded, unless it is being expanded just now."""
        waiting: list[tuple[Unit, Iterator[Unit]]] = []
        _enter(unit, waiting)
        while waiting:  # depth first, without recursion: chains of dependencies may be long
            current, following = waiting[-1]
            other = next(following, None)
            if other is not None:
                _enter(other, waiting)
                continue
            waiting.pop()
            if current.condition is not False and not current.existing:
                within(current.expansion.path + current.path, current.expansion.expand, current)

    def expand(self, unit: Unit) -> None:
        """Adds what a unit deploys to the session."""
        if unit.nested:
            expand_nested(self, unit)
        else:
            expand_resource(self, unit)

    def run(self) -> None:
        """Expands the template: parameters, variables, resources."""
        try:
            self.parameters.evaluate_all(self._default)
            self.variables.evaluate_all(self._variable)
        except TemplateError as error:
            self._locate(error)
            raise
        self.units = read_units(self)
        self.index = ResourceIndex(self.units, f"{closed_text(self.place.id)}/providers/", symbolic=self.symbolic)
        self.session.switched_off |= self.index.ids_switched_off()
        if self.session.checks:
            refuse_twins(self.units)
            refuse_cycles(self.units)
        for unit in sorted(self.units, key=attrgetter("extension")):  # those of extensions come last
            self.need(unit)

    def note(self, unit: Unit, body: Body) -> None:
        """Remembers what is known of a resource, for references to it."""
        if unit.id is not None:
            self.session.bodies[closed_text(unit.id)] = body


def _enter(unit: Unit, waiting: list[tuple[Unit, Iterator[Unit]]]) -> None:
    """Puts a unit on the stack of those that wait for what they depend on."""
    if not unit.entered:
        unit.entered = True
        waiting.append((unit, iter(within(unit.expansion.path + unit.path, dependencies, unit))))
