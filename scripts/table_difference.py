"""Tell what one property table has and another one has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlinfra.catalogue.property_table import Property, PropertyTable


def table_difference(before: PropertyTable, after: PropertyTable) -> Iterator[str]:
    """One line for each property that was added (``+``), removed (``-``) or changed (``~``), by its path.

    What lies below an added or removed property is not listed; a class that several paths lead to is told of once.
    """
    yield from _objects(before, after, (before.root, after.root), "", set())


def _objects(
    before: PropertyTable, after: PropertyTable, kinds: tuple[str, str], path: str, seen: set[tuple[str, str]]
) -> Iterator[str]:
    kinds = (_item(kinds[0]), _item(kinds[1]))
    if kinds in seen or kinds[0] not in before.objects or kinds[1] not in after.objects:
        return
    seen.add(kinds)
    old, new = before.objects[kinds[0]], after.objects[kinds[1]]
    yield from _variants(old.variants or {}, new.variants or {}, path)
    for name in sorted(old.properties.keys() | new.properties.keys()):
        here = f"{path}.{name}" if path else name
        yield from _property(old.properties.get(name), new.properties.get(name), here)
        if name in old.properties and name in new.properties:
            inner = (old.properties[name].kind, new.properties[name].kind)
            yield from _objects(before, after, inner, here, seen)
    for tag in sorted((old.variants or {}).keys() & (new.variants or {}).keys()):
        inner = ((old.variants or {})[tag], (new.variants or {})[tag])
        yield from _objects(before, after, inner, f"{path}({tag})", seen)


def _variants(old: Mapping[str, str], new: Mapping[str, str], path: str) -> Iterator[str]:
    yield from (f"+ {path}({tag})" for tag in sorted(new.keys() - old.keys()))
    yield from (f"- {path}({tag})" for tag in sorted(old.keys() - new.keys()))


def _property(old: Property | None, new: Property | None, path: str) -> Iterator[str]:
    if new is None:
        yield f"- {path}"
    elif old is None:
        yield f"+ {path}: {new.kind}{', required' if new.required else ''}{', read-only' if new.read_only else ''}"
    else:
        changes = list(_changes(old, new))
        if changes:
            yield f"~ {path}: {'; '.join(changes)}"


def _changes(old: Property, new: Property) -> Iterator[str]:
    if _shape(old.kind) != _shape(new.kind):
        yield f"{old.kind} is now {new.kind}"
    for sign, values in (("new", set(new.values) - set(old.values)), ("gone", set(old.values) - set(new.values))):
        if values:
            yield f"{sign}: {', '.join(sorted(values))}"
    for attribute, word in (("required", "required"), ("read_only", "read-only"), ("create_only", "fixed at creation")):
        if getattr(old, attribute) is not getattr(new, attribute):
            yield f"{'now' if getattr(new, attribute) else 'no longer'} {word}"


def _item(kind: str) -> str:
    """The kind of the items of a list or map."""
    while kind.endswith("[]") or kind.startswith("map<"):
        kind = kind.removesuffix("[]") if kind.endswith("[]") else kind.removeprefix("map<").removesuffix(">")
    return kind


def _shape(kind: str) -> str:
    """A kind without the name of its class: another release may call the class otherwise."""
    item = _item(kind)
    return kind.replace(item, "object") if item[:1].isupper() else kind
