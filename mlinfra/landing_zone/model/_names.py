"""List what Azure allows in the names of each resource type."""

from __future__ import annotations

import re

from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class NameRule:
    """A pattern for the whole name, and the same in words."""

    pattern: re.Pattern[str]
    words: str


def _rule(pattern: str, words: str) -> NameRule:
    return NameRule(re.compile(pattern), words)


_CHILD = _rule(
    r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}", "3 to 33 letters, digits, '-' and '_', starting with a letter or digit"
)
_ASSET = _rule(
    r"[a-zA-Z0-9][a-zA-Z0-9_-]{0,254}", "1 to 255 letters, digits, '-' and '_', starting with a letter or digit"
)
_ENDPOINT = _rule(
    r"(?=.{3,32}$)[a-zA-Z](?:-?[a-zA-Z0-9])*", "3 to 32 letters, digits and single '-', starting with a letter"
)
_BUCKET = _rule(r"(?=.{3,63}$)[a-z0-9](?:-?[a-z0-9])*", "3 to 63 lower-case letters, digits and single '-'")
_NETWORK = _rule(
    r"(?=.{1,80}$)[a-zA-Z0-9](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9_])?", "1 to 80 letters, digits, '_', '.' and '-'"
)
_VERSION = _rule(
    r"[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}", "1 to 255 letters, digits, '-', '_' and '.', starting with a letter or digit"
)
CONTAINER = "Microsoft.Storage/storageAccounts/blobServices/containers"
OUTBOUND_RULE = "Microsoft.MachineLearningServices/workspaces/outboundRules"
VERSION = "version"
"""Not a type: the version of a data asset or an environment."""
_ML = "Microsoft.MachineLearningServices/workspaces"

NAME_RULES: dict[str, NameRule] = {
    _ML: _CHILD,
    f"{_ML}/computes": _rule(
        r"(?![a-zA-Z0-9-]*-\d+$)[a-zA-Z][a-zA-Z0-9-]{2,23}",
        "3 to 24 letters, digits and '-', starting with a letter, not ending in '-' and a number (write 'cpu01', not 'cpu-01')",
    ),
    f"{_ML}/datastores": _rule(r"[a-zA-Z0-9_]{1,255}", "1 to 255 letters, digits and '_'"),
    f"{_ML}/data/versions": _ASSET,
    f"{_ML}/environments/versions": _ASSET,
    f"{_ML}/onlineEndpoints": _ENDPOINT,
    f"{_ML}/batchEndpoints": _ENDPOINT,
    OUTBOUND_RULE: _CHILD,
    VERSION: _VERSION,
    "Microsoft.Storage/storageAccounts": _rule(r"[a-z0-9]{3,24}", "3 to 24 lower-case letters and digits, without '-'"),
    CONTAINER: _BUCKET,
    "Microsoft.KeyVault/vaults": _rule(
        r"(?=.{3,24}$)[a-zA-Z](?:-?[a-zA-Z0-9])*", "3 to 24 letters, digits and single '-', starting with a letter"
    ),
    "Microsoft.ContainerRegistry/registries": _rule(r"[a-zA-Z0-9]{5,50}", "5 to 50 letters and digits, without '-'"),
    "Microsoft.OperationalInsights/workspaces": _rule(
        r"[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]", "4 to 63 letters, digits and '-'"
    ),
    "Microsoft.Insights/components": _rule(
        r"[^%&\\?/]{0,259}[^%&\\?/ .]", "1 to 260 characters without % & \\ ? /, not ending in a space or '.'"
    ),
    "Microsoft.ManagedIdentity/userAssignedIdentities": _rule(
        r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}", "3 to 128 letters, digits, '-' and '_', starting with a letter or digit"
    ),
    "Microsoft.Network/virtualNetworks": _rule(
        r"[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_]", "2 to 64 letters, digits, '_', '.' and '-'"
    ),
    "Microsoft.Network/virtualNetworks/subnets": _NETWORK,
    "Microsoft.Network/privateEndpoints": _NETWORK,
    "Microsoft.Network/networkSecurityGroups": _NETWORK,
    "Microsoft.Resources/resourceGroups": _rule(
        r"[\w.()-]{0,89}[\w()-]", "1 to 90 letters, digits, '_', '-', '.', '(' and ')', not ending in '.'"
    ),
}
