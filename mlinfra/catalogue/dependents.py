"""Find what cannot stay when a resource is deleted and created: what stands below it, or was created with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mlinfra.base.property_paths import names
from mlinfra.catalogue.change_facts import fixed_at_creation
from mlinfra.catalogue.differences import leaves
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.catalogue.variant import variant_of


def with_dependents(ids: Iterable[str], resources: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Lower-case ids of the named resources and of all that depends on them, in the order of ``resources``.

    ``resources`` are the bodies that a template deploys. A resource depends on another when it stands below it (a child,
    a role assignment on it), when it grants a role to its identity, which will be another one, or when a property that is
    fixed at creation names it: a private endpoint to it, a compute in it.
    """
    bodies = {str(body["id"]).casefold(): body for body in resources}
    chosen = {resource_id.casefold() for resource_id in ids}
    while more := {key for key, body in bodies.items() if key not in chosen and _depends(key, body, chosen)}:
        chosen |= more
    return tuple(key for key in bodies if key in chosen)


def _depends(key: str, body: Mapping[str, Any], chosen: set[str]) -> bool:
    if any(key.startswith(f"{other}/") for other in chosen):
        return True
    arm_type = str(body.get("type", ""))
    if is_role_assignment(arm_type):
        principal = str((body.get("properties") or {}).get("principalId")).casefold()
        return any(f"'{other}'" in principal for other in chosen)
    variant = variant_of(arm_type, body)
    sent = {name: value for name, value in body.items() if name not in _PLACE}
    return any(
        fixed_at_creation(arm_type, variant, path)
        for path, value in leaves(sent, "")
        if any(_names(text, chosen) for text in (*names(path), value.casefold() if isinstance(value, str) else ""))
    )


_PLACE = frozenset({"id", "name", "type", "apiVersion", "dependsOn", "scope"})


def _names(value: str, chosen: set[str]) -> bool:
    """Whether a value is the id of a chosen resource or of one below it, or an expression that reads it."""
    return any(value == other or value.startswith((f"{other}/", f"[reference('{other}'")) for other in chosen)
