"""The imports of a file go in; the symbols they bring, under the names they get there, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mlinfra.errors import Unprintable
from mlinfra.expr import Call, Member, Ref, Value
from mlinfra.printers.arm import declarations, types
from mlinfra.printers.arm.unit import Imported, Unit, decorator, make_unit
from mlinfra.printers.arm.walk import everything
from mlinfra.template.ir import (
    Import,
    Type,
    TypeArray,
    TypeMember,
    TypeName,
    TypeNullable,
    TypeObject,
    TypeParen,
    TypeProperty,
    TypeTuple,
    TypeUnion,
)


class Closure:
    """Every symbol that the imports of a file need, with its final name."""

    def __init__(self, unit: Unit) -> None:
        self.symbols: dict[tuple[int, str], Imported] = {}
        self._units: dict[str, Unit] = {}
        self._numbers: dict[str, str] = {}
        for item in unit.imports:
            if not item.wildcard:
                self._by_name(unit, item)
        for item in unit.imports:
            if item.wildcard:
                self._as_whole(unit, item)
        for found in list(self.symbols.values()):
            self._needs(found)

    def _unit(self, item: Import, path: str) -> Unit:
        if item.template is None:
            raise Unprintable(f"the import of {item.path!r} carries no template", where=item.path)
        if path not in self._units:
            other = self._units[path] = make_unit(item.template)
            if other.imports:
                raise Unprintable("a file that is imported imports others", where=path)
        return self._units[path]

    def _by_name(self, unit: Unit, item: Import) -> None:
        other = self._unit(item, item.path)
        for original, alias in item.names:
            name = alias or original
            if not _declares(other, original):
                raise Unprintable(f"{item.path!r} exports no {original!r}", where=name)
            unit.foreign[name] = self._add(other, original, name, item.path)

    def _as_whole(self, unit: Unit, item: Import) -> None:
        other = self._unit(item, item.path)
        for original, statement in _declarations(other):
            if decorator(statement.decorators, "export"):
                unit.foreign[f"{item.wildcard}.{original}"] = self._own(other, original, item.path)

    def _add(self, other: Unit, original: str, name: str, path: str) -> Imported:
        found = Imported(other, name, original, path)
        self.symbols.setdefault((id(other), original), found)
        other.final.setdefault(original, name)
        return found

    def _own(self, other: Unit, original: str, path: str) -> Imported:
        """A symbol that has no name of its own in the file: its name is qualified by the file it comes from."""
        known = self.symbols.get((id(other), original))
        if known:
            return known
        number = self._numbers.setdefault(path, f"_{len(self._numbers) + 1}")
        return self._add(other, original, f"{number}.{original}", path)

    def _needs(self, found: Imported) -> None:
        """Adds what the declaration of a symbol mentions."""
        for name in _mentioned(found.unit, found.original):
            if _declares(found.unit, name) and (id(found.unit), name) not in self.symbols:
                self._needs(self._own(found.unit, name, found.path))

    def definitions(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Imported types."""
        for found in self._sorted():
            if found.original in found.unit.types:
                alias = found.unit.types[found.original]
                decorators = tuple(item for item in alias.decorators if item.name != "export")
                yield found.name, _marked(types.decorated(found.unit, alias.type, decorators), found)

    def functions(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Imported functions, by qualified name."""
        for found in self._sorted():
            if found.original in found.unit.functions:
                function = found.unit.functions[found.original]
                body = declarations.function_json(found.unit, function, exports=False)
                yield found.name, _marked(body, found)

    def variables(self) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Imported variables: loops, and others."""
        copies: dict[str, dict[str, Any]] = {}
        plain: dict[str, Any] = {}
        for other in self._units.values():
            wanted = {found.name for found in self.symbols.values() if found.unit is other}
            loops_, others = declarations.variables_json(other)
            copies |= {loop["name"]: loop for loop in loops_ if loop["name"] in wanted}
            plain |= {name: value for name, value in others.items() if name in wanted}
        return [copies[name] for name in sorted(copies)], dict(sorted(plain.items()))

    def _sorted(self) -> list[Imported]:
        return sorted(self.symbols.values(), key=lambda found: found.name)


def _marked(value: dict[str, Any], found: Imported) -> dict[str, Any]:
    origin: dict[str, Any] = {"sourceTemplate": found.path}
    if not found.name.endswith(found.original):
        origin["originalIdentifier"] = found.original
    return {**value, "metadata": {**value.get("metadata", {}), "__bicep_imported_from!": origin}}


def _declarations(unit: Unit) -> Iterator[tuple[str, Any]]:
    yield from unit.types.items()
    yield from unit.functions.items()
    yield from unit.variables.items()


def _declares(unit: Unit, name: str) -> bool:
    return name in unit.types or name in unit.functions or name in unit.variables


def _mentioned(unit: Unit, name: str) -> Iterator[str]:
    """The names that a declaration mentions."""
    if name in unit.types:
        yield from _in_type(unit.types[name].type)
    elif name in unit.functions:
        function = unit.functions[name]
        for _, type_ in function.parameters:
            yield from _in_type(type_)
        yield from _in_type(function.output)
        own = {parameter for parameter, _ in function.parameters}
        yield from (found for found in _in_value(function.body) if found not in own)
    else:
        yield from _in_value(unit.variables[name].value)


def _in_value(value: Value) -> Iterator[str]:
    for item in everything(value):
        if isinstance(item, (Ref, Call)):
            yield item.name
        elif isinstance(item, Member) and isinstance(item.base, Ref):
            yield f"{item.base.name}.{item.name}"


def _in_type(type_: Type) -> Iterator[str]:
    if isinstance(type_, TypeName):
        yield type_.name
    elif isinstance(type_, (TypeArray, TypeNullable, TypeParen)):
        yield from _in_type(type_.item)
    elif isinstance(type_, TypeMember):
        yield from _in_type(type_.base)
    elif isinstance(type_, TypeUnion):
        for member in type_.members:
            yield from _in_type(member)
    elif isinstance(type_, (TypeObject, TypeTuple)):
        for item in type_.items:
            if isinstance(item, TypeProperty):
                yield from _in_type(item.type)
