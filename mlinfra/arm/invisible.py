"""Name the characters that a reader does not see, or that change what a reader sees around them."""

from __future__ import annotations

INVISIBLE = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"  # controls but tab and line ends: ESC moves a terminal's cursor
    "\\xad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200d\\u2060-\\u2065\\u3164\\ufeff\\uffa0"  # no width
    "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f"  # these turn the direction of text
    "\\u2028\\u2029\\ufff9-\\ufffb"  # separators of lines, paragraphs, annotations
    "\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff"  # musical controls; tags and selectors, which can hide whole texts
)
"""The inside of a character class of `re`. It is spelled out, as Python's own tables differ from version to version."""
