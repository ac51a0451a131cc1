"""The type of JSON values, the plain ones among them, and the mask that replaces a secret one."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A JSON value as the ``json`` module reads it."""

PLAIN_CLASSES = frozenset({str, int, bool, float, type(None)})
"""Classes of JSON values in which nothing else can stand."""

MASK = "*******"
"""What Azure itself prints for the value of a secure parameter."""
