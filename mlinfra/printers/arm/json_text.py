"""A JSON value goes in; its text as the Bicep compiler lays it out comes out."""

from __future__ import annotations

import json
from typing import Any


def json_text(value: Any) -> str:
    """Two spaces of indentation, empty things on one line, non-ASCII raw, no line break at the end."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if text.isascii():
        return text
    return text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
