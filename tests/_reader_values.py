"""Bicep text -> expressions: the value part of the reader in tests."""

from __future__ import annotations

import re

from _reader_scan import NAME, Scanner
from mlinfra.arm.expressions import (
    Arr,
    Binary,
    Call,
    Child,
    For,
    Index,
    Interp,
    Lambda,
    Member,
    MethodCall,
    NonNull,
    Obj,
    Paren,
    Prop,
    Ref,
    Spelled,
    Spread,
    Ternary,
    Unary,
    Value,
)

_LEVELS = (("??",), ("||",), ("&&",), ("==", "!=", "=~", "!~"), ("<=", ">=", "<", ">"), ("+", "-"), ("*", "/", "%"))
_LAMBDA = re.compile(r"\(\s*((?:\w+\s*,\s*)*\w+)?\s*\)\s*=>|([A-Za-z_]\w*)[ \t]*=>")
_FOR = re.compile(r"for[ \t]+(?:\(|[A-Za-z_]\w*[ \t]+in\b)")
_INTEGER = re.compile(r"[0-9]+")
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}
_LOADERS = {"loadTextContent", "loadJsonContent", "loadYamlContent", "loadFileAsBase64"}


class ValueReader(Scanner):
    """Reads expressions; ``namespaces`` are the names whose members are called as functions."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.namespaces = {"az", "sys", *re.findall(r"import\s+\*\s+as\s+(\w+)", text)}
        self.loaded: set[str] = set()

    def expression(self) -> Value:
        condition = self._binary(0)
        mark = self.at
        self.loose()
        if not self.sees("?") or self.sees("??"):
            self.at = mark
            return condition
        self.at += 1
        self.loose()
        then = self.expression()
        self.loose()
        self.need(":")
        self.loose()
        return Ternary(condition, then, self.expression())

    def _binary(self, level: int) -> Value:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while True:
            mark = self.at
            self.space()
            operator = next((token for token in _LEVELS[level] if self.sees(token)), None)
            if operator is None or self.text.startswith(("//", "/*", "=>"), self.at):
                self.at = mark
                return left
            self.at += len(operator)
            self.space()
            left = Binary(operator, left, self._binary(level + 1))

    def _unary(self) -> Value:
        self.space()
        for operator in "!-":
            if self.takes(operator):
                operand = self._unary()
                if operator == "-" and type(operand) is int and operand >= 0:
                    return -operand
                return Unary(operator, operand)
        return self._postfix(self._primary())

    def _postfix(self, base: Value) -> Value:
        while True:
            if self.takes("::"):
                base = Child(base, self.name())
            elif self.sees("..."):
                return base
            elif self.takes("."):
                base = self._member(base)
            elif self.takes("["):
                self.loose()
                safe, from_end = self.takes("?"), self.takes("^")
                index = self.expression()
                self.loose()
                self.need("]")
                base = Index(base, index, safe, from_end)
            elif self.sees("!") and not self.text.startswith(("!=", "!~"), self.at):
                self.at += 1
                base = NonNull(base)
            else:
                return base

    def _member(self, base: Value) -> Value:
        safe = self.takes("?")
        name = self.name()
        if not self._calls():
            return Member(base, name, safe)
        args = self._arguments()
        if isinstance(base, Ref) and base.name in self.namespaces:
            self._note(name, args)
            return Call(name, args, base.name)
        return MethodCall(base, name, args, safe)

    def _primary(self) -> Value:
        if self.sees("'") or re.compile(r"\$+'''").match(self.text, self.at):
            return self.string()
        found = self.matches(_LAMBDA)
        if found:
            self.at = found.end()
            self.loose()
            names = found.group(2) or found.group(1) or ""
            return Lambda(tuple(re.findall(r"\w+", names)), self.expression())
        if self.sees("{"):
            return self.object()
        if self.sees("["):
            return self._array()
        if self.takes("("):
            self.loose()
            value = self.expression()
            self.loose()
            self.need(")")
            return Paren(value)
        number = self.matches(_INTEGER)
        if number:
            self.at = number.end()
            return int(number.group())
        return self._word()

    def _word(self) -> Value:
        name = self.name()
        if name in _WORDS:
            return _WORDS[name]
        if not self._calls():
            return Ref(name)
        args = self._arguments()
        self._note(name, args)
        return Call(name, args)

    def _calls(self) -> bool:
        """Whether arguments follow, perhaps after spaces."""
        found = re.compile(r"[ \t]*(?=\()").match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found is not None

    def _note(self, name: str, args: tuple[Value, ...]) -> None:
        if name in _LOADERS and args and isinstance(args[0], str):
            self.loaded.add(args[0])

    def _arguments(self) -> tuple[Value, ...]:
        self.need("(")
        args: list[Value] = []
        self.loose()
        while not self.takes(")"):
            args.append(self.expression())
            self.loose()
            self.takes(",")
            self.loose()
        return tuple(args)

    def object(self) -> Obj:
        self.need("{")
        broken = self.breaks()
        items: list[object] = []
        while self.trivia(items, "}"):
            items.append(self.member())
        self.at += 1
        return Obj(tuple(items), broken)  # type: ignore[arg-type]  # trivia adds comments and blanks

    def member(self) -> object:
        """One item of an object."""
        if self.takes("..."):
            return Spread(self.expression())
        key, quoted = self.key()
        self.need(":")
        self.space()
        return Prop(key, self.expression(), quoted)

    def key(self) -> tuple[str | Interp | Spelled, bool]:
        if not self.text.startswith(("'", "$"), self.at):
            return self.name(), False
        key = self.string()
        needless = isinstance(key, str) and NAME.fullmatch(key) and key not in _WORDS
        return key, bool(needless)

    def _array(self) -> Arr | For:
        self.need("[")
        broken = self.breaks()
        mark = self.at
        self.loose()
        if self.matches(_FOR):
            return self._for()
        self.at = mark
        items: list[object] = []
        while self.trivia(items, "]"):
            items.append(Spread(self.expression()) if self.takes("...") else self.expression())
        self.at += 1
        return Arr(tuple(items), broken)  # type: ignore[arg-type]  # trivia adds comments and blanks

    def _for(self) -> For:
        self.at += 3
        self.space()
        index = None
        if self.takes("("):
            item = self.name()
            self.need(",")
            index = self.name()
            self.need(")")
        else:
            item = self.name()
        self.space()
        self.need("in")
        source = self.expression()
        self.need(":")
        self.loose()
        condition, body = self.loop_body()
        self.loose()
        self.need("]")
        return For(item, source, body, index, condition)

    def loop_body(self) -> tuple[Value, Value]:
        """The condition and the value of a loop."""
        condition = self.condition()
        self.loose()
        return condition, self.expression()

    def condition(self) -> Value:
        """``if (…)`` before a body, or None."""
        if not self.matches(re.compile(r"if[ \t]*\(")):
            return None
        self.at += 2
        self.need("(")
        self.loose()
        condition = self.expression()
        self.loose()
        self.need(")")
        self.space()
        return condition
