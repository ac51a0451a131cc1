"""Hold names to Azure's rules, and tell those that are always the same."""

from __future__ import annotations

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.lookup import name_rule
from mlinfra.catalogue.resource_type import NameRule

FIXED_NAMES = dict.fromkeys(("blobServices", "fileServices", "queueServices", "tableServices"), "default")
"""The names of resources of which each parent has exactly one, by the last segment of their type."""


def check_name(arm_type: str, name: str, place: str, advice: str = "") -> None:
    """Raise `InvalidInput` for a name that Azure would refuse for this type; ``advice`` stands before what is allowed."""
    rule = name_rule(arm_type)
    if rule is not None and not rule.allows(name):
        raise refused_name(name, rule, place, advice)


def refused_name(name: str, rule: NameRule, place: str, advice: str = "") -> InvalidInput:
    """What is told of a name that Azure would refuse."""
    return InvalidInput(f"Azure refuses the name {name!r}", where=place, hint=f"{advice}allowed: {rule.words}")
