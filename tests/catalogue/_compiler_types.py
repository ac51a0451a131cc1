"""Compare a property table with the type that the Bicep compiler checks the same resource with."""

from __future__ import annotations

import sys
from collections import defaultdict
from functools import cache
from typing import Any

from _shared import SHARED
from mlinfra.catalogue.property_table import ObjectType, Property, PropertyTable

ENVELOPE = {"id", "name", "type", "apiVersion", "location", "tags", "scope"}
"""What Resource Manager reads itself; the classes of the packages hold some of it and not all."""
_KINDS = {"StringType": "string", "StringLiteralType": "string", "IntegerType": "integer", "BooleanType": "boolean"}
_REQUIRED, _READ_ONLY = 1, 2


@cache
def compiler_types() -> Any:
    """The types of the compiler, and the tool that reads them."""
    assert SHARED
    sys.path.insert(0, str(SHARED / "tools"))
    import check_types

    sys.path.pop(0)
    return check_types, check_types.Types(SHARED / "bicep-types")


def has_provider(arm_type: str) -> bool:
    """Whether the types of the compiler have any of the provider of this one."""
    provider = f"{arm_type.partition('/')[0]}/".lower()
    return any(name.startswith(provider) for name in compiler_types()[1].resources)


class Comparison:
    """One table beside the compiler's type of the same resource.

    ``differences`` names by `OBJECT.PROPERTY`, for each aspect (``names``, ``read-only``, ``required``, ``kind``,
    ``values``), what the two sides say differently; ``closed`` are the lists of the table to which the compiler holds a
    value, discriminators aside; ``found`` says whether it has the type, ``provider`` whether it has any type of its provider.

    No differences are what packages always say in another way: they do not mark everything that is read-only, which does no
    harm, as Azure ignores it; they leave out levels that can be missing, and then nothing in those is required; the class
    of a variant names its own value alone; the only value of a property stands in a constructor; and the letter case of a
    value, which Azure does not regard.
    """

    def __init__(self, table: PropertyTable) -> None:
        self.read, self.types = compiler_types()
        self.table = table
        self.seen: set[Any] = set()
        self.differences: dict[str, set[str]] = defaultdict(set)
        self.closed: set[str] = set()
        resource = self.types.resources.get(f"{table.type}@{table.api_version}".lower())
        self.found = resource is not None
        self.provider = has_provider(table.type)
        if resource is not None:
            self._value(table.root, self.types.follow(resource, self.types.get(resource)["body"]), root=True)

    def _value(self, kind: str, ref: Any, *, root: bool = False) -> None:
        if (kind, ref) in self.seen:
            return
        self.seen.add((kind, ref))
        about = self.types.get(ref)
        if kind.endswith("[]") and about["$type"] == "ArrayType":
            self._value(kind.removesuffix("[]"), self.types.follow(ref, about["itemType"]))
        elif kind.startswith("map<") and "additionalProperties" in about:
            self._value(kind.removeprefix("map<")[:-1], self.types.follow(ref, about["additionalProperties"]))
        elif (mine := self.table.objects.get(kind)) is not None:
            for tag in about.get("elements", {None: None}):
                name = (mine.variants or {}).get(tag, kind)
                theirs = self.read.members(self.types, ref, tag)[0]
                self._object(name, mine.discriminator, theirs, root=root)

    def _object(self, kind: str, discriminator: str, theirs: dict[str, Any], *, root: bool) -> None:
        mine = self.table.objects[kind]
        self._names(kind, mine, theirs, root=root)
        for name in mine.properties.keys() & theirs.keys() - (ENVELOPE if root else set()):
            self._property(f"{kind}.{name}", mine.properties[name], *theirs[name], tag=name == discriminator)
            self._value(mine.properties[name].kind, theirs[name][0])

    def _names(self, kind: str, mine: ObjectType, theirs: dict[str, Any], *, root: bool) -> None:
        """The properties that one side has and the other has not, those that can be written."""
        for name in mine.properties.keys() ^ theirs.keys():
            read_only = mine.properties[name].read_only if name in mine.properties else theirs[name][1] & _READ_ONLY
            if not read_only and not (root and name in ENVELOPE):
                self.differences["names"].add(f"{kind}.{name}")

    def _property(self, name: str, mine: Property, ref: Any, flags: int, *, tag: bool) -> None:
        if mine.read_only and not flags & _READ_ONLY:
            self.differences["read-only"].add(name)
        if mine.read_only or flags & _READ_ONLY:
            return
        left_out = name.count(".") > 1
        if mine.required is not bool(flags & _REQUIRED) and (mine.required or not left_out):
            self.differences["required"].add(name)
        if not self._same_kind(mine.kind, ref):
            self.differences["kind"].add(name)
        if not tag:
            self._values(name, mine, ref)

    def _same_kind(self, kind: str, ref: Any) -> bool:
        """Whether both sides mean the same kind; Bicep has no fractions, and calls every number an integer."""
        about = self.types.get(ref)
        if kind.endswith("[]"):
            return about["$type"] == "ArrayType" and self._same_kind(
                kind[:-2], self.types.follow(ref, about["itemType"])
            )
        if about["$type"] == "UnionType":
            return kind == "string"
        if about["$type"] in _KINDS:
            return kind == _KINDS[about["$type"]] or (kind == "number" and about["$type"] == "IntegerType")
        if about["$type"] == "AnyType":
            return kind == "any"
        return about["$type"] != "ArrayType" and (
            kind in self.table.objects or kind.startswith("map<") or kind == "any"
        )

    def _values(self, name: str, mine: Property, ref: Any) -> None:
        about = self.types.get(ref)
        while about["$type"] == "ArrayType":
            ref = self.types.follow(ref, about["itemType"])
            about = self.types.get(ref)
        refs = (
            [self.types.follow(ref, entry) for entry in about["elements"]] if about["$type"] == "UnionType" else [ref]
        )
        options = [self.types.get(option) for option in refs]
        literals = {option["value"].lower() for option in options if option["$type"] == "StringLiteralType"}
        values = {value.lower() for value in mine.values}
        is_variant = len(values) == 1 and values < literals
        is_constant = not values and len(literals) == 1
        if literals != values and not is_variant and not is_constant:
            self.differences["values"].add(name)
        if mine.values and literals and len(literals) == len(options) and not is_variant:
            self.closed.add(name)
