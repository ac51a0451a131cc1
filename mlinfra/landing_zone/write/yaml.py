"""Write stacks as a YAML stack file: what is used twice has an anchor, what equals its default is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import yaml

from mlinfra.landing_zone.load.fields import existing_in, hints, item_of, kinds, usual_class
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._conversions import iso_duration
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.stack import Stack
from mlinfra.landing_zone.write.values import (
    attribute_name,
    class_name,
    given_fields,
    path_of,
    used_twice,
    written_type,
)


def yaml_text(stacks: Sequence[Stack], title: str) -> str:
    """The text of a stack file that loads to equal stacks; ``title`` is the comment at its top.

    Raises `InvalidInput` for a value that no YAML stack file can say.
    """
    shared = used_twice(stacks)
    data = [_Writer(shared).value(stack, Stack) for stack in stacks]
    whole = data[0] if len(data) == 1 else {"stacks": data}
    text = yaml.dump(whole, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return f"# {title}\n{text}"


class _Writer:
    """Makes plain data of the values of one stack; an object that stands in two places is one mapping in both."""

    def __init__(self, shared: set[int]) -> None:
        self.shared = shared
        self.mappings: dict[int, tuple[Any, dict[str, Any]]] = {}

    def value(self, value: Any, hint: Any) -> Any:
        if value is None or isinstance(value, (str, bool, int, float)):
            return value
        if isinstance(value, timedelta):
            return iso_duration(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, (list, tuple)):
            return [self.value(item, item_of(hint)) for item in value]
        if isinstance(value, Mapping):
            return {name: self.value(item, item_of(hint)) for name, item in value.items()}
        if isinstance(value, Stack) and hint is not Stack:
            return value.name  # another stack of the file, which must be deployed first
        if id(value) not in self.mappings:
            # The value is kept beside its mapping, so that no other one gets its id.
            self.mappings[id(value)] = (value, self.mapping(value, hint))
        return self.mappings[id(value)][1]

    def mapping(self, value: Any, hint: Any) -> dict[str, Any]:
        if isinstance(value, Attribute):
            resource = value.resource
            told = {"attribute": attribute_name(value) or ".".join(value.path)}
            if isinstance(resource, Existing):
                return self.existing(resource, Existing[Resource]) | told
            if resource.name is None:
                return {"of": self.value(resource, Resource), **told}  # an alias
            return {"of": path_of(resource), "kind": class_name(resource), **told}
        if isinstance(value, Existing):
            return self.existing(value, hint)
        written = class_name(value)
        usual = usual_class(hint)
        kind = {} if usual is not None and usual.__name__ == written else {"kind": written}
        types = hints(kinds()[written])
        given = {name: _named_keys(value, item) for name, item in given_fields(value, self.shared).items()}
        return kind | {name: self.value(item, types[name]) for name, item in given.items()}

    def existing(self, value: Existing[Any], hint: Any) -> dict[str, Any]:
        kind = {} if len(existing_in(hint)) == 1 else {"kind": value.kind.__name__}
        scope = value.scope
        place = {"scope": scope.name, "subscription": scope.subscription} if scope else {}
        version = {"type": written_type(value.kind)} if value.kind.api_version else {}
        return kind | {"existing": value.name, **version} | {name: text for name, text in place.items() if text}


def _named_keys(owner: Any, value: Any) -> Any:
    """The value; a mapping whose keys are parts of the owner has their paths as keys."""
    if not isinstance(value, Mapping):
        return value
    return {f"{owner.name}/{key.name}" if isinstance(key, Resource) else key: item for key, item in value.items()}


class _Dumper(yaml.SafeDumper):
    """Names anchors after the resource, and indents the items of lists."""

    def generate_anchor(self, node: yaml.Node) -> str:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        names = [value.value for key, value in pairs if key.value in {"name", "existing"}]
        base = re.sub(r"[^A-Za-z0-9_-]", "-", names[0]) if names else "value"
        taken = set(self.anchors.values())
        names = [base, *(f"{base}-{number}" for number in range(2, 1_000))]
        return next(str(name) for name in names if name not in taken)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # ruff: ignore[unused-method-argument] - PyYAML's signature
        super().increase_indent(flow, False)
