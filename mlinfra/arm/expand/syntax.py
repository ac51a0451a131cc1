"""Parse the text between the brackets of a template expression into a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from mlinfra.arm.apostrophes import as_argument
from mlinfra.arm.expand.limits import LONGEST_OPEN, weight
from mlinfra.base.errors import TemplateError

LONGEST = 81_920
"""Characters an expression may have between its brackets."""
_INT64 = range(-(1 << 63), 1 << 63)


def _measure(node: Node, size: int) -> None:
    """Notes the size of a node. Raises TemplateError where it is too large: nodes share their parts, so trees may double."""
    if size > LONGEST_OPEN:
        raise TemplateError(
            f"an expression that stays as it can't be evaluated gets longer than {LONGEST_OPEN} characters"
        )
    object.__setattr__(node, "size", size)  # ruff: ignore[unnecessary-dunder-call]  the nodes are frozen


@dataclass(frozen=True, slots=True)
class Known:
    """A value that needs no evaluation: a literal, or what an argument was folded to."""

    value: Any
    size: int = field(init=False, compare=False, repr=False)
    """About how many characters it has, written out."""

    def __post_init__(self) -> None:
        _measure(self, weight(self.value))


@dataclass(frozen=True, slots=True)
class Call:
    """``name(args)``; a user function's name holds its namespace: ``ns.name``."""

    name: str
    args: tuple[Node, ...] = ()
    at: int = field(default=0, compare=False)
    """Position of the name in the expression."""
    size: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        _measure(self, len(self.name) + 2 + sum(arg.size + 2 for arg in self.args))


@dataclass(frozen=True, slots=True)
class Access:
    """``base.key`` or ``base[key]``."""

    base: Node
    key: Node
    size: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        _measure(self, self.base.size + self.key.size + 2)


Node: TypeAlias = Known | Call | Access

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<string>'(?:[^']|'')*'(?!'))
      | (?P<number>[+-]?[0-9]+)
      | (?P<name>[^\W\d][\w$]*|\$[\w$]*)
      | (?P<mark>[(),.\[\]])
    )""",
    re.VERBOSE,
)
_IDENTIFIER = re.compile(r"(?:[^\W\d]|\$)[\w$]*")


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


def _refuse(text: str, at: int, why: str) -> TemplateError:
    return TemplateError(f"the expression {_short(text)} does not parse: {why} at position {at}")


def _short(text: str) -> str:
    return f"[{text}]" if len(text) <= 200 else f"[{text[:200]}...]"


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            why = (
                "a text that is not terminated"
                if text[start] == "'"
                else f"the character {text[start]!r} is not expected"
            )
            raise _refuse(text, start, why)
        token = _Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup))
        if tokens and token.at == at and tokens[-1].kind in {"number", "name"} and token.kind in {"number", "name"}:
            raise _refuse(text, at, f"the character {text[at]!r} is not expected")
        tokens.append(token)
        at = match.end()
    tokens.append(_Token("end", "", len(text)))
    return tokens


def _unescaped(token: _Token) -> str:
    return token.text[1:-1].replace("''", "'")


class _Parser:
    """Recursive descent over the tokens; one method for each rule."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.next = 0

    def take(self, mark: str | None = None, kind: str = "mark") -> _Token:
        token = self.tokens[self.next]
        if token.kind != kind or (mark is not None and token.text != mark):
            wanted = repr(mark) if mark else f"a {kind}"
            raise _refuse(self.text, token.at, f"{wanted} is expected, not {token.text or 'the end'!r}")
        self.next += 1
        return token

    def sees(self, mark: str) -> bool:
        token = self.tokens[self.next]
        return token.kind == "mark" and token.text == mark

    def whole(self) -> Node:
        token = self.tokens[0]
        if token.kind == "string" and self.tokens[1].kind == "end":
            return Known(_unescaped(token))
        node = self.expression()
        self.take(kind="end")
        return node

    def expression(self) -> Node:
        token = self.tokens[self.next]
        if token.kind == "string":
            self.next += 1
            return Known(as_argument(_unescaped(token)))  # an argument or index is unescaped twice
        if token.kind == "number":
            self.next += 1
            number = int(token.text)
            if number not in _INT64:
                raise _refuse(self.text, token.at, f"{token.text} does not fit 64 bits")
            return Known(number)
        return self.suffixes(self.call())

    def call(self) -> Node:
        first = self.take(kind="name")
        name = first.text
        while self.sees("."):
            self.next += 1
            name += "." + self.take(kind="name").text
        self.take("(")
        args: list[Node] = []
        if not self.sees(")"):
            args.append(self.expression())
            while self.sees(","):
                self.next += 1
                args.append(self.expression())
        self.take(")")
        return Call(name, tuple(args), first.at)

    def suffixes(self, node: Node) -> Node:
        while True:
            if self.sees("."):
                self.next += 1
                node = Access(node, Known(self.take(kind="name").text))
            elif self.sees("["):
                self.next += 1
                node = Access(node, self.expression())
                self.take("]")
            else:
                return node


def parse(text: str) -> Node:
    """The tree of an expression, given without its brackets. Raises TemplateError where it does not parse."""
    if len(text) > LONGEST:
        raise TemplateError(f"the expression has {len(text)} characters, {LONGEST} at most are allowed")
    return _remembered(text) if len(text) < 1000 else _parsed(text)


def _parsed(text: str) -> Node:
    try:
        return _Parser(text).whole()
    except RecursionError as error:
        raise TemplateError(f"the expression {_short(text)} is nested too deeply") from error


_remembered = lru_cache(maxsize=4096)(_parsed)


def is_expression(text: str) -> bool:
    """Whether a text of a template is an expression rather than plain text."""
    return text[:1] == "[" and text[-1] == "]" and text[1:2] != "["


def is_identifier(text: str) -> bool:
    """Whether ``.text`` can be written after a value."""
    return _IDENTIFIER.fullmatch(text) is not None
