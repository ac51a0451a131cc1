"""Values that the entries of several resource types share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.resource_type import InScope, NameRule, Noise

IN_GROUP: Final = InScope(("resourceGroup",))
GUID_NAME: Final = NameRule(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a GUID")
DEFAULT_NAME: Final = NameRule("default", "'default'")
NETWORK_NAME: Final = NameRule(
    r"(?=.{1,80}$)[a-zA-Z0-9](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9_])?", "1 to 80 letters, digits, '_', '.' and '-'"
)

DONE: Final[Mapping[str, Json]] = {"properties.provisioningState": "Succeeded"}
"""What most services tell of a resource once it is made."""
OPEN_NETWORK: Final[Json] = {
    "bypass": "AzureServices",
    "defaultAction": "Allow",
    "ipRules": [],
    "virtualNetworkRules": [],
}
"""The firewall that a resource has where nothing is said."""

_READ_ONLY = "Azure computes it; no template can set it"
_DEFAULT = "Azure fills in its documented default where the template says nothing"
_UNSEEN = "a secret that Azure never returns; whether it differs cannot be told"


def service(code: str, *paths: str, below: str = "properties.", reason: str = _READ_ONLY) -> Noise:
    """Properties that Azure alone sets; ``below`` stands before each path."""
    return Noise(code, "service", tuple(below + path for path in paths), reason)


def default(code: str, value: Json, *paths: str, below: str = "properties.") -> Noise:
    """Properties for which Azure assumes this value."""
    return Noise(code, "default", tuple(below + path for path in paths), _DEFAULT, (value,))


def unseen(code: str, *paths: str) -> Noise:
    """Secrets that Azure takes and never returns."""
    return Noise(code, "write_only", paths, _UNSEEN)
