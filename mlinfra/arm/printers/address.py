"""Add to an error the place of the value that it is about."""

from __future__ import annotations

from mlinfra.base.errors import Unprintable


def inside(error: Unprintable, place: str) -> Unprintable:
    """The error with one more step in front of its place: ``name`` becomes ``account.name``."""
    error.where = f"{place}.{error.where}" if error.where else place
    return error
