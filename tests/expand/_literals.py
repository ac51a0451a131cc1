"""The parameter files of the reference corpus -> parameters in ARM form; literal values alone."""

from __future__ import annotations

import re
from typing import Any

_TOKEN = re.compile(
    r"\s*(?:(?P<string>'(?:[^'\\$]|\\.|\$\{'[^']*'\}|\$(?!\{))*')|(?P<number>-?\d+)|(?P<word>[A-Za-z_]\w*)|(?P<mark>[{}\[\]:,]))"
)
_WORDS = {"true": True, "false": False, "null": None}
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)|\$\{'([^']*)'\}")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t"}


def read_literals(text: str) -> dict[str, Any]:
    """``param name = literal`` statements as ``{name: {"value": ...}}``."""
    found: dict[str, Any] = {}
    for match in re.finditer(r"^param\s+(\w+)\s*=", text, re.MULTILINE):
        found[match[1]] = {"value": _value(text, match.end())[0]}
    return found


def _token(text: str, at: int) -> re.Match[str]:
    match = _TOKEN.match(text, at)
    assert match, text[at : at + 40]
    return match


def _value(text: str, at: int) -> tuple[Any, int]:
    token = _token(text, at)
    kind, part, end = token.lastgroup, token[token.lastgroup or 0], token.end()
    if kind == "string":
        return _string(part), end
    if kind == "number":
        return int(part), end
    if kind == "word":
        return _WORDS[part], end
    return _array(text, end) if part == "[" else _object(text, end)


def _string(part: str) -> str:
    def plain(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        return match[3] if match[3] is not None else _PLAIN.get(match[2], match[2])

    return _ESCAPE.sub(plain, part[1:-1])


def _array(text: str, at: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    while _token(text, at)["mark"] != "]":
        if _token(text, at)["mark"] == ",":
            at = _token(text, at).end()
            continue
        item, at = _value(text, at)
        items.append(item)
    return items, _token(text, at).end()


def _object(text: str, at: int) -> tuple[dict[str, Any], int]:
    members: dict[str, Any] = {}
    while (token := _token(text, at))["mark"] != "}":
        if token["mark"] == ",":
            at = token.end()
            continue
        key = _string(token["string"]) if token["string"] else token["word"]
        members[key], at = _value(text, _token(text, token.end()).end())
    return members, token.end()
