"""Lay out JSON as the Bicep compiler does."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any


def json_text(value: Any) -> str:
    """Two spaces of indentation, empty things on one line, non-ASCII raw, no line break at the end."""
    text = _laid_out(value, "\n")
    if text.isascii():
        return text
    return text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _laid_out(value: Any, line: str) -> str:
    """What ``json.dumps(value, ensure_ascii=False, indent=2)`` gives, in half the time; ``line`` starts its last line."""
    if isinstance(value, str):
        return encode_basestring(value)
    if not value or not isinstance(value, (dict, list, tuple)):
        return _WORDS[value] if value.__class__ in _WORD_CLASSES else json.dumps(value)
    deeper = f"{line}  "
    if not isinstance(value, dict):
        return f"[{deeper}{f',{deeper}'.join([_laid_out(item, deeper) for item in value])}{line}]"
    items = [
        f"{encode_basestring(key)}: {encode_basestring(item) if item.__class__ is str else _laid_out(item, deeper)}"
        for key, item in value.items()
    ]
    return f"{{{deeper}{f',{deeper}'.join(items)}{line}}}"


_WORDS = {None: "null", False: "false", True: "true"}
_WORD_CLASSES = frozenset({bool, type(None)})
