"""Read the JSON of others as Azure does: with comments, a trailing comma, single quotes, bare names.

Azure's reader is .NET's, which takes more than JSON. What it takes and what it refuses here is what it takes and refuses
there::

    {
      // a comment
      name: 'one',      # refused: this is no comment
      "port": 0x10,
    }

Of a name that stands twice in an object the last value stays; each such name is told with its lines.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from itertools import chain
from typing import Any, NamedTuple

DEEPEST = 64
"""Objects and arrays that may stand inside each other in a template or parameter file, the outermost counted."""
DEEPEST_BODY = 128
"""The same for what holds templates: request bodies and snapshots."""
_DEEPEST_VALUE = 200
"""The same for the text that an expression reads: Azure has no limit there."""

_BLANK = re.compile(r"(?:\s|//[^\n\r]*|/\*.*?\*/)*", re.DOTALL)
_PLAIN = re.compile(r"[^\"'\\]+")
_WORD = re.compile(r"[^\s,:{}\[\]\"'/]+")
_NAME = re.compile(r"[\w$]+")
_MOST_DIGITS = 380
_SPECIAL = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]|[0-9]{381}")
"""What the quick reader reads otherwise than Azure: halves of surrogate pairs, integers of too many digits."""
_INTEGER = re.compile(r"-?(?:0[xX][0-9a-fA-F]+|0[0-7]+|0|[1-9][0-9]*)")
_FRACTION = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WORDS: dict[str, Any] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}
_AFTER_WORD = {"", ",", "]", "}", "/", *" \t\r\n"}
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "\\": "\\", '"': '"', "'": "'", "/": "/"}


class UnreadableJson(ValueError):
    """A text that Azure's reader refuses; ``line`` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


class Duplicate(NamedTuple):
    """A name that stands twice in one object, in any casing."""

    path: str
    """Of the object: ``resources[0].properties``; empty for the outermost."""
    first: str
    """As it is written there."""
    first_line: int
    last: str
    last_line: int


class ForeignJson(NamedTuple):
    """A text that has been read."""

    value: Any
    duplicates: tuple[Duplicate, ...]


def read_foreign_json(text: str, deepest: int = DEEPEST) -> ForeignJson:
    """The value of a text. Raises `UnreadableJson` where Azure would not read it."""
    text = text.removeprefix("\ufeff")
    reader = _Reader(text, deepest)
    if not _SPECIAL.search(text):
        try:
            value = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_refuse)
        except (ValueError, RecursionError):
            pass  # more than JSON, or too deep: the reader below says which
        else:
            if depth(value, deepest) <= deepest:
                return ForeignJson(value, ())
    return ForeignJson(reader.document(), tuple(reader.duplicates))


def lines_of_objects(text: str, deepest: int = DEEPEST) -> dict[str, int]:
    """The line on which each object begins, by its path: ``resources[0].properties``. Raises as `read_foreign_json`."""
    reader = _Reader(text.removeprefix("\ufeff"), deepest)
    reader.document()
    return {path: reader.line(at) for path, at in reader.objects.items()}


def read_first_value(text: str) -> Any:
    """The first value of a text, as the function ``json()`` reads it: what follows is ignored. Raises `UnreadableJson`."""
    if not _SPECIAL.search(text):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            if depth(value, _DEEPEST_VALUE) <= _DEEPEST_VALUE:
                return value
    return _Reader(text, _DEEPEST_VALUE).value()


def depth(value: Any, most: int) -> int:
    """How many objects and arrays stand inside each other; ``most + 1`` stands for any more."""
    level = [value] if isinstance(value, (dict, list)) else []
    levels = 0
    while level and levels <= most:
        levels += 1
        inner = chain.from_iterable([holder.values() if isinstance(holder, dict) else holder for holder in level])
        level = [part for part in inner if type(part) in _HOLDERS]
    return levels


_HOLDERS = frozenset({dict, list})


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name.lower() for name, _ in pairs}) < len(pairs):
        raise ValueError
    return dict(pairs)


def _refuse(_word: str) -> Any:
    raise ValueError


