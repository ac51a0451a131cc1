"""Any JSON value in, one printable line out: no control characters, nothing that moves a terminal's cursor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_COMMAND = re.compile(r"#(?=#(?:vso)?\[)|^\s*:(?=:)", re.IGNORECASE)
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
    text = _UNSAFE.sub(_escape, text) if _UNSAFE.search(text) else text
    return _COMMAND.sub(_spelled, text) if "##" in text or "::" in text else text


def _spelled(match: re.Match[str]) -> str:
    """White space as it is, the last character as an escape."""
    return f"{match[0][:-1]}\\u{ord(match[0][-1]):04x}"


def json_for_logs(text: str) -> str:
    """JSON that means the same and in which no pipeline reads a command; ``#`` stands in texts alone."""
    return _COMMAND.sub(r"\\u0023", text) if "##" in text else text


def printable(text: str) -> str:
    """The text with its lines and tabs; every other control or direction character becomes an escape."""
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))


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
