"""One template being expanded: what its expressions ask for, and the order its resources come in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.form import check_form
from mlinfra.arm.expand.mentions import mentioned
from mlinfra.arm.expand.nested import expand_nested
from mlinfra.arm.expand.parameters import Parameters
from mlinfra.arm.expand.place import Place
from mlinfra.arm.expand.resources import expand_resource
from mlinfra.arm.expand.runtime import Runtime
from mlinfra.arm.expand.schema import Types
from mlinfra.arm.expand.service_checks import refuse_circles, refuse_nameless, refuse_twins, refuse_unknown
from mlinfra.arm.expand.session import Body, Session
from mlinfra.arm.expand.syntax import Access, Call, Known
from mlinfra.arm.expand.trees import closed_text, evaluate_tree, within
from mlinfra.arm.expand.units import Unit, bodies, read_units
from mlinfra.arm.expand.userfunctions import UserFunction, user_functions
from mlinfra.arm.expand.values import MISSING, Firm, Open, Value, node_of
from mlinfra.arm.expand.variables import Variables
from mlinfra.base.errors import TemplateError


class Frame:
    """The surroundings of a template's expressions, and its resources."""

    def __init__(
        self,
        session: Session,
        template: dict[str, Any],
        place: Place,
        deployment: Value,
        *,
        path: str = "",
        condition: Value = True,
        given: dict[str, Any] | None = None,
        outer: Context | None = None,
    ) -> None:
        if id(template) not in session.checked:
            check_form(template, path)
            session.checked[id(template)] = template
        self.session = session
        self.runtime: Runtime | None = session.runtime
        self.environment = session.environment
        self.template = template
        self.home = place
        """Where its resources go."""
        self.deployment_id = deployment
        self.path = path
        """What paths in it start with."""
        self.condition = condition
        self.outer = outer
        """Surroundings of the nested deployment whose template this is, with outer evaluation."""
        self.place = place if outer is None else outer.frame.place
        """What scope functions speak of."""
        self.symbolic = str(template.get("languageVersion", "")).startswith(("2", "1.9", "1.10"))
        types = Types(template.get("definitions") or {}, rich=self.symbolic)
        self.types = types
        self.parameters = Parameters(template.get("parameters") or {}, given or {}, types, main=not path)
        self.variables = Variables(template.get("variables") or {})
        self.functions: dict[str, UserFunction] = user_functions(template.get("functions"), types)
        self.context = Context(self, "start", dict(outer.copies) if outer else {})
        self._default = Context(self, "default")
        self._variable = Context(self, "variable")
        self.loops: dict[str, list[Unit]] = {}
        self.units: list[Unit] = []
        self._by_id: dict[str, Unit] = {}
        self._by_name: dict[str, list[Unit]] = {}

    # What expressions ask for.

    def parameter(self, name: str) -> Value:
        """The value of a parameter."""
        if self.outer is not None:
            return self.outer.frame.parameter(name)
        return self._told(self.parameters.value, name, self._default)

    def variable(self, name: str) -> Value:
        """The value of a variable."""
        if self.outer is not None:
            return self.outer.frame.variable(name)
        return self._told(self.variables.value, name, self._variable)

    def _told(self, ask: Callable[..., Any], *args: Any) -> Any:
        """The answer of parameters or variables; errors in them are told at their place in the outermost template."""
        try:
            return ask(*args)
        except TemplateError as error:
            if error.where and error.where[0] not in ".[" and not error.where.startswith(self.path):
                error.where = self.path + error.where
            raise

    def function(self, name: str) -> UserFunction:
        """A user function."""
        if self.outer is not None:
            return self.outer.frame.function(name)
        found = self.functions.get(name.lower())
        if found is None:
            raise TemplateError(f"there is no function {name}()")
        return found

    def deployment(self) -> dict[str, Value]:
        """What ``deployment()`` gives."""
        if self.outer is not None:
            return self.outer.frame.deployment()
        version = self.template.get("contentVersion")
        found = {"name": self.home.name, "properties": {"template": {"contentVersion": version}}}
        return found if self.home.kind == "resourceGroup" else {**found, "location": self.home.location}

    def resource_group(self) -> dict[str, Value]:
        """What ``resourceGroup()`` gives."""
        place = self.place
        if place.kind != "resourceGroup":
            raise TemplateError("resourceGroup() is not known at this scope")
        if self.runtime is not None and type(place.subscription) is str and type(place.group) is str:
            return self.runtime.resource_group(place.subscription, place.group)
        known = self.session.groups.get(closed_text(place.group_id), {})
        own = closed_text(place.group_id) == self.session.main_group
        names = ("tags", "managedBy", "properties") if own else ("tags", "properties")
        return {
            "id": place.group_id,
            "name": place.group,
            "type": "Microsoft.Resources/resourceGroups",
            "location": known.get("location", place.location),
            **{name: known.get(name, Open(Access(Call("resourceGroup"), Known(name)))) for name in names},
        }

    # Its resources.

    def read(self, node: Call, target: str, version: str | None, rest: list[Value]) -> Value:
        """What ``reference()`` gives for a name, symbol or id."""
        unit = self.target(target)
        if unit is not None:
            return self.read_unit(node, unit, version, rest)
        if self.session.checks and (off := self._switched_off(target)) is not None:
            refuse_nameless(off, target, version, symbolic=self.symbolic)
            target = target if self.runtime is None else str(off.id)
        args = [target, *([] if version is None and not rest else [version]), *rest]
        kept = Call(node.name, tuple(Known(arg) for arg in args), node.at)
        return self._read_id(kept, target, version, rest)

    def read_unit(self, node: Call, unit: Unit, version: str | None, rest: list[Value]) -> Value:
        """What ``reference()`` gives for a resource of this template."""
        self.need(unit)
        version = unit.api_version if version is None else version
        kept = Call(node.name, (node_of(unit.id), Known(version), *map(Known, rest)), node.at)
        return Open(kept) if type(unit.id) is Open else self._read_id(kept, unit.id, version, rest)

    def _read_id(self, kept: Call, resource_id: str, version: str | None, rest: list[Value]) -> Value:
        full = bool(rest) and str(rest[0]).lower() == "full"
        body = self.session.bodies.get(resource_id.lower())
        if self.runtime is not None:
            if body is not None and type(body.known) is Firm and not full:
                return dict(body.known)
            return self.runtime.reference(resource_id, version, full)
        if body is None or body.known is MISSING or (version or "").lower() != body.api_version.lower():
            return Open(kept)
        return Open(kept, {"properties": body.known} if full else body.known)

    def list_(self, function: str, resource_id: str, version: str | None, body: Value) -> Value:
        """What a ``list...`` function gives at run time."""
        known = self.session.bodies.get(resource_id.lower())
        if known is not None and known.secrets is not None and function.lower() == "listoutputswithsecurevalues":
            return known.secrets
        return None if self.runtime is None else self.runtime.list_(function, resource_id, version, body)

    def target(self, name: str) -> Unit | None:
        """The resource that a name, symbol or id means; None where it means none, or one that is not deployed."""
        unit = self._by_id.get(name.lower())
        if unit is None:
            found = self._by_name.get(name if self.symbolic else name.lower(), [])
            unit = found[0] if len(found) == 1 else None
        if unit is None and self.outer is not None:
            return self.outer.frame.target(name)
        return None if unit is None or unit.condition is False else unit

    def declared(self, name: str) -> Unit | None:
        """The resource of a symbol, deployed or not."""
        found = self._by_name.get(name, [])
        return found[0] if found else None

    def _switched_off(self, name: str) -> Unit | None:
        """The resource of this template that a name, symbol or id means and that is not deployed."""
        found = self._by_name.get(name if self.symbolic else name.lower(), [])
        unit = self._by_id.get(name.lower()) or (found[0] if len(found) == 1 else None)
        return unit if unit is not None and unit.condition is False and type(unit.id) is str else None

    def targets(self, name: str) -> list[Unit] | None:
        """The resources of a loop that are deployed."""
        found = self.loops.get(name)
        return None if found is None else [unit for unit in found if unit.condition is not False]

    def need(self, unit: Unit) -> None:
        """Sees that a resource has been expanded, unless it is being expanded just now."""
        waiting: list[tuple[Unit, Iterator[Unit]]] = []
        unit.frame.enter(unit, waiting)
        while waiting:  # depth first, without recursion: chains of dependencies may be long
            current, dependencies = waiting[-1]
            following = next(dependencies, None)
            if following is not None:
                following.frame.enter(following, waiting)
                continue
            waiting.pop()
            if current.condition is not False and not current.existing:
                within(current.frame.path + current.path, current.frame.expand, current)

    def enter(self, unit: Unit, waiting: list[tuple[Unit, Iterator[Unit]]]) -> None:
        """Puts a unit on the stack of those that wait for what they depend on."""
        if not unit.entered:
            unit.entered = True
            waiting.append((unit, iter(within(self.path + unit.path, self.dependencies, unit))))

    def expand(self, unit: Unit) -> None:
        """Adds what a unit deploys to the session."""
        if unit.nested:
            expand_nested(self, unit)
        else:
            expand_resource(self, unit)

    def _mentions(self, unit: Unit) -> Iterator[Unit]:
        """The resources that a unit's body refers to."""
        if unit.condition is False or unit.existing:
            return
        context = unit.context.at("body")
        for target, whole in mentioned(bodies(unit), context):
            if type(target) is not str:
                continue
            found = self.target(target)
            if whole:
                yield from self.targets(target) or ()
            elif found is not None and found is not unit:
                yield found

    def dependencies(self, unit: Unit) -> list[Unit]:
        """The resources that come before a unit: what its body refers to, then what it names in ``dependsOn``."""
        if unit.condition is False:
            return []
        if unit.dependencies is None:
            named = within(".dependsOn", evaluate_tree, unit.declaration.get("dependsOn") or [], unit.context)
            if type(named) is not list:
                raise TemplateError("dependsOn must be an array", where=".dependsOn")
            found = [*self._mentions(unit), *(one for name in named for one in self._named(name))]
            unit.dependencies = [one for one in dict.fromkeys(found) if one is not unit and one.condition is not False]
        return unit.dependencies

    def _named(self, name: Value) -> list[Unit]:
        if type(name) is not str:
            return []
        if self.session.checks:
            refuse_unknown(name, self.symbolic, self.units, {*self._by_id, *self._by_name, *self.loops})
        by_id = self._by_id.get(name.lower())
        if by_id is not None:
            return [by_id]
        key = name if self.symbolic else name.lower()
        return [*self._by_name.get(key, []), *self.loops.get(key, [])]

    def run(self) -> None:
        """Expands the template: parameters, variables, resources."""
        if self.outer is None:
            self._told(self.parameters.evaluate_all, self._default)
            self._told(self.variables.evaluate_all, self._variable)
        self.units = read_units(self)
        prefix = f"{closed_text(self.home.id)}/providers/"
        for unit in self.units:
            if type(unit.id) is str:
                if unit.condition is False:
                    self.session.switched_off.add(unit.id.lower())
                self._by_id.setdefault(unit.id.lower(), unit)
                self._by_id.setdefault(unit.id.lower().removeprefix(prefix), unit)
            if self.symbolic and unit.symbol:
                self._by_name.setdefault(unit.symbol, []).append(unit)
            elif type(unit.name) is str:
                self._by_name.setdefault(unit.name.lower(), []).append(unit)
        if self.session.checks:
            refuse_twins(self.units)
            refuse_circles(self.units)
        for unit in self.units:
            self.need(unit)

    def note(self, unit: Unit, body: Body) -> None:
        """Remembers what is known of a resource, for references to it."""
        if type(unit.id) is str:
            self.session.bodies[unit.id.lower()] = body