class _Reader:
    """Recursive descent over a text; ``at`` is the position of the next character."""

    def __init__(self, text: str, deepest: int) -> None:
        self.text, self.deepest = text, deepest
        self.at = 0
        self.line_ends: list[int] = []
        self.path: list[str] = []
        self.duplicates: list[Duplicate] = []
        self.objects: dict[str, int] = {}

    def document(self) -> Any:
        if not self.peek():
            raise self.error("there is nothing in it")
        value = self.value()
        if self.peek():
            raise self.error(f"{self.shown()} stands after the end")
        return value

    def error(self, message: str) -> UnreadableJson:
        return UnreadableJson(message, self.line())

    def line(self, at: int | None = None) -> int:
        if not self.line_ends:
            self.line_ends = [end.start() for end in re.finditer(r"\r\n|\r|\n", self.text)] or [len(self.text)]
        return bisect_left(self.line_ends, self.at if at is None else at) + 1

    def shown(self) -> str:
        word = _WORD.match(self.text, self.at)
        return (
            repr((word[0] if word else self.text[self.at : self.at + 1])[:40])
            if self.at < len(self.text)
            else "the end"
        )

    def peek(self) -> str:
        """The next character that is neither blank nor part of a comment; empty at the end."""
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        if self.text.startswith("/*", self.at):
            raise self.error("a comment that begins here does not end")
        return self.text[self.at : self.at + 1]

    def value(self) -> Any:
        char = self.peek()
        if char and char in "{[":
            if len(self.path) >= self.deepest:
                raise self.error(f"more than {self.deepest} objects and arrays stand inside each other")
            return self.object() if char == "{" else self.array()
        return self.string(char) if char and char in "'\"" else self.word()

    def word(self) -> Any:
        match = _WORD.match(self.text, self.at)
        word = match[0] if match else ""
        if word in _WORDS:
            value = _WORDS[word]
        elif _INTEGER.fullmatch(word):
            if len(word) > _MOST_DIGITS:
                raise self.error(f"the integer {word[:20]}... has more than {_MOST_DIGITS} digits")
            value = _integer(word)
        elif _FRACTION.fullmatch(word) and not re.match(r"-?0\d", word):
            value = float(word)
        else:
            raise self.error(f"a value is expected, not {self.shown()}")
        self.at += len(word)
        if self.text[self.at : self.at + 1] not in _AFTER_WORD:
            raise self.error(f"{self.shown()} stands right behind {word!r}")
        return value

    def array(self) -> list[Any]:
        self.at += 1
        items: list[Any] = []
        self.path.append("")
        while self.peek() != "]":
            self.path[-1] = f"[{len(items)}]"
            items.append(self.value())
            self.separator("]")
        self.path.pop()
        self.at += 1
        return items

    def object(self) -> dict[str, Any]:
        path = "".join(self.path).removeprefix(".")
        self.objects[path] = self.at
        self.at += 1
        members: dict[str, Any] = {}
        seen: dict[str, tuple[str, int]] = {}
        self.path.append("")
        while (char := self.peek()) != "}":
            start = self.at
            name = self.string(char) if char and char in "'\"" else self.bare_name()
            if name.lower() in seen:
                first, first_at = seen[name.lower()]
                self.duplicates.append(Duplicate(path, first, self.line(first_at), name, self.line(start)))
                if first != name:
                    members.pop(name, None)  # so that the last of all casings comes last
            seen[name.lower()] = name, start
            if self.peek() != ":":
                raise self.error(f"a colon is expected after the name {name!r}, not {self.shown()}")
            self.at += 1
            self.path[-1] = f".{name}"
            members[name] = self.value()
            self.separator("}")
        self.path.pop()
        self.at += 1
        return members

    def separator(self, closing: str) -> None:
        char = self.peek()
        if char == ",":
            self.at += 1
        elif char != closing:
            raise self.error(f"a comma or {closing!r} is expected, not {self.shown()}")

    def bare_name(self) -> str:
        match = _NAME.match(self.text, self.at)
        if match is None:
            raise self.error(f"a name is expected, not {self.shown()}")
        self.at = match.end()
        return match[0]

    def string(self, quote: str) -> str:
        start = self.at
        self.at += 1
        parts: list[str] = []
        while (char := self.text[self.at : self.at + 1]) != quote:
            if not char:
                self.at = start
                raise self.error("a text that begins here does not end")
            plain = _PLAIN.match(self.text, self.at)
            if plain:
                parts.append(plain[0])
                self.at = plain.end()
                continue
            self.at += 1
            parts.append(self.escape() if char == "\\" else char)
        self.at += 1
        return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def escape(self) -> str:
        char = self.text[self.at : self.at + 1]
        digits = self.text[self.at + 1 : self.at + 5]
        if char == "u" and re.fullmatch(r"[0-9a-fA-F]{4}", digits):
            self.at += 5
            return chr(int(digits, 16))
        if char not in _ESCAPES or not char:
            raise self.error(f"\\{char} is no escape of JSON")
        self.at += 1
        return _ESCAPES[char]


def _integer(word: str) -> int:
    digits = word.removeprefix("-")
    base = 16 if digits[:2].lower() == "0x" else 8 if digits[0] == "0" and len(digits) > 1 else 10
    return int(digits, base) * (-1 if word[0] == "-" else 1)
