"""Rules of resource groups."""

from __future__ import annotations

from mlinfra.local.providers._base import Body, Put, ResourceType


def _computed(_: Put) -> Body:
    return {"properties": {"provisioningState": "Succeeded"}}


TYPES = (
    ResourceType(
        "Microsoft.Resources/resourceGroups",
        name=r"[-\w._()]{0,89}[-\w_()]",
        rule="1 to 90 letters, digits, '-', '_', '.', '(' or ')', no '.' at the end",
        name_error="InvalidResourceGroup",
        required=("location",),
        computed=_computed,
        change_error=(409, "InvalidResourceGroupLocation"),
    ),
)
