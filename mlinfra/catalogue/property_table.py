"""The properties that the body of a resource type has, as the published SDK packages describe them.

The tables lie in ``properties/``, one file for each type and API version; ``scripts/property_tables.py`` writes them.
A table is read when it is first asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from mlinfra.base.frozen import dataclass

_FOLDER = Path(__file__).with_name("properties")


@dataclass(frozen=True, slots=True)
class Property:
    """One property of an object.

    ``kind`` is string, integer, number, boolean, any, the name of an object of the table, ``KIND[]`` or ``map<KIND>``.
    """

    kind: str
    values: tuple[str, ...] = ()
    """The values that the package names; empty when it names none. Azure may take others: most lists are open, and a
    package does not say which are closed. Only the variants of an object are all that there are."""
    required: bool = False
    read_only: bool = False
    create_only: bool = False
    """Set when the resource is created, and not changed later."""
    closed: bool = False
    """Whether Azure takes no other than ``values``."""


@dataclass(frozen=True, slots=True)
class ObjectType:
    """The properties of one object by name; a discriminated one has a variant for each value of ``discriminator``."""

    properties: Mapping[str, Property]
    discriminator: str = ""
    variants: Mapping[str, str] | None = None
    additional: str = ""
    """The kind of properties beyond those; empty when there are none."""

    def variant(self, tag: object) -> str | None:
        """The name of the object for a value of ``discriminator``, in any case; None for an unknown value."""
        folded = tag.casefold() if isinstance(tag, str) else None
        return next((name for value, name in (self.variants or {}).items() if value.casefold() == folded), None)


@dataclass(frozen=True, slots=True)
class PropertyTable:
    """The body of one resource type in one API version."""

    type: str
    api_version: str
    source: str
    """The package and its version that the table was made from."""
    root: str
    objects: Mapping[str, ObjectType]

    def object_for(self, kind: str, tag: object = None) -> ObjectType | None:
        """The object of that name, as the variant that ``tag`` chooses; None for other kinds.

        An unknown tag gives the common properties alone.
        """
        object_type = self.objects.get(kind)
        if object_type is None or not object_type.variants:
            return object_type
        variant = object_type.variant(tag)
        return self.objects[variant] if variant else object_type


def table_file(arm_type: str, api_version: str) -> Path:
    """Where the table of a type lies: one folder for each namespace, ``workspaces.computes@2025-12-01.json``."""
    namespace, _, rest = arm_type.lower().partition("/")
    return _FOLDER / namespace / f"{rest.replace('/', '.')}@{api_version}.json"


@cache
def property_table(arm_type: str, api_version: str) -> PropertyTable | None:
    """The table of a resource type in an API version; None when there is none."""
    path = table_file(arm_type, api_version)
    if not path.is_file():
        return None
    return parse_table(json.loads(path.read_text(encoding="utf-8")))


@cache
def nearest_table(arm_type: str, api_version: str) -> PropertyTable | None:
    """The table of a type in an API version, or in the next later one that there is one for, or in the newest of all.

    None for a type without.
    """
    exact = property_table(arm_type, api_version)
    if exact is not None:
        return exact
    pattern = table_file(arm_type, "*")
    versions = [path.stem.rpartition("@")[2] for path in pattern.parent.glob(pattern.name)]
    later = [version for version in versions if version > api_version]
    return property_table(arm_type, min(later) if later else max(versions)) if versions else None


def takes(arm_type: str, api_version: str, name: str) -> bool:
    """Whether a body of the type is known to take a property of this name beside ``properties``."""
    table = nearest_table(arm_type, api_version)
    root = table.object_for(table.root) if table else None
    return root is not None and name in root.properties and not root.properties[name].read_only


def parse_table(data: Mapping[str, Any]) -> PropertyTable:
    """A table from what its file holds."""
    objects = {name: _object(entry) for name, entry in data["objects"].items()}
    return PropertyTable(data["type"], data["api_version"], data["source"], data["root"], objects)


def _object(entry: dict[str, Any]) -> ObjectType:
    properties = {name: _property(about) for name, about in entry["properties"].items()}
    return ObjectType(properties, entry.get("discriminator", ""), entry.get("variants"), entry.get("additional", ""))


def _property(about: dict[str, Any]) -> Property:
    flags = {name: about.get(name, False) for name in ("required", "read_only", "create_only", "closed")}
    return Property(about["type"], tuple(map(str, about.get("values", ()))), **flags)


def tables() -> tuple[PropertyTable, ...]:
    """Every table that there is, by type and version."""
    names = sorted(path.relative_to(_FOLDER).as_posix().removesuffix(".json") for path in _FOLDER.rglob("*.json"))
    pairs = (name.replace(".", "/").replace("microsoft/", "microsoft.", 1).rpartition("@") for name in names)
    return tuple(table for kind, _, version in pairs if (table := property_table(kind, version)))
