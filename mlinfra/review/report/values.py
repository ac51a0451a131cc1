"""Show any JSON value on one printable line: no control characters, nothing that moves a terminal's cursor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_INVISIBLE = r"\x7f-\x9f\xad\u061c\u180e\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
_UNSAFE = rf"[\x00-\x1f{_INVISIBLE}]"
_UNSAFE_IN_LINES = rf"[\x00-\x08\x0b-\x1f{_INVISIBLE}]"
_STYLE = r"(\x1b\[[0-9;]*m)"
"""What switches colours and weight, as our own reports do; it moves no cursor and deletes nothing."""
_COMMAND = r"(?im)#(?=#(?:vso)?\[)|^[^\S\n]*:(?=:)"
"""Where pipelines would read a command out of a log: Azure Pipelines anywhere in a line, GitHub at its start."""
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def plain(value: object) -> str:
    """Text as it is, other values as JSON, None as nothing; what cannot be seen is written as an escape."""
    if value is None:
        return ""
    return visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def visible(text: str) -> str:
    """The text on one line: control and direction characters and lone surrogates become escapes.

    So does the first character of what a pipeline takes for a command when it stands in a log.
    """
    text = text if text.isprintable() else re.sub(_UNSAFE, _escape, text)
    return re.sub(_COMMAND, _spelled, text) if "##" in text or "::" in text else text


def _spelled(match: re.Match[str]) -> str:
    """White space as it is, the last character as an escape."""
    return f"{match[0][:-1]}\\u{ord(match[0][-1]):04x}"


def printable(text: str, *, commands: bool = True) -> str:
    """The text with its lines and tabs; every other control or direction character becomes an escape.

    So does what a pipeline takes for a command, unless ``commands`` is false. JSON means the same afterwards: what is
    escaped stands only in its texts.
    """
    if not text.replace("\n", "").replace("\t", "").isprintable():
        text = re.sub(_UNSAFE_IN_LINES, _escape, text)
    return re.sub(_COMMAND, _spelled, text) if commands and ("##" in text or "::" in text) else text


def printable_with_styles(text: str) -> str:
    """The same for a report with colours, which stay."""
    return "".join(part if place % 2 else printable(part) for place, part in enumerate(re.split(_STYLE, text)))


def _escape(match: re.Match[str]) -> str:
    return _NAMED.get(match[0]) or f"\\u{ord(match[0]):04x}"


def literal(value: object, limit: int = 120) -> str:
    """A value as in a diff: ``"text"``, ``3``, ``{...}`` as JSON, cut in the middle of nowhere but with its length."""
    if value is None:
        return "null"
    text = visible(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= limit else f"{text[: limit - 1]}… ({len(text)} characters)"


def leaves(value: Any, path: str = "", limit: int = 240) -> Iterator[tuple[str, str]]:
    """Every leaf of a body: its path and its value as text."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else str(key), limit)
    elif isinstance(value, list) and value:
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{place}]", limit)
    else:
        yield visible(path), literal(value, limit)
