"""Find the properties of a body that its resource type does not have, or does not let anybody set."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mlinfra.catalogue.property_table import ObjectType, PropertyTable

ENVELOPE = frozenset({
    "type", "apiversion", "name", "dependson", "condition", "copy", "comments", "scope", "tags", "location", "zones",
    "plan", "managedby", "kind", "sku", "identity", "extendedlocation", "resources", "parent",
})  # fmt: skip
"""Keys beside ``properties`` that every resource may have, in lower case: Resource Manager reads them itself."""


@dataclass(frozen=True, slots=True)
class UnknownProperty:
    """One property that is not as the table says.

    ``path`` is where it stands, such as ``properties.properties.vmSiz``; ``message`` says what is wrong with it and
    ``fix`` what to write instead.
    """

    path: str
    message: str
    fix: str


def unknown_properties(table: PropertyTable, body: Mapping[str, object]) -> Iterator[UnknownProperty]:
    """Compare a body with the table of its type: unknown names and read-only properties.

    Values that are not plain Python values, such as expressions, cannot be looked into and are passed over. Example: a
    compute with ``{"properties": {"computeType": "AmlCompute", "properties": {"vmSiz": "Standard_D4s_v5"}}}`` gives
    one entry, at ``properties.properties.vmSiz``, with the fix ``did you mean vmSize?``.
    """
    root = table.object_for(table.root)
    if root is not None:
        yield from _in_object(table, root, body, "")


def _in_object(
    table: PropertyTable, about: ObjectType, body: Mapping[str, object], path: str
) -> Iterator[UnknownProperty]:
    by_name = {name.casefold(): name for name in about.properties}
    for key, value in body.items():
        here = f"{path}.{key}" if path else str(key)
        known = by_name.get(str(key).casefold())
        if not path and str(key).casefold() in ENVELOPE - by_name.keys() | {"name", "type"}:
            continue
        if known is None:
            if not about.additional:
                yield UnknownProperty(here, f"{table.type} has no property {here}", _suggestion(str(key), about))
        elif about.properties[known].read_only:
            yield UnknownProperty(here, f"{here} is read-only: Azure sets it", "leave it out")
        else:
            yield from _in_value(table, about.properties[known].kind, value, here)


def _in_value(table: PropertyTable, kind: str, value: object, path: str) -> Iterator[UnknownProperty]:
    if kind.endswith("[]"):
        items = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        for index, item in enumerate(items):
            yield from _in_value(table, kind.removesuffix("[]"), item, f"{path}[{index}]")
    elif isinstance(value, Mapping):
        if kind.startswith("map<"):
            for key, item in value.items():
                yield from _in_value(table, kind.removeprefix("map<").removesuffix(">"), item, f"{path}.{key}")
            return
        common = table.objects.get(kind)
        tag = value.get(common.discriminator) if common and common.discriminator else None
        about = table.object_for(kind, tag)
        if about is not None and not (common and common.variants and about is common):
            yield from _in_object(table, about, value, path)


def _suggestion(key: str, about: ObjectType) -> str:
    writable = [name for name, details in about.properties.items() if not details.read_only]
    near = difflib.get_close_matches(key, writable, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else "check its name and place, or leave it out"
