"""Bicep text -> white space, comments, names and strings at a position; the base of the reader in tests."""

from __future__ import annotations

import re

from mlinfra.arm.expressions import Blank, Comment, Hole, Interp, Spelled, Value

_SPACE = re.compile(r"(?:[ \t\ufeff]|/\*.*?\*/)*", re.DOTALL)
_LOOSE = re.compile(r"(?:\s|\ufeff|/\*.*?\*/|//[^\r\n]*|#[^\r\n]*)*", re.DOTALL)
_BARE = re.compile(r"[ \t\ufeff]*")
_LINE = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"//[^\r\n]*|/\*.*?\*/|#[^\r\n]*", re.DOTALL)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PLAIN = re.compile(r"[^'\\$\r\n]+")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "'": "'", "\\": "\\", "$": "$"}
_OUT = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def canonical(text: str) -> str:
    """A text's inside as the compiler's own generator spells it."""
    return re.sub(r"\$(?=\{)", r"\\$", "".join(_OUT.get(c, c) for c in text))


class Scanner:
    """A position in a text, with the small steps every grammar rule takes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fail(self, wanted: str) -> SyntaxError:
        line = self.text.count("\n", 0, self.at) + 1
        return SyntaxError(f"line {line}: {wanted} expected before {self.text[self.at : self.at + 40]!r}")

    def space(self) -> None:
        """Skips spaces and block comments on this line."""
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches nothing, too

    def loose(self) -> None:
        """Skips white space, line breaks and comments, where they have no meaning."""
        self.at = _LOOSE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches nothing, too

    def sees(self, token: str) -> bool:
        return self.text.startswith(token, self.at)

    def takes(self, token: str) -> bool:
        """Steps over a token if it is here."""
        if not self.text.startswith(token, self.at):
            return False
        self.at += len(token)
        return True

    def matches(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.text, self.at)

    def need(self, token: str) -> None:
        self.space()
        if not self.takes(token):
            raise self.fail(repr(token))

    def name(self) -> str:
        self.space()
        found = self.matches(NAME)
        if not found:
            raise self.fail("a name")
        self.at = found.end()
        return found.group()

    def takes_word(self, word: str) -> bool:
        found = self.matches(NAME)
        if not found or found.group() != word:
            return False
        self.at = found.end()
        return True

    def breaks(self) -> bool:
        """Whether a line break follows here, comments aside."""
        self.at = _BARE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches nothing, too
        return self.at >= len(self.text) or self.text[self.at] in "\r\n"

    def trivia(self, items: list[object], close: str = "") -> bool:
        """Comments and blank lines up to the next item, into ``items``; False at ``close`` or the end.

        Inside brackets commas count as nothing.
        """
        lines = 0 if items or close else 1
        while True:
            self.at = _BARE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches nothing, too
            newline = self.matches(_LINE)
            if newline:
                lines += 1
                self.at = newline.end()
                continue
            if close and self.takes(","):
                continue
            if self.at >= len(self.text) or (close and self.sees(close)):
                return False
            if lines > 1 and items:
                items.append(Blank())
            found = self.matches(_COMMENT)
            if not found:
                return True
            items.append(Comment(found.group(), trailing=not lines and bool(items)))
            self.at, lines = found.end(), 0

    def expression(self) -> Value:
        raise NotImplementedError

    def string(self) -> str | Interp | Spelled:
        """The string that begins here; `Spelled` when the canonical spelling differs."""
        start = self.at
        if re.compile(r"\$*'''").match(self.text, self.at):
            return Spelled(self._multi_line(), self.text[start : self.at])
        self.at += 1
        parts: list[str | Hole] = []
        usual = self._single_line(parts)
        value = _joined(parts)
        return value if usual else Spelled(value, self.text[start : self.at])

    def _single_line(self, parts: list[str | Hole]) -> bool:
        usual, text, start = True, "", self.at
        while True:
            if self.at >= len(self.text) or self.text[self.at] in "\r\n":
                raise self.fail("the end of a string")
            found = self.matches(_PLAIN)
            if found:
                text, self.at = text + found.group(), found.end()
            elif self.sees("\\"):
                text += self._escape()
            elif self.sees("${") or self.sees("'"):
                usual = usual and self.text[start : self.at] == canonical(text)
                parts.append(text)
                if self.takes("'"):
                    return usual
                self.at += 2
                usual = self._hole(parts) and usual
                text, start = "", self.at
            else:
                text, self.at = text + "$", self.at + 1

    def _hole(self, parts: list[str | Hole]) -> bool:
        """One ``${…}`` whose opening is read; whether it has no spaces at its ends."""
        tight = self.text[self.at] != " "
        self.space()
        parts.append(Hole(self.expression()))
        tight = tight and self.text[self.at] == "}"
        self.need("}")
        return tight

    def _escape(self) -> str:
        found = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|([nrt'\\$]))").match(self.text, self.at)
        if not found:
            raise self.fail("an escape")
        self.at = found.end()
        return chr(int(found.group(1), 16)) if found.group(1) else _ESCAPES[found.group(2)]

    def _multi_line(self) -> str | Interp:
        dollars = 0
        while self.takes("$"):
            dollars += 1
        self.at += 3
        newline = self.matches(_LINE)
        if newline:
            self.at = newline.end()
        hole, parts, text = "$" * dollars + "{", [], ""
        while True:
            if self.sees("'''") and not self.sees("''''"):
                self.at += 3
                return _joined([*parts, text])
            if self.at >= len(self.text):
                raise self.fail("'''")
            if dollars and self.sees(hole):
                self.at += len(hole)
                parts.append(text)
                self._hole(parts)
                text = ""
            else:
                text, self.at = text + self.text[self.at], self.at + 1


def _joined(parts: list[str | Hole]) -> str | Interp:
    whole = [_paired(part) if isinstance(part, str) else part for part in parts]
    if not any(isinstance(part, Hole) for part in whole):
        return "".join(part for part in whole if isinstance(part, str))
    return Interp(tuple(part for part in whole if part))


def _paired(text: str) -> str:
    """The text with two escaped halves of a character as that character."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
