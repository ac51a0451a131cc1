"""Find what is known about a resource type; a provider's modules are loaded when none that is loaded has the type.

A module of `mlinfra.catalogue.types` is named after the provider of its types: ``key_vault`` and ``key_vault_keys`` hold
those of ``Microsoft.KeyVault``. So no list of modules is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module
from typing import Final

from mlinfra.catalogue import types
from mlinfra.catalogue.resource_type import NameRule, ResourceType

OTHER_WORDS: Final[Mapping[str, str]] = {
    "microsoft.compute/virtualmachines": "vm",
    "microsoft.resources/subscriptions/resourcegroups": "group",
}
"""Words for types without an entry; resource groups are also named by the type that their ids seem to have."""

OTHER_SECRETS: Final[Mapping[str, frozenset[str]]] = {
    "microsoft.appconfiguration/configurationstores/keyvalues": frozenset({"value"}),
    "microsoft.resources/deploymentscripts": frozenset({"securevalue"}),
}
"""Secret properties of types without an entry, as foreign templates may deploy them."""


@lru_cache(maxsize=1024)  # more than there are types: foreign templates may name any
def find_type(arm_type: str) -> ResourceType | None:
    """The entry of a type, in any case; None for a type that the catalogue does not have.

    Modules that are loaded are asked first: a class of the model has loaded that of its own type, and the eight of a
    provider take 1 in 40 of rendering one stack.
    """
    key = arm_type.lower()
    names = [name for name in module_names() if may_hold(name, key.partition("/")[0])]
    for name in sorted(names, key=lambda name: f"{types.__name__}.{name}" not in sys.modules):
        if (entry := _entries(name).get(key)) is not None:
            return entry
    return None


def secret_members(arm_type: str) -> frozenset[str]:
    """Names of properties, in lower case, that hold secrets on this type beside those that do on every type."""
    entry = find_type(arm_type)
    return frozenset(entry.secrets) if entry else OTHER_SECRETS.get(arm_type.lower(), frozenset())


def api_version(arm_type: str) -> str:
    """The version in which mlinfra writes a type. Raises LookupError, by name, for a type without an entry."""
    entry = find_type(arm_type)
    if entry is None:
        raise LookupError(
            f"{arm_type} has no entry in TYPES of the module that is named after its provider, in mlinfra/catalogue/types"
        )
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
    entries = (entry for name in module_names() for entry in _entries(name).values())
    return tuple(sorted(entries, key=lambda entry: entry.key))


def may_hold(module: str, namespace: str) -> bool:
    """Whether the first word of a module's name begins a provider's name, as ``machine`` does in Microsoft.MachineLearningServices."""
    return namespace.removeprefix("microsoft.").startswith(module.partition("_")[0])


@cache
def module_names() -> tuple[str, ...]:
    """The modules of `mlinfra.catalogue.types` that hold entries."""
    from pkgutil import iter_modules

    return tuple(module.name for module in iter_modules(types.__path__) if not module.name.startswith("_"))


@cache
def _entries(module: str) -> Mapping[str, ResourceType]:
    """The entries of a module by their keys."""
    entries: tuple[ResourceType, ...] = import_module(f"{types.__name__}.{module}").TYPES
    return {entry.key: entry for entry in entries}


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
