"""Bicep text -> types and decorators: the type part of the reader in tests."""

from __future__ import annotations

import re

from _reader_values import ValueReader
from mlinfra.arm.tree import (
    Decorator,
    Type,
    TypeArray,
    TypeGeneric,
    TypeLiteral,
    TypeMember,
    TypeName,
    TypeNullable,
    TypeObject,
    TypeParen,
    TypeProperty,
    TypeTuple,
    TypeUnion,
)

_WORDS = {"true": True, "false": False, "null": None}
_ACCESS = re.compile(r"\.\*|\.[A-Za-z_]\w*|\[\*\]|\[[0-9]+\]")
_NUMBER = re.compile(r"-?[0-9]+")
_GENERIC = re.compile(r"(resourceInput|resourceOutput)<'([^']*)'>")


class TypeReader(ValueReader):
    """Reads types and decorators."""

    def type(self) -> Type:
        mark = self.at
        self.loose()
        if not self.takes("|"):
            self.at = mark
        self.space()
        members = [self._one()]
        while True:
            mark = self.at
            self.loose()
            if not self.takes("|"):
                self.at = mark
                break
            self.space()
            members.append(self._one())
        return members[0] if len(members) == 1 else TypeUnion(tuple(members))

    def _one(self) -> Type:
        base = self._base()
        while True:
            mark = self.at
            self.space()
            if not self.text.startswith(("[]", "?"), self.at):
                self.at = mark
            if self.takes("[]"):
                base = TypeArray(base)
            elif self.takes("?"):
                base = TypeNullable(base)
            else:
                found = self.matches(_ACCESS)
                if not found:
                    return base
                self.at = found.end()
                base = TypeMember(base, found.group())

    def _base(self) -> Type:
        if self.sees("'"):
            return TypeLiteral(self.string())  # type: ignore[arg-type]  # types have no interpolation
        if self.sees("{"):
            broken, items = self._items("{", "}", self._property)
            return TypeObject(items, broken)
        if self.sees("["):
            broken, items = self._items("[", "]", self._item)
            return TypeTuple(items, broken)
        if self.takes("("):
            item = self.type()
            self.loose()
            self.need(")")
            return TypeParen(item)
        number, generic = self.matches(_NUMBER), self.matches(_GENERIC)
        if number:
            self.at = number.end()
            return TypeLiteral(int(number.group()))
        if generic:
            self.at = generic.end()
            return TypeGeneric(generic.group(1), generic.group(2))
        name = self.name()
        if name in _WORDS:
            return TypeLiteral(_WORDS[name])
        if name in {"sys", "az"} and self.takes("."):
            name = f"{name}.{self.name()}"
        return TypeName(name)

    def _items(self, opening: str, close: str, read: object) -> tuple[bool, tuple[object, ...]]:
        self.need(opening)
        broken = self.breaks()
        items: list[object] = []
        while self.trivia(items, close):
            items.append(read(items))  # type: ignore[operator]  # one of two methods
        self.at += 1
        return broken, tuple(items)

    def _property(self, items: list[object]) -> TypeProperty:
        decorators = self.decorators(items)
        if self.takes("*"):
            name, quoted = None, False
        else:
            name, quoted = self.key()  # type: ignore[assignment]  # types have no interpolation
        self.need(":")
        return TypeProperty(name, self.type(), decorators, quoted)

    def _item(self, items: list[object]) -> TypeProperty:
        decorators = self.decorators(items)
        return TypeProperty(None, self.type(), decorators)

    def decorators(self, items: list[object]) -> tuple[Decorator, ...]:
        """Decorators before a statement or property; comments among them go to ``items``."""
        found: list[Decorator] = []
        while self.takes("@"):
            name, namespace = self.name(), None
            if self.takes("."):
                namespace, name = name, self.name()
            args = self._arguments()
            found.append(Decorator(name, args, namespace))
            between: list[object] = []
            self.trivia(between, "\0")
            items += [item for item in between if getattr(item, "text", "")]
        return tuple(found)
