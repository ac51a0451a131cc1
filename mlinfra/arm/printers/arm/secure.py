"""Find the secure outputs of a module."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.printers.arm.unit import decorator
from mlinfra.arm.tree import (
    Output,
    Template,
    Type,
    TypeAliasDeclaration,
    TypeName,
    TypeNullable,
    TypeParen,
)

_SECURE = {"securestring", "secureobject"}


def secure_outputs(template: Template | dict[str, Any]) -> frozenset[str]:
    """The outputs whose values the deployment does not show."""
    if isinstance(template, Template):
        aliases = {item.name: item for item in template.body if isinstance(item, TypeAliasDeclaration)}
        outputs = (item for item in template.body if isinstance(item, Output))
        return frozenset(item.name for item in outputs if is_secure(item, aliases))
    outputs_json = template.get("outputs", {})
    return frozenset(name for name, item in outputs_json.items() if str(item.get("type")).lower() in _SECURE)


def is_secure(output: Output, aliases: dict[str, TypeAliasDeclaration]) -> bool:
    """Whether an output is secure, by itself or through the type it names."""
    return decorator(output.decorators, "secure") is not None or _is_secure_type(output.type, aliases)


def _is_secure_type(type_: Type, aliases: dict[str, TypeAliasDeclaration]) -> bool:
    while isinstance(type_, (TypeNullable, TypeParen)):
        type_ = type_.item
    alias = aliases.get(type_.name) if isinstance(type_, TypeName) else None
    if alias is None:
        return False
    return decorator(alias.decorators, "secure") is not None or _is_secure_type(alias.type, aliases)
