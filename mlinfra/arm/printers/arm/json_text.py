"""Lay out JSON as the Bicep compiler does."""

from __future__ import annotations

from typing import Any

from mlinfra.base.indented_json import indented_json


def json_text(value: Any) -> str:
    """Two spaces of indentation, empty things on one line, non-ASCII raw, no line break at the end."""
    text = indented_json(value)
    if text.isascii():
        return text
    return text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
