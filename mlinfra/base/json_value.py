"""The type of JSON values, and what stands in the place of a secret one."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A JSON value as the ``json`` module reads it."""

MASK = "*******"
"""Stands for a secret value; Azure writes the same seven stars."""
