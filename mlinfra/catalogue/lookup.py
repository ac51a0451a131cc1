"""Find what is known about a resource type; a provider's module is loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Final

from mlinfra.catalogue.resource_type import NameRule, ResourceType

_MODULES: Final[Mapping[str, tuple[str, ...]]] = {
    "microsoft.authorization": ("identity",),
    "microsoft.consumption": ("identity",),
    "microsoft.containerregistry": ("container_registry",),
    "microsoft.insights": ("monitor",),
    "microsoft.keyvault": ("key_vault",),
    "microsoft.machinelearningservices": (
        "machine_learning",
        "machine_learning_assets",
        "machine_learning_endpoints",
    ),
    "microsoft.managedidentity": ("identity",),
    "microsoft.network": ("network",),
    "microsoft.operationalinsights": ("monitor",),
    "microsoft.resources": ("resources",),
    "microsoft.storage": ("storage",),
}
"""Namespace -> the modules of `mlinfra.catalogue.types` with its types."""

OTHER_WORDS: Final[Mapping[str, str]] = {
    "microsoft.cognitiveservices/accounts": "ai account",
    "microsoft.compute/virtualmachines": "vm",
    "microsoft.resources/subscriptions/resourcegroups": "group",
    "microsoft.search/searchservices": "search",
}
"""Words for types without an entry; resource groups are also named by the type that their ids seem to have."""

OTHER_SECRETS: Final[Mapping[str, frozenset[str]]] = {
    "microsoft.appconfiguration/configurationstores/keyvalues": frozenset({"value"}),
    "microsoft.resources/deploymentscripts": frozenset({"securevalue"}),
}
"""Secret properties of types without an entry, as foreign templates may deploy them."""


def find_type(arm_type: str) -> ResourceType | None:
    """The entry of a type, in any case; None for a type that the catalogue does not have."""
    return _types_of(arm_type.split("/", 1)[0].lower()).get(arm_type.lower())


def secret_members(arm_type: str) -> frozenset[str]:
    """Names of properties, in lower case, that hold secrets on this type beside those that do on every type."""
    entry = find_type(arm_type)
    return frozenset(entry.secrets) if entry else OTHER_SECRETS.get(arm_type.lower(), frozenset())


def api_version(arm_type: str) -> str:
    """The version in which mlinfra writes a type. Raises LookupError, by name, for a type without an entry."""
    entry = find_type(arm_type)
    if entry is None:
        raise LookupError(f"{arm_type} has no entry in mlinfra/catalogue/types")
    return entry.api_version


def holds_data(arm_type: str) -> str:
    """What is lost with a resource of this type; empty where only settings are, or where the type is not known."""
    entry = find_type(arm_type)
    return entry.holds_data if entry else ""


def word_of(arm_type: str) -> str:
    """What a plan calls a type; the type itself where the catalogue has no word for it."""
    entry = find_type(arm_type)
    return entry.word if entry else OTHER_WORDS.get(arm_type.lower(), arm_type)


def all_types() -> tuple[ResourceType, ...]:
    """Every entry, by type."""
    entries = {key: entry for namespace in _MODULES for key, entry in _types_of(namespace).items()}
    return tuple(entries[key] for key in sorted(entries))


@cache
def _types_of(namespace: str) -> Mapping[str, ResourceType]:
    modules = (import_module(f"mlinfra.catalogue.types.{name}") for name in _MODULES.get(namespace, ()))
    entries: tuple[ResourceType, ...] = tuple(entry for module in modules for entry in module.TYPES)
    return {entry.key: entry for entry in entries if entry.key.startswith(f"{namespace}/")}


def name_rule(arm_type: str, api_version: str = "", variant: str = "") -> NameRule | None:
    """What Azure allows as the last part of a name; None for a type that the catalogue does not have.

    ``api_version``: that of the body, empty for the one that mlinfra writes. ``variant``: the value of its discriminator.
    """
    entry = find_type(arm_type)
    if entry is None:
        return None
    for earlier in entry.earlier_names:
        if api_version and api_version < earlier.before and earlier.variant.lower() in {"", variant.lower()}:
            return earlier.rule
    return entry.name
