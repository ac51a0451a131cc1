"""Parse the text between the brackets of a template expression into a tree."""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from itertools import accumulate
from typing import Any, TypeAlias

from mlinfra.arm.apostrophes import as_argument
from mlinfra.arm.expand.limits import weight
from mlinfra.base.errors import TemplateError
from mlinfra.base.frozen import dataclass

LONGEST = 81_920
"""Characters an expression may have between its brackets."""
_INT64 = range(-(1 << 63), 1 << 63)


@dataclass(frozen=True, slots=True)
class Known:
    """A value that needs no evaluation: a literal, or what an argument was folded to."""

    value: Any
    _size: int = field(init=False, compare=False, repr=False)

    @property
    def size(self) -> int:
        """About how many characters it has, written out; worked out when it is asked for, as that is seldom."""
        return getattr(self, "_size", 0) or _noted(self, weight(self.value))


@dataclass(frozen=True, slots=True)
class Call:
    """``name(args)``; a user function's name holds its namespace: ``ns.name``."""

    name: str
    args: tuple[Node, ...] = ()
    at: int = field(default=0, compare=False)
    """Position of the name in the expression."""
    _size: int = field(init=False, compare=False, repr=False)

    @property
    def size(self) -> int:
        """As that of `Known`."""
        return getattr(self, "_size", 0) or _noted(self, sum(arg.size + 2 for arg in self.args) + len(self.name) + 2)


@dataclass(frozen=True, slots=True)
class Access:
    """``base.key`` or ``base[key]``."""

    base: Node
    key: Node
    _size: int = field(init=False, compare=False, repr=False)

    @property
    def size(self) -> int:
        """As that of `Known`."""
        return getattr(self, "_size", 0) or _noted(self, self.base.size + self.key.size + 2)


Node: TypeAlias = Known | Call | Access


def _noted(node: Node, size: int) -> int:
    """The size of a node, kept: nodes share their parts, so without that a tree may be measured again and again."""
    object.__setattr__(node, "_size", size)  # ruff: ignore[unnecessary-dunder-call]  the nodes are frozen
    return size


_TOKEN = re.compile(r"(\s*(?:'[^']*(?:''[^']*)*'(?!')|[^\W\d][\w$]*|\$[\w$]*|[+-]?[0-9]+|[(),.\[\]]))")
_NUMBER_STARTS = frozenset("+-0123456789")
_NO_NAMES = frozenset(["", *"'(),.[]", *_NUMBER_STARTS])
"""What tokens begin with that are no names; the last token is empty."""
_IDENTIFIER = re.compile(r"(?:[^\W\d]|\$)[\w$]*")


def _refuse(text: str, at: int, why: str) -> TemplateError:
    return TemplateError(f"the expression {_short(text)} does not parse: {why} at position {at}")


def _short(text: str) -> str:
    return f"[{text}]" if len(text) <= 200 else f"[{text[:200]}...]"


def _tokens(text: str) -> tuple[list[str], list[int]]:
    """The tokens of an expression, and where each ends; the last one, empty, is the end.

    One split takes a fifth of what a match for each took.
    """
    pieces = _TOKEN.split(text)
    if "".join(pieces[::2]).strip():
        _starts(text)  # says what stands between them
    spaced = pieces[1::2]
    return [*map(str.strip, spaced), ""], list(accumulate(map(len, spaced)))


def _starts(text: str) -> list[int]:
    """Where each token starts. Raises TemplateError where there is none, or nothing between two that need something."""
    starts: list[int] = []
    at, end, after_word = 0, len(text.rstrip()), False
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise _refuse(text, *_unexpected(text, at))
        stop = match.end()
        start = stop - len(match[1].strip())
        word = text[start] not in "'(),.[]"
        if start == at and word and after_word:
            raise _refuse(text, at, f"the character {text[at]!r} is not expected")
        starts.append(start)
        at, after_word = stop, word
    return [*starts, len(text)]


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
        self.tokens, self.ends = _tokens(text)
        self.next = 0

    def refusal(self, wanted: str) -> TemplateError:
        """The error that something else is expected than the next token."""
        token = self.tokens[self.next] or "the end"
        return _refuse(self.text, _starts(self.text)[self.next], f"{wanted} is expected, not {token!r}")

    def take(self, mark: str) -> None:
        """Passes over the next token, which must be this mark."""
        if self.tokens[self.next] != mark:
            raise self.refusal(repr(mark))
        self.next += 1

    def name(self) -> str:
        """The next token, which must be a name."""
        name = self.tokens[self.next]
        if name[:1] in _NO_NAMES:
            raise self.refusal("a name")
        self.next += 1
        return name

    def whole(self) -> Node:
        if len(self.tokens) == 2 and self.tokens[0][0] == "'":
            return Known(_unescaped(self.tokens[0]))
        node = self.expression()
        if self.tokens[self.next]:
            raise self.refusal("the end")
        return node

    def expression(self) -> Node:
        token = self.tokens[self.next]
        if token[:1] == "'":
            self.next += 1
            plain = token.find("''", 1) < 0
            return Known(token[1:-1] if plain else as_argument(_unescaped(token)))  # which is unescaped twice
        if token[:1] in _NUMBER_STARTS:
            number = int(token)
            if number not in _INT64:
                raise _refuse(self.text, _starts(self.text)[self.next], f"{token} does not fit 64 bits")
            self.next += 1
            return Known(number)
        node = self.call()
        return self.suffixes(node) if self.tokens[self.next] in {".", "["} else node

    def call(self) -> Node:
        tokens = self.tokens
        name = self.name()
        at = self.ends[self.next - 1] - len(name)
        while tokens[self.next] == ".":
            self.next += 1
            name += "." + self.name()
        self.take("(")
        args: list[Node] = []
        if tokens[self.next] != ")":
            args.append(self.expression())
            while tokens[self.next] == ",":
                self.next += 1
                args.append(self.expression())
        self.take(")")
        return Call(name, tuple(args), at)

    def suffixes(self, node: Node) -> Node:
        while True:
            mark = self.tokens[self.next]
            if mark == ".":
                self.next += 1
                node = Access(node, Known(self.name()))
            elif mark == "[":
                self.next += 1
                node = Access(node, self.expression())
                self.take("]")
            else:
                return node


def parse(text: str) -> Node:
    """The tree of an expression, given with its brackets. Raises TemplateError where it does not parse."""
    if len(text) < 1000:
        return _remembered(text)
    if len(text) - 2 > LONGEST:
        raise TemplateError(f"the expression has {len(text) - 2} characters, {LONGEST} at most are allowed")
    return _parsed(text)


def _parsed(text: str) -> Node:
    inner = text[1:-1]
    try:
        return _Parser(inner).whole()
    except RecursionError as error:
        raise TemplateError(f"the expression {_short(inner)} is nested too deeply") from error


_remembered = lru_cache(maxsize=1024)(_parsed)  # what one template repeats, and what the next one has too


def is_expression(text: str) -> bool:
    """Whether a text of a template is an expression rather than plain text."""
    return text[:1] == "[" and text[-1] == "]" and text[1:2] != "["


def is_identifier(text: str) -> bool:
    """Whether ``.text`` can be written after a value."""
    return _IDENTIFIER.fullmatch(text) is not None
