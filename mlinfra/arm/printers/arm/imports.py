"""Collect the symbols that imports bring into a file, under the names they get there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, TypeAlias

from mlinfra.arm.expressions import Call, Ref, Value
from mlinfra.arm.printers.arm import declarations, types
from mlinfra.arm.printers.arm.order import sort_key
from mlinfra.arm.printers.arm.tables import TABLES
from mlinfra.arm.printers.arm.unit import Imported, Unit, decorator, make_unit
from mlinfra.arm.printers.arm.walk import everything
from mlinfra.arm.tree import (
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
from mlinfra.base.errors import Unprintable

_Key: TypeAlias = "tuple[str, str]"
"""The path of a file, from the file that is printed, and a name in it."""


class Closure:
    """Every symbol that the imports of a file need; making it fills in the units' ``foreign`` and ``final`` names."""

    def __init__(self, unit: Unit) -> None:
        self._units: dict[str, Unit] = {"": unit}
        self._found: dict[_Key, Unit] = {}
        self._names: dict[_Key, str] = {}
        for item in unit.imports:
            path, other = self._file(item, "")
            for original, alias in item.names:
                self._names[path, original] = alias or original
                self._reach(path, original)
            if item.wildcard:
                for original in _exports(other):
                    self._reach(path, original)
        self._name_others()
        self.symbols = [Imported(self._found[key], self._names[key], key[1], key[0]) for key in self._found]
        self.symbols.sort(key=lambda symbol: sort_key(symbol.name))
        for path in self._units:
            self._fill(path)

    def _file(self, item: Import, beside: str) -> tuple[str, Unit]:
        """The file that an import names, and its path from the file that is printed."""
        path = _path(item, beside)
        if path not in self._units:
            if item.template is None:
                raise Unprintable("the import carries no template", where=item.path)
            self._units[path] = make_unit(item.template, TABLES)
        return path, self._units[path]

    def _reach(self, path: str, name: str) -> None:
        """Adds a symbol of a file, and what its declaration mentions."""
        unit = self._units[path]
        if not _declares(unit, name):
            if not self._pass_on(path, name):
                raise Unprintable(f"{path!r} exports no {name!r}", where=name)
            return
        if (path, name) in self._found:
            return
        self._found[path, name] = unit
        if name in unit.variables and any(id(item) in unit.contents.names for item in _inside(unit, name)):
            raise Unprintable("a variable that is imported loads a file", where=name, hint="load it where it is used")
        for mentioned in _mentioned(unit, name):
            if _declares(unit, mentioned):
                self._reach(path, mentioned)
            else:
                self._pass_on(path, mentioned)

    def _pass_on(self, path: str, name: str) -> bool:
        """Follows a name that a file has from an import of its own."""
        for item in self._units[path].imports:
            for original, alias in item.names:
                if (alias or original) == name:
                    self._reach(self._file(item, path)[0], original)
                    return True
            if item.wildcard == name.partition(".")[0]:
                other_path, other = self._file(item, path)
                for original in _exports(other):
                    self._reach(other_path, original)
                return True
        return False

    def _name_others(self) -> None:
        """Names what no import names: by a number for its file, and its name there."""
        numbers: dict[str, int] = {}
        for path, name in sorted(self._found, key=lambda key: sort_key("_".join(key))):
            if (path, name) not in self._names:
                number = numbers.setdefault(path, len(numbers) + 1)
                self._names[path, name] = f"_{number}.{name}"

    def _fill(self, path: str) -> None:
        """Tells a unit what its imported names stand for, and how its own symbols are called in the end."""
        unit = self._units[path]
        known = {(symbol.path, symbol.original): symbol for symbol in self.symbols}
        for item in unit.imports:
            other_path = _path(item, path)
            if other_path not in self._units:
                continue
            names = [(original, alias or original) for original, alias in item.names]
            if item.wildcard:
                names += [(original, f"{item.wildcard}.{original}") for original in _exports(self._units[other_path])]
            for original, name in names:
                if (other_path, original) in known:
                    unit.foreign[name] = known[other_path, original]
        if path:
            unit.final |= {
                original: symbol.name for (symbol_path, original), symbol in known.items() if symbol_path == path
            }

    def definitions(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Imported types."""
        for symbol in self.symbols:
            if symbol.original in symbol.unit.types:
                alias = symbol.unit.types[symbol.original]
                decorators = tuple(item for item in alias.decorators if item.name != "export")
                schema = types.decorated(symbol.unit, alias.type, decorators)
                yield symbol.name, _marked(schema, symbol, renamed=not symbol.name.endswith(symbol.original))

    def functions(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Imported functions, by qualified name."""
        for symbol in self.symbols:
            if symbol.original in symbol.unit.functions:
                function = symbol.unit.functions[symbol.original]
                body = declarations.function_json(symbol.unit, function, exports=False)
                yield symbol.name, _marked(body, symbol, renamed=symbol.name.rpartition(".")[2] != symbol.original)

    def variables(self) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Imported variables: loops, and others."""
        copies: list[dict[str, Any]] = []
        plain: dict[str, Any] = {}
        for symbol in self.symbols:
            if symbol.original in symbol.unit.variables:
                loops, others = declarations.variables_json(symbol.unit, [symbol.unit.variables[symbol.original]])
                copies += loops
                plain |= others
        return copies, plain


def _path(item: Import, beside: str) -> str:
    """The path of an imported file from the file that is printed; a registry's module in full."""
    if ":" in item.path:
        return item.path.replace("br/public:", "br:mcr.microsoft.com/bicep/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(beside), item.path))


def _marked(value: dict[str, Any], symbol: Imported, *, renamed: bool) -> dict[str, Any]:
    origin: dict[str, Any] = {"sourceTemplate": symbol.path}
    if renamed:
        origin["originalIdentifier"] = symbol.original
    return {**value, "metadata": {**value.get("metadata", {}), "__bicep_imported_from!": origin}}


def _exports(unit: Unit) -> list[str]:
    """The names that a file exports."""
    tables: tuple[dict[str, Any], ...] = (unit.types, unit.variables, unit.functions)
    return [name for table in tables for name, item in table.items() if decorator(item.decorators, "export")]


def _declares(unit: Unit, name: str) -> bool:
    return name in unit.types or name in unit.functions or name in unit.variables


def _inside(unit: Unit, name: str) -> Iterator[Value]:
    return everything(unit.variables[name].value)


def _mentioned(unit: Unit, name: str) -> Iterator[str]:
    """The names that a declaration mentions."""
    if name in unit.types:
        yield from _in_type(unit.types[name].type)
    elif name in unit.functions:
        function = unit.functions[name]
        for _, type_ in function.parameters:
            yield from _in_type(type_)
        yield from _in_type(function.output)
        parameters = {parameter for parameter, _ in function.parameters}
        yield from (mentioned for mentioned in _in_value(function.body) if mentioned not in parameters)
    else:
        variable = unit.variables[name]
        yield from _in_type(variable.type) if variable.type else ()
        yield from _in_value(variable.value)


def _in_value(value: Value) -> Iterator[str]:
    for item in everything(value):
        if isinstance(item, Call) and item.namespace:
            yield f"{item.namespace}.{item.name}"
        elif isinstance(item, (Ref, Call)):
            yield item.name


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
