"""Name what has no name after its owner, or after the stack."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from typing import Any

from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_type import NameRecipe
from mlinfra.landing_zone.graph.node import DERIVED_NAME, NO_LINKS, Graph
from mlinfra.landing_zone.model._base import Resource, check_name, evolve

_HASH = 6
"""Characters that keep names unique in all of Azure apart; 36 to the 6th values."""


def fill_names(graph: Graph) -> Graph:
    """Name what has no name: CAF's abbreviation and the owner's name; globally unique ones end in a hash.

    The hash is of stack, resource group, subscription, salt and owner, so that it never changes between runs.
    """
    home = graph.stack.scope.place
    seed = f"{home.subscription or ''}/{home.resource_group or home.management_group or ''}/{graph.stack.name}{graph.stack.name_salt}".lower()
    named: dict[int, Any] = {}
    resources = tuple(_named(resource, graph.stack.name, seed, named) for resource in graph.stack.resources)
    return Graph(evolve(graph.stack, resources=resources))


def check_names(graph: Graph) -> Graph:
    """Hold derived names to Azure's rules; raises `InvalidInput` with the line that asks for the resource."""
    for node in graph:
        if not node.existing and (node.id.on is None):
            place = f"{node.origin.where} {node.kind.__name__}.name"
            check_name(node.id.type, node.id.name, place, "give it a name; ")
    return graph


def _named(resource: Resource, owner: str, seed: str, done: dict[int, Any]) -> Any:
    if id(resource) in done:
        return done[id(resource)]
    name = resource.name or _derived_name(_recipe(resource), owner, seed)
    changes = dict(_fields(resource, name, seed, done))
    if resource.name is None:
        changes["name"] = name
        changes[DERIVED_NAME] = True
    named = evolve(resource, **changes) if changes else resource
    done[id(resource)] = named
    return named


def _fields(value: Any, owner: str, seed: str, done: dict[int, Any]) -> list[tuple[str, Any]]:
    changed = []
    for field, old in value.__dict__.items():
        if isinstance(old, _PLAIN) or not old or field in NO_LINKS:
            continue
        new = _value(old, owner, seed, done)
        if new is not old:
            changed.append((field, new))
    return changed


def _value(old: Any, owner: str, seed: str, done: dict[int, Any]) -> Any:
    if isinstance(old, Resource):
        return _named(old, owner, seed, done)
    if isinstance(old, tuple):
        new = tuple(_value(item, owner, seed, done) for item in old)
        return new if any(a is not b for a, b in zip(new, old, strict=True)) else old
    if isinstance(old, dict):
        return {key: _value(item, owner, seed, done) for key, item in old.items()}
    if (
        type(old).__module__.startswith("mlinfra.landing_zone.model.")
        and dataclasses.is_dataclass(old)
        and hasattr(old, "__dict__")
    ):
        changes = dict(_fields(old, owner, seed, done))
        return evolve(old, **changes) if changes else old
    return old


_PLAIN = (str, int, type(None))


def _derived_name(recipe: NameRecipe, owner: str, seed: str) -> str:
    """A name by a recipe: ``kv-churn-x7k2p9`` where it must be unique in all of Azure, else ``log-churn``."""
    if not recipe.unique:
        return f"{recipe.prefix}{recipe.separator}{_bare(owner)}"[: recipe.limit].rstrip("-")
    digest = int.from_bytes(hashlib.sha256(f"{seed}/{owner}".lower().encode()).digest(), "big")
    tail = "".join("0123456789abcdefghijklmnopqrstuvwxyz"[digest // 36**i % 36] for i in range(_HASH))
    middle = _bare(owner) if recipe.separator else re.sub(r"[^a-z0-9]", "", _bare(owner))
    room = recipe.limit - len(recipe.prefix) - _HASH - 2 * len(recipe.separator)
    return recipe.separator.join(filter(None, [recipe.prefix, middle[:room].strip("-"), tail]))


def _bare(owner: str) -> str:
    """Drop the abbreviation of the owner's own kind: ``mlw-churn`` -> ``churn``."""
    return re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9-]", "-", re.sub(r"^(mlw|hub|proj|appi)-", "", owner.lower()))).strip(
        "-"
    )


def _recipe(resource: Resource) -> NameRecipe:
    entry = find_type(resource.arm_type)
    if entry is None or entry.recipe is None:
        raise LookupError(
            f"{type(resource).__name__} may go without a name, but {resource.arm_type} has no name recipe"
        )
    return entry.recipe
