"""Bicep and parameter files -> the template tree: an independent reader, for tests alone.

Written for the corpus and for what the printers write; the compiler is the judge of what is valid Bicep.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _reader_types import TypeReader
from mlinfra.arm import tree as ir
from mlinfra.arm.expressions import For, Obj, Spelled, Value

_NESTED = re.compile(r"@|resource[ \t]+\w+[ \t]+'")


class Reader(TypeReader):
    """Reads statements; files that a statement names come from ``folder``, if there is one."""

    def __init__(self, text: str, folder: Path | None = None) -> None:
        super().__init__(text)
        self.folder = folder
        self.in_resource = False
        self.scope: str | None = None
        self.using = ""

    def template(self) -> ir.Template:
        body = self._statements()
        files = {name: (self.folder / name).read_bytes() for name in sorted(self.loaded)} if self.folder else {}
        return ir.Template(body, self.scope, files)  # type: ignore[arg-type]  # the text says one of the scopes

    def parameter_file(self) -> ir.ParameterFile:
        body = self._statements()
        return ir.ParameterFile(self.using, body)

    def _statements(self) -> tuple[Any, ...]:
        items: list[Any] = []
        while self.trivia(items):
            decorators = self.decorators(items)
            word = self.name()
            read: Callable[[tuple[ir.Decorator, ...]], Any] = getattr(self, f"_read_{word}")
            statement = read(decorators)
            if statement is not None:
                items.append(statement)
        while items and type(items[0]).__name__ == "Blank":
            del items[0]
        return tuple(items)

    def _text(self) -> str:
        self.space()
        text = self.string()
        plain = text.value if isinstance(text, Spelled) else text
        assert isinstance(plain, str)
        return plain

    def _assigned(self) -> Value:
        self.need("=")
        self.space()
        return self.expression()

    def _read_targetScope(self, _: object) -> None:  # ruff: ignore[invalid-function-name]  # the keyword
        self.need("=")
        self.scope = self._text()

    def _read_using(self, _: object) -> None:
        self.space()
        self.using = "none" if self.takes_word("none") else self._text()

    def _read_extends(self, _: object) -> None:
        raise NotImplementedError("extends")

    def _read_metadata(self, decorators: tuple[ir.Decorator, ...]) -> ir.Metadata:
        return ir.Metadata(self.name(), self._assigned(), decorators)

    def _read_import(self, _: object) -> ir.Import:
        self.space()
        names: list[tuple[str, str | None]] = []
        wildcard = None
        if self.takes("*"):
            self.need("as")
            wildcard = self.name()
        else:
            self.need("{")
            self.loose()
            while not self.takes("}"):
                name = self.name()
                self.space()
                names.append((name, self.name() if self.takes_word("as") else None))
                self.loose()
                self.takes(",")
                self.loose()
        self.need("from")
        path = self._text()
        template = read_bicep(self.folder / path) if self.folder else None
        return ir.Import(path, tuple(names), wildcard, template)

    def _read_type(self, decorators: tuple[ir.Decorator, ...]) -> ir.TypeAliasDeclaration:
        name = self.name()
        self.need("=")
        return ir.TypeAliasDeclaration(name, self.type(), decorators)

    def _read_func(self, decorators: tuple[ir.Decorator, ...]) -> ir.Function:
        name = self.name()
        self.need("(")
        parameters: list[tuple[str, ir.Type]] = []
        self.loose()
        while not self.takes(")"):
            parameters.append((self.name(), self.type()))
            self.loose()
            self.takes(",")
            self.loose()
        output = self.type()
        self.need("=>")
        self.loose()
        return ir.Function(name, tuple(parameters), output, self.expression(), decorators)

    def _read_param(self, decorators: tuple[ir.Decorator, ...]) -> ir.Parameter | ir.Assignment:
        name = self.name()
        self.space()
        if self.using:
            return ir.Assignment(name, self._assigned())
        kind = self.type()
        self.space()
        if not self.sees("="):
            return ir.Parameter(name, kind, decorators=decorators)
        return ir.Parameter(name, kind, self._assigned(), has_default=True, decorators=decorators)

    def _read_var(self, decorators: tuple[ir.Decorator, ...]) -> ir.Variable:
        name = self.name()
        self.space()
        kind = None if self.sees("=") else self.type()
        return ir.Variable(name, self._assigned(), kind, decorators)

    def _read_output(self, decorators: tuple[ir.Decorator, ...]) -> ir.Output:
        name = self.name()
        return ir.Output(name, self.type(), self._assigned(), decorators)

    def _read_resource(self, decorators: tuple[ir.Decorator, ...]) -> ir.Resource:
        symbol, spec = self.name(), self._text()
        kind, _, version = spec.partition("@")
        self.space()
        existing = self.takes_word("existing")
        self.need("=")
        self.loose()
        outer, self.in_resource = self.in_resource, True
        condition, loop, items = self._body()
        self.in_resource = outer
        return ir.Resource(symbol, kind, version or None, items, existing, condition, loop, decorators)

    def _read_module(self, decorators: tuple[ir.Decorator, ...]) -> ir.Module:
        symbol, path = self.name(), self._text()
        self.need("=")
        self.loose()
        condition, loop, items = self._body()
        template: ir.Template | dict[str, Any] = ir.Template(())
        if self.folder and path.endswith(".json"):
            template = json.loads((self.folder / path).read_text("utf-8"))
        elif self.folder and ":" in path:  # from a registry: what was restored stands beside the file, as NAME.json
            name = path.split("/")[-1].split(":")[0]
            template = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
        elif self.folder:
            template = read_bicep(self.folder / path)
        return ir.Module(symbol, path, template, items, condition, loop, decorators)

    def _body(self) -> tuple[Value, For | None, tuple[Any, ...]]:
        """Condition, loop and items of a resource or module."""
        condition = self.condition()
        self.loose()
        body = self.expression()
        loop = body if isinstance(body, For) else None
        if loop:
            condition, body = loop.condition, loop.body
            loop = For(loop.item, loop.source, None, loop.index)
        assert isinstance(body, Obj)
        return condition, loop, body.items

    def member(self) -> object:
        """A property of an object, or a resource nested in another one."""
        if not (self.in_resource and self.matches(_NESTED)):
            return super().member()
        decorators = self.decorators([])
        self.name()
        return self._read_resource(decorators)


def read_bicep_text(text: str) -> ir.Template:
    """One Bicep text; its modules and imports stay empty."""
    return Reader(text).template()


def read_bicep(path: Path) -> ir.Template:
    """One Bicep file with everything it refers to."""
    return Reader(path.read_bytes().decode(), path.parent).template()


def read_parameter_file(path: Path) -> ir.ParameterFile:
    """One ``.bicepparam``."""
    return Reader(path.read_bytes().decode(), path.parent).parameter_file()
