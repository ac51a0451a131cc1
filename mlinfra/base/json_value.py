"""The type of JSON values, and the mask that replaces a secret one."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A JSON value as the ``json`` module reads it."""

MASK = "*******"
"""What Azure itself prints for the value of a secure parameter."""
