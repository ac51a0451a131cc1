"""Read JSON as lenient .NET code does: single quotes, bare keys, comments, trailing commas, octal and hex numbers."""

from __future__ import annotations

import json
import re

from mlinfra.arm.expand.values import Value
from mlinfra.base.errors import TemplateError

_BLANK = re.compile(r"(?:\s|//[^\n]*(?:\n|$)|/\*.*?\*/)*", re.DOTALL)
_WORD = re.compile(r"[^\s,:{}\[\]()'\"/]+")
_WORDS: dict[str, Value] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}
_AFTER_WORD = {"", ",", "]", "}", "/", *" \t\r\n"}
_PLAIN = re.compile(r"[^\\'\"]+")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "\\": "\\", '"': '"', "'": "'", "/": "/"}


class _Unreadable(Exception):
    pass


def read_json(text: str, function: str) -> Value:
    """The first value of a text; what follows is ignored. Raises TemplateError where there is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        return _Reader(text).value()
    except (_Unreadable, ValueError, RecursionError) as error:
        raise TemplateError(f"{function}() can't read its text as JSON") from error


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def peek(self) -> str:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def value(self) -> Value:
        char = self.peek()
        if char == "{":
            return self.object()
        if char == "[":
            return self.array()
        if char and char in "'\"":
            return self.string(char)
        return self.word()

    def word(self) -> Value:
        match = _WORD.match(self.text, self.at)
        if match is None:
            raise _Unreadable
        self.at = match.end()
        word = match[0]
        if self.text[self.at : self.at + 1] not in _AFTER_WORD:
            raise _Unreadable
        return _WORDS[word] if word in _WORDS else _number(word)

    def array(self) -> list[Value]:
        self.at += 1
        items: list[Value] = []
        while self.peek() != "]":
            items.append(self.value())
            self.separator("]")
        self.at += 1
        return items

    def object(self) -> dict[str, Value]:
        self.at += 1
        members: dict[str, Value] = {}
        while (char := self.peek()) != "}":
            key = self.string(char) if char and char in "'\"" else self.bare_key()
            if self.peek() != ":":
                raise _Unreadable
            self.at += 1
            members[key] = self.value()
            self.separator("}")
        self.at += 1
        return members

    def separator(self, closing: str) -> None:
        char = self.peek()
        if char == ",":
            self.at += 1
        elif char != closing:
            raise _Unreadable

    def bare_key(self) -> str:
        match = re.compile(r"[\w$]+").match(self.text, self.at)
        if match is None:
            raise _Unreadable
        self.at = match.end()
        return match[0]

    def string(self, quote: str) -> str:
        self.at += 1
        out: list[str] = []
        while (char := self.text[self.at : self.at + 1]) != quote:
            if not char:
                raise _Unreadable
            match = _PLAIN.match(self.text, self.at)
            if match:
                self.at = match.end()
                out.append(match[0])
                continue
            self.at += 1
            out.append(self.escape() if char == "\\" else char)
        self.at += 1
        return "".join(out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")

    def escape(self) -> str:
        char = self.text[self.at : self.at + 1]
        self.at += 1
        if char == "u":
            self.at += 4
            return chr(int(self.text[self.at - 4 : self.at], 16))
        if char not in _ESCAPES:
            raise _Unreadable
        return _ESCAPES[char]


def _number(word: str) -> Value:
    digits = word[1:] if word[0] == "-" else word
    if not digits or not (digits[0].isdigit() or digits[0] == "."):
        raise _Unreadable
    sign = -1 if word[0] == "-" else 1
    if digits[:2].lower() == "0x":
        return sign * int(digits, 16)
    if digits.isdigit():
        return sign * int(digits, 8 if digits[0] == "0" and len(digits) > 1 else 10)
    return float(word)
