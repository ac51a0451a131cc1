"""Tell template expressions that have not been evaluated from plain texts."""

from __future__ import annotations


def is_expression(value: object) -> bool:
    """Whether a value of a template is the text of an expression: ``[concat('a', 'b')]``, but not ``[[plain]``."""
    return isinstance(value, str) and value[:1] == "[" and value[-1:] == "]" and value[:2] != "[["
