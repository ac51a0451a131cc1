"""Name a resource that the author gave no name: after its owner, or after the stack."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_type import NameRecipe
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.role import RoleAssignment
from mlinfra.landing_zone.model.role_definition import RoleDefinition
from mlinfra.landing_zone.model.stack import Stack

_HASH = 6
"""Characters that keep names unique in all of Azure apart; 36 to the 6th values."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def seed_of(stack: Stack) -> str:
    """What the names of a stack that must be unique in all of Azure are hashed with, so that they never change."""
    home = stack.scope.place
    place = home.resource_group or home.management_group or ""
    return f"{home.subscription or ''}/{place}/{stack.name}{stack.name_salt}".lower()


def derived_name(resource: Resource, owner: str, seed: str) -> str:
    """CAF's abbreviation and the owner's name: ``kv-churn-x7k2p9`` where it must be unique in Azure, else ``log-churn``.

    Raises `LookupError` for a class whose type has no name recipe in the catalogue.
    """
    if isinstance(resource, RoleAssignment):
        role = resource.role if isinstance(resource.role, str) else resource.role.name
        return f"{role} at {where(resource)}"  # its name is made of what it becomes
    if isinstance(resource, RoleDefinition):
        return resource.derived_name
    recipe = _recipe(resource)
    if not recipe.unique:
        return f"{recipe.prefix}{recipe.separator}{_bare(owner)}"[: recipe.limit].rstrip("-")
    digest = int.from_bytes(hashlib.sha256(f"{seed}/{owner}".lower().encode()).digest(), "big")
    tail = "".join(_base_36(digest, _HASH))
    middle = _bare(owner) if recipe.separator else re.sub(r"[^a-z0-9]", "", _bare(owner))
    room = recipe.limit - len(recipe.prefix) - _HASH - 2 * len(recipe.separator)
    return recipe.separator.join(filter(None, [recipe.prefix, middle[:room].strip("-"), tail]))


def _base_36(number: int, count: int) -> Iterator[str]:
    """So many of the last digits of a number, the last first."""
    return (_DIGITS[number // 36**place % 36] for place in range(count))


def _bare(owner: str) -> str:
    """Drop the abbreviation of the owner's own kind: ``mlw-churn`` -> ``churn``."""
    own = re.sub(r"^(mlw|hub|proj|appi)-", "", owner.lower())
    return re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9-]", "-", own)).strip("-")


def _recipe(resource: Resource) -> NameRecipe:
    entry = find_type(resource.arm_type)
    if entry is None or entry.recipe is None:
        raise LookupError(
            f"{type(resource).__name__} may go without a name, but {resource.arm_type} has no name recipe"
        )
    return entry.recipe
