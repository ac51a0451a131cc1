"""Read the stacks of a YAML file: the same model as in Python, each value knowing its line.

A mapping becomes the class its place asks for; where several may stand, ``kind: ComputeCluster`` says which. What is
used twice is written once with an anchor (``&lake``) and repeated with ``*lake``, or named: ``{of: NAME}``, or
``{of: WORKSPACE/NAME}`` where two resources have the name. An existing resource is ``{existing: NAME, scope: GROUP}`` or
``{id: ARM-ID}``; an attribute of a resource ``{of: NAME, attribute: mlflow_uri}``, or a path: ``properties.endpoint``.
``depends_on`` of a stack names others. What has no name is repeated by an alias, also as ``{of: *lake, attribute: id}``.
What is wrong is told together: one wrong value keeps those beside it from nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import yaml

from mlinfra.base.errors import DependencyCycle, InvalidInput, LoadError, MlinfraError, all_of
from mlinfra.base.yaml_text import UnreadableYaml, compose, scalar
from mlinfra.landing_zone.load.fields import (
    ENTRIES,
    classes_in,
    existing_in,
    hints,
    item_of,
    key_classes,
    kinds,
    usual_class,
)
from mlinfra.landing_zone.load.overlays import REFERENCE, Overlays, changed_at
from mlinfra.landing_zone.load.stack_order import cycle_error
from mlinfra.landing_zone.load.yaml_names import (
    ResourceNodes,
    Unclear,
    find_named,
    named_stacks,
    near,
    no_class,
    node_keys,
    resource_nodes,
)
from mlinfra.landing_zone.load.yaml_parameters import declared
from mlinfra.landing_zone.model._base import Resource, validate
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model._where import written_at
from mlinfra.landing_zone.model.attribute import Attribute, attribute_names
from mlinfra.landing_zone.model.azure_resource import AzureResource
from mlinfra.landing_zone.model.scope import ResourceGroup
from mlinfra.landing_zone.model.stack import Stack
from mlinfra.landing_zone.model.value import Parameter

_EXISTING = "write {existing: NAME, scope: GROUP, subscription: ID} or {id: ARM-ID}"
_OF_EVERY_BODY = frozenset({"name", "location", "kind", "type"})
"""Members of every resource that Azure tells, beside those of its class."""
_VERSION = ("type", "api_version")
"""What an existing resource of any type says beside its name or its id."""


def load_yaml(path: Path, environment: Collection[str] = ()) -> tuple[Stack, ...]:
    """Read one stack, or several under ``stacks:``.

    ``environment`` are the environment variables that its parameters may read, besides ``MLINFRA_VAR_*``.
    """
    root = _compose(path)
    if isinstance(root, yaml.MappingNode):
        several = node_keys(root).get("stacks")
        nodes = several.value if isinstance(several, yaml.SequenceNode) and len(root.value) == 1 else [root]
        overlays = Overlays(path, nodes)
        reader = _Reader(path, environment, overlays)
        return tuple(all_of(reader.stack, overlays.stacks))
    raise LoadError("a stack file is a mapping: name, scope, resources", where=str(path), hint="`mlinfra schema stack`")


def _compose(path: Path) -> yaml.Node | None:
    try:
        return compose(path.read_text(encoding="utf-8"))
    except UnreadableYaml as error:
        raise LoadError(error.message, where=f"{path}:{error.line}", hint=error.hint) from error
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(f"the file cannot be read: {error}", where=str(path)) from error


class _Reader:
    """Reads the nodes of one file; a node is read once, however often aliases and references repeat it."""

    def __init__(self, path: Path, environment: Collection[str], overlays: Overlays) -> None:
        self.path = path
        self.environment = environment
        self.values: dict[int, Any] = {}
        self.overlays = overlays
        self.stacks = named_stacks(overlays.stacks)
        self.resources = ResourceNodes([], {})
        self.open: list[int] = []
        self.wrong: dict[int, MlinfraError] = {}

    def stack(self, node: yaml.Node) -> Stack:
        """Make one stack, and before it those that it depends on."""
        outer, self.resources = self.resources, resource_nodes(node, Stack, self.overlays.old)
        try:
            stack = self.value(node, Stack)
        finally:
            self.resources = outer
        if not isinstance(stack, Stack):
            raise self.error(node, "this is not a stack")
        return stack

    def value(self, node: yaml.Node, hint: Any) -> Any:
        """Make the value of a node that stands where ``hint`` is expected."""
        if id(node) in self.wrong:
            raise self.wrong[id(node)]
        if id(node) not in self.values:
            self.open.append(id(node))
            try:
                self.values[id(node)] = self.fresh(node, hint)
            except MlinfraError as error:
                self.wrong[id(node)] = error
                raise
            finally:
                self.open.pop()
        return self.values[id(node)]

    def fresh(self, node: yaml.Node, hint: Any) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return all_of(lambda item: self.value(item, item_of(hint)), node.value)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, hint)
        return self.stack_named(node) if Stack in classes_in(hint) else self.scalar(node)

    def stack_named(self, node: yaml.Node) -> Stack:
        """The stack of the file that a name in ``depends_on`` means."""
        wanted = self.stacks.get(_text(node))
        if wanted is None:
            known = f"the file has: {', '.join(self.stacks)}" if self.stacks else "write it as one of `stacks:`"
            known = near(_text(node), self.stacks) or known
            raise self.error(node, f"the file has no stack called {_text(node)!r}", known)
        if id(wanted) in self.open:
            raise self.stack_cycle(wanted)
        return self.stack(wanted)

    def stack_cycle(self, node: yaml.Node) -> DependencyCycle:
        """The error for a stack that waits for itself, by way of those that are being read."""
        names = {id(stack): name for name, stack in self.stacks.items()}
        waiting = [name for name in map(names.get, self.open) if name]
        steps = [*waiting[waiting.index(names[id(node)]) :], names[id(node)]]
        lines = [self.stacks[name].start_mark.line + 1 for name in steps]
        return cycle_error([(name, f"{self.path.name}:{line}") for name, line in zip(steps, lines, strict=True)])

    def scalar(self, node: yaml.Node) -> Any:
        """Read the value of a scalar, or of what must be one."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(node, "a list or a mapping cannot stand here", "write one value")
        try:
            return scalar(node)
        except UnreadableYaml as error:
            raise self.error(node, error.message, error.hint) from error

    def mapping(self, node: yaml.MappingNode, hint: Any) -> Any:
        keys = self.keys(node)
        allowed = [kind for kind in classes_in(hint) if issubclass(kind, Resource)]
        told = "of" in keys or ("kind" in keys and keys.keys() & {"existing", "id"})
        if told and "attribute" in keys and keys.keys() <= REFERENCE:
            return self.attribute(node, keys)
        if allowed and "of" in keys and keys.keys() <= {"of", "kind"}:
            return self.reference(node, keys, allowed)
        by_id = "id" in keys.keys() <= {"id", "kind", "api_version"} and not self.is_scope(keys)
        if existing_in(hint) and ("existing" in keys or by_id):
            return self.existing(node, keys, existing_in(hint))
        kind = self.kind(node, keys, hint)
        if kind is None:
            named = tuple(key.__name__ for key in key_classes(hint))
            values = self.members(keys, lambda _: item_of(hint))
            return {self.named_resource(node, key, named): values[key] for key in keys} if named else values
        return self.make(node, kind, keys)

    def is_scope(self, keys: dict[str, yaml.Node]) -> bool:
        """Whether a mapping names the class of a scope, which has an id of its own: a subscription."""
        named = kinds().get(_text(keys.get("kind")))
        return named is not None and issubclass(named, ModelScope)

    def keys(self, node: yaml.MappingNode) -> dict[str, yaml.Node]:
        """The members of a mapping by their names, which are texts and stand once."""
        odd = next((key for key, _ in node.value if not isinstance(key, yaml.ScalarNode)), None)
        if odd is not None:
            raise self.error(odd, "a key is a list or a mapping", "keys are the names of fields")
        keys = {key.value: value for key, value in node.value}
        if len(keys) != len(node.value):
            raise self.error(node, "a key stands twice in one mapping")
        return keys

    def kind(self, node: yaml.Node, keys: dict[str, yaml.Node], hint: Any) -> type | None:
        """Find the class of a mapping: the one its place allows, or the one it names."""
        allowed = classes_in(hint)
        named = kinds().get(_text(keys.get("kind")))
        if named is not None and (named in allowed or (not allowed and named is Parameter)):
            keys.pop("kind")
            return named
        usual = usual_class(hint)
        word = _text(keys.get("kind"))
        if allowed and (word or usual is None):
            raise self.error(keys["kind"] if word else node, *no_class(word, allowed))
        return usual

    def make(self, node: yaml.Node, kind: type, keys: dict[str, yaml.Node]) -> Any:
        types = hints(kind)
        unknown = [name for name in keys if name not in types] if kind in ENTRIES else []
        if unknown:
            hint = near(unknown[0], types) or f"there are: {', '.join(types)}"
            raise self.error(keys[unknown[0]], f"{kind.__name__}: unknown field {unknown[0]!r}", hint)
        values = self.members(keys, types.get)
        with written_at(str(self.path), node.start_mark.line + 1):
            try:
                value = validate(kind, values) if kind in ENTRIES else kind(**values)
            except InvalidInput as error:
                error.where = error.where or f"{self.path.name}:{node.start_mark.line + 1}"
                if id(node) in self.overlays.changed:
                    raise changed_at(error, keys) from error
                raise
            place = f"{self.path}:{node.start_mark.line + 1}"
            return declared(value, self.environment, place) if isinstance(value, Parameter) else value

    def members(self, keys: dict[str, yaml.Node], hint_of: Callable[[str], Any]) -> dict[str, Any]:
        """The values of the members of a mapping, each read as its hint says."""
        return dict(all_of(lambda entry: (entry[0], self.value(entry[1], hint_of(entry[0]))), keys.items()))

    def existing(self, node: yaml.Node, keys: dict[str, yaml.Node], allowed: list[type[Resource]]) -> Any:
        """Refer to an existing resource; ``kind:`` says which class where several may stand."""
        values = {name: self.scalar(item) for name, item in keys.items()}
        named = values.pop("kind", "")
        kind = next((kind for kind in allowed if kind.__name__ == named), allowed[0])
        version = {name: values.pop(name) for name in _VERSION if name in values and kind is AzureResource}
        other = [name for name in values if name not in {"existing", "scope", "subscription", "id"}]
        if other:
            raise self.error(keys[other[0]], f"an existing {kind.__name__} has no field {other[0]!r}", _EXISTING)
        with written_at(str(self.path), node.start_mark.line + 1):
            if "id" in values:
                return kind.from_id(values["id"], **version)
            group = values.get("scope")
            scope = ResourceGroup(group, subscription=values.get("subscription")) if group else None
            return kind.existing(values["existing"], scope=scope, **version)

    def reference(self, node: yaml.Node, keys: dict[str, yaml.Node], allowed: list[type[Resource]]) -> Any:
        """The resource that ``{of: NAME}`` names."""
        resource = self.resource(node, keys)
        if not isinstance(resource, tuple(allowed)):
            names = " or ".join(kind.__name__ for kind in allowed)
            raise self.error(node, f"{_text(keys['of'])!r} is a {type(resource).__name__}", f"name a {names}")
        return resource

    def attribute(self, node: yaml.Node, keys: dict[str, yaml.Node]) -> Any:
        attribute = _text(keys.pop("attribute"))
        resource = (
            self.resource(node, keys) if "of" in keys else self.existing(node, keys, existing_in(Existing[Resource]))
        )
        if "." in attribute or attribute in _OF_EVERY_BODY:
            return resource.get(attribute)
        kind = resource.kind if isinstance(resource, Existing) else type(resource)
        value = getattr(resource, attribute) if attribute in attribute_names(kind) else None
        if not isinstance(value, Attribute):
            told = ", ".join(attribute_names(kind))
            message = f"{kind.__name__} {resource.name!r} has no attribute {attribute!r}"
            raise self.error(node, message, f"it has: {told}" if told else "it has none")
        return value

    def resource(self, node: yaml.Node, keys: dict[str, yaml.Node]) -> Resource:
        """Read the resource that a reference names, or is an alias of, if it was not read yet."""
        target = keys["of"]
        if isinstance(target, yaml.MappingNode):
            resource = self.value(target, self.resources.hints.get(id(target), Resource))
            if not isinstance(resource, Resource):
                raise self.error(
                    node, "`of` is not an alias of a resource", "put an anchor on a resource that is created"
                )
            return resource
        kind = _text(keys.get("kind"))
        return self.named_resource(node, _text(keys["of"]), (kind,) if kind else ())

    def named_resource(self, node: yaml.Node, reference: str, wanted: Collection[str]) -> Resource:
        """Read the resource of one of these classes, or of any where there are none, that a reference at a node fits."""
        try:
            entry = find_named(self.resources.named, reference, wanted)
        except Unclear as error:
            raise self.error(node, str(error), error.hint) from None
        if id(entry.node) in self.open:
            path = "/".join(entry.path)
            raise self.error(
                node, f"dependency cycle: {path} refers to itself here", f"{path} begins in line {entry.line}"
            )
        resource: Resource = self.value(entry.node, entry.hint)
        return resource

    def error(self, node: yaml.Node, message: str, hint: str = "") -> LoadError:
        return LoadError(message, where=f"{self.path}:{node.start_mark.line + 1}", hint=hint)


def _text(node: yaml.Node | None) -> str:
    """The text of a scalar; nothing for anything else."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
