"""Resource types of Microsoft.MachineLearningServices for agents: capability hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import later
from mlinfra.catalogue.resource_type import ChildOf, NameRule, ResourceType
from mlinfra.catalogue.types.machine_learning import ML_VERSION, ML_WORKSPACES, ml_table

if TYPE_CHECKING:
    from mlinfra.catalogue.service import Served, Statuses
else:
    Served, Statuses = later("service", "Served", "Statuses")

CAPABILITY_HOST: Final = ResourceType(
    type=f"{ML_WORKSPACES}/capabilityHosts",
    api_version=ML_VERSION,
    word="agents",
    place=ChildOf(ML_WORKSPACES),
    name=NameRule(r"[a-zA-Z0-9][a-zA-Z0-9_-]{0,254}", "1 to 255 letters, digits, '-' and '_'"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("CapabilityHost"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/capabilityhosts",
    security=(),
    key_properties=(),
    references={"properties.customerSubnet": ("Microsoft.Network/virtualNetworks/subnets",)},
    served=Served(statuses=Statuses(deleted=202), system_data=True, tracked=False),
)

TYPES: Final = (CAPABILITY_HOST,)
