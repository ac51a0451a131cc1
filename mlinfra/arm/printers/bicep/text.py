"""Spell plain text, names and comments in Bicep."""

from __future__ import annotations

import re
from functools import lru_cache

from mlinfra.arm.expressions import Comment
from mlinfra.arm.invisible import INVISIBLE
from mlinfra.base.errors import Unprintable

_LITERALS = frozenset({"true", "false", "null"})
_SPECIAL = rf"['\\\n\r\t\ud800-\udfff{INVISIBLE}]|\$(?=\{{)"
_ESCAPES = {
    "'": "\\'",
    "\\": "\\\\",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "$": "\\$",
}
_NOT_IN_A_LINE = r"[\n\r\f\x85\u2028\u2029\x00\ud800-\udfff]"
_NOT_IN_A_BLOCK = r"[\r\f\x85\u2028\u2029\x00\ud800-\udfff]|\*/[\s\S]"
"""Compiled when a text or a comment needs them, which takes a millisecond: hardly one has what cannot be printed."""


def quote(text: str) -> str:
    """The text as a single-quoted literal.

    Raises `Unprintable` for NUL and for a lone surrogate: Azure takes neither, and the compiler fails on the latter.
    """
    return "'" + escape(text) + "'"  # joined, not formatted: a member of a text enumeration is its text here


def escape(text: str) -> str:
    """The text as it stands between quotes; errors as `quote`."""
    plain = text.isascii() and text.isprintable() and "'" not in text and "\\" not in text and "${" not in text
    return text if plain else re.sub(_SPECIAL, _escaped, text)


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char != "\0" and not "\ud800" <= char <= "\udfff":
        return f"\\u{{{ord(char):x}}}"  # shown as what it is, or a reviewer reads another text than Azure
    what = "a NUL character" if char == "\0" else f"half of a surrogate pair (U+{ord(char):04X})"
    raise Unprintable(f"a text with {what} cannot be deployed", hint="remove that character")


@lru_cache(4096)  # the same few hundred keys stand in every file
def is_name(text: str) -> bool:
    """Whether the text can stand without quotes, as a symbol or as a key."""
    return text.isascii() and text.isidentifier() and text not in _LITERALS


def name(text: str) -> str:
    """A symbol as it is; `Unprintable` when it is none."""
    if not is_name(text):
        raise Unprintable(f"{text!r} is not a Bicep name", hint="use letters, digits and _, no digit first")
    return text


@lru_cache(4096)  # as above
def key(text: str) -> str:
    """A property key: quoted only where it has to be."""
    return text if is_name(text) else quote(text)


def comment(node: Comment) -> str:
    """A comment as written; `Unprintable` when it would run into the code around it."""
    text = node.text
    block = text.startswith("/*") and text.endswith("*/") and len(text) > 3 and not re.search(_NOT_IN_A_BLOCK, text)
    line = text.startswith(("//", "#")) and (text.isprintable() or not re.search(_NOT_IN_A_LINE, text))
    if block or line:
        return text
    raise Unprintable(f"{text!r} is not one comment", hint="write one // line or one /* block */")
