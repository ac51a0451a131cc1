"""A YAML stack file in, its stacks out: the same model as in Python, each value knowing its line.

A mapping becomes the class its place asks for; where several may stand, ``kind: ComputeCluster`` says which. What is
used twice is written once with an anchor (``&lake``) and repeated with ``*lake``. A brought-along resource is
``{existing: NAME, scope: GROUP}`` or ``{id: ARM-ID}``; an output of a resource ``{of: NAME, attribute: mlflow_uri}``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from mlinfra.base.errors import InvalidInput, LoadError
from mlinfra.base.ignore import Ignore
from mlinfra.landing_zone.load.fields import brought_in, classes_in, hints, item_of, kinds
from mlinfra.landing_zone.model._base import Resource, validate
from mlinfra.landing_zone.model._where import written_at
from mlinfra.landing_zone.model.scope import ResourceGroup
from mlinfra.landing_zone.model.stack import Stack
from mlinfra.landing_zone.model.value import Attribute

_BROUGHT = "write {existing: NAME, scope: GROUP, subscription: ID} or {id: ARM-ID}"


def load_yaml(path: Path) -> tuple[Stack, ...]:
    """Read one stack, or several under ``stacks:``."""
    root = _compose(path)
    reader = _Reader(path)
    if isinstance(root, yaml.MappingNode):
        keys = reader.keys(root)
        if set(keys) == {"stacks"} and isinstance(keys["stacks"], yaml.SequenceNode):
            return tuple(reader.stack(node) for node in keys["stacks"].value)
        return (reader.stack(root),)
    raise LoadError("a stack file is a mapping: name, scope, resources", where=str(path), hint="`mlinfra schema stack`")


def _compose(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LoadError(f"{error.problem}", where=f"{path}:{line}", hint="mend the YAML") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LoadError(f"the file cannot be read: {error}", where=str(path)) from error


class _Reader:
    """Reads the nodes of one file; an anchored node is made once and shared."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.made: dict[int, Any] = {}
        self.named: dict[str, Any] = {}
        self.scalars = yaml.SafeLoader("")

    def stack(self, node: yaml.Node) -> Stack:
        """Make one stack."""
        stack = self.value(node, Stack)
        if not isinstance(stack, Stack):
            raise self.error(node, "this is not a stack")
        return stack

    def value(self, node: yaml.Node, hint: Any) -> Any:
        """Make the value of a node that stands where ``hint`` is expected."""
        if id(node) not in self.made:
            self.made[id(node)] = self.fresh(node, hint)
        return self.made[id(node)]

    def fresh(self, node: yaml.Node, hint: Any) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, item_of(hint)) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, hint)
        return self.scalars.construct_object(node)

    def mapping(self, node: yaml.MappingNode, hint: Any) -> Any:
        keys = self.keys(node)
        if set(keys) == {"of", "attribute"}:
            return self.attribute(node, keys)
        if brought_in(hint) and ("existing" in keys or set(keys) == {"id"}):
            return self.brought(node, keys, brought_in(hint))
        kind = self.kind(node, keys, hint)
        if kind is None:
            return {name: self.value(item, item_of(hint)) for name, item in keys.items()}
        return self.make(node, kind, keys)

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
        if named is not None and (named in allowed or not allowed):
            keys.pop("kind")
            return named
        if len(allowed) == 1:
            return allowed[0]
        if allowed:
            names = ", ".join(kind.__name__ for kind in allowed)
            raise self.error(node, "say which resource this is", f"add `kind:`, one of {names}")
        return None

    def make(self, node: yaml.Node, kind: type, keys: dict[str, yaml.Node]) -> Any:
        types = hints(kind)
        unknown = [name for name in keys if name not in types] if kind is Ignore else []
        if unknown:
            raise self.error(node, f"Ignore: unknown field {unknown[0]!r}", f"there are: {', '.join(types)}")
        ordered = sorted(keys.items(), key=lambda pair: pair[0] != "resources")  # outputs and tags may point to them
        values = {name: self.value(item, types.get(name)) for name, item in ordered}
        with written_at(str(self.path), node.start_mark.line + 1):
            try:
                made = validate(kind, values) if kind is Ignore else kind(**values)
            except InvalidInput as error:
                error.where = error.where or f"{self.path.name}:{node.start_mark.line + 1}"
                raise
        if isinstance(values.get("name"), str):
            self.named[values["name"]] = made
        return made

    def brought(self, node: yaml.Node, keys: dict[str, yaml.Node], allowed: list[type[Resource]]) -> Any:
        """Bring a resource along; ``kind:`` says which class where several may stand."""
        values = {name: self.scalars.construct_object(item) for name, item in keys.items()}
        kind = next((one for one in allowed if one.__name__ == values.get("kind")), allowed[0])
        if set(values) - {"kind", "existing", "scope", "subscription", "id"}:
            raise self.error(node, f"an existing {kind.__name__} has no other fields", _BROUGHT)
        with written_at(str(self.path), node.start_mark.line + 1):
            if "id" in values:
                return kind.from_id(values["id"])
            group = values.get("scope")
            scope = ResourceGroup(group, subscription=values.get("subscription")) if group else None
            return kind.existing(values["existing"], scope=scope)

    def attribute(self, node: yaml.Node, keys: dict[str, yaml.Node]) -> Any:
        name, attribute = _text(keys["of"]), _text(keys["attribute"])
        found = getattr(self.named.get(name), attribute, None)
        if not isinstance(found, Attribute):
            raise self.error(node, f"{name!r} has no attribute {attribute!r}", "name a resource that stands above")
        return found

    def error(self, node: yaml.Node, message: str, hint: str = "") -> LoadError:
        return LoadError(message, where=f"{self.path}:{node.start_mark.line + 1}", hint=hint)


def _text(node: yaml.Node | None) -> str:
    """The text of a scalar; nothing for anything else."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
