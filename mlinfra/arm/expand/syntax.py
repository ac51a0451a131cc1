"""Parse the text between the brackets of a template expression into a tree."""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from typing import Any, TypeAlias

from mlinfra.arm.apostrophes import as_argument
from mlinfra.arm.expand.limits import LONGEST_OPEN, weight
from mlinfra.base.errors import TemplateError
from mlinfra.base.frozen import dataclass

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
        size = len(self.name) + 2
        for arg in self.args:
            size += arg.size + 2
        _measure(self, size)


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


def _refuse(text: str, at: int, why: str) -> TemplateError:
    return TemplateError(f"the expression {_short(text)} does not parse: {why} at position {at}")


def _short(text: str) -> str:
    return f"[{text}]" if len(text) <= 200 else f"[{text[:200]}...]"


def _tokens(text: str) -> tuple[list[str], list[str], list[int]]:
    """The kind of each token, its text, and where it starts; the last one is the end."""
    kinds: list[str] = []
    texts: list[str] = []
    starts: list[int] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise _refuse(text, *_unexpected(text, at))
        kind = str(match.lastgroup)
        start, stop = match.span(kind)
        if start == at and kind in _WORDS and kinds and kinds[-1] in _WORDS:
            raise _refuse(text, at, f"the character {text[at]!r} is not expected")
        kinds.append(kind)
        texts.append(text[start:stop])
        starts.append(start)
        at = stop
    return [*kinds, "end"], [*texts, ""], [*starts, len(text)]


_WORDS = frozenset({"number", "name"})
"""Kinds of tokens that need something between them."""


def _unexpected(text: str, at: int) -> tuple[int, str]:
    """Where behind ``at`` there is no token, and why."""
    start = at + len(text[at:]) - len(text[at:].lstrip())
    if text[start] == "'":
        return start, "a text that is not terminated"
    return start, f"the character {text[start]!r} is not expected"


def _unescaped(literal: str) -> str:
    return literal[1:-1].replace("''", "'")


class _Parser:
    """Recursive descent over the tokens; one method for each rule."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds, self.texts, self.starts = _tokens(text)
        self.next = 0

    def take(self, kind: str, mark: str = "") -> str:
        """The text of the next token, which must be of this kind, and this mark where one is given."""
        at = self.next
        text = self.texts[at]
        if self.kinds[at] != kind or (mark and text != mark):
            wanted = repr(mark) if mark else f"a {kind}"
            raise _refuse(self.text, self.starts[at], f"{wanted} is expected, not {text or 'the end'!r}")
        self.next = at + 1
        return text

    def whole(self) -> Node:
        if self.kinds[:2] == ["string", "end"]:
            return Known(_unescaped(self.texts[0]))
        node = self.expression()
        self.take("end")
        return node

    def expression(self) -> Node:
        kind, text = self.kinds[self.next], self.texts[self.next]
        if kind == "string":
            self.next += 1
            return Known(as_argument(_unescaped(text)))  # an argument or index is unescaped twice
        if kind == "number":
            number = int(text)
            if number not in _INT64:
                raise _refuse(self.text, self.starts[self.next], f"{text} does not fit 64 bits")
            self.next += 1
            return Known(number)
        return self.suffixes(self.call())

    def call(self) -> Node:
        at = self.starts[self.next]
        name = self.take("name")
        while self.texts[self.next] == ".":
            self.next += 1
            name += "." + self.take("name")
        self.take("mark", "(")
        args: list[Node] = []
        if self.texts[self.next] != ")":
            args.append(self.expression())
            while self.texts[self.next] == ",":
                self.next += 1
                args.append(self.expression())
        self.take("mark", ")")
        return Call(name, tuple(args), at)

    def suffixes(self, node: Node) -> Node:
        while True:
            mark = self.texts[self.next]
            if mark == ".":
                self.next += 1
                node = Access(node, Known(self.take("name")))
            elif mark == "[":
                self.next += 1
                node = Access(node, self.expression())
                self.take("mark", "]")
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
