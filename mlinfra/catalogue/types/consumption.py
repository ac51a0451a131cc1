"""Resource types of Microsoft.Consumption."""

from __future__ import annotations

from typing import Final

from mlinfra.catalogue.resource_type import (
    ANY_NAME,
    CreateOnly,
    InScope,
    ResourceType,
    Table,
)

BUDGET: Final = ResourceType(
    type="Microsoft.Consumption/budgets",
    api_version="2024-08-01",
    word="budget",
    place=InScope(("resourceGroup", "subscription", "managementGroup")),
    name=ANY_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=Table("azure-mgmt-consumption==11.0.0", "azure.mgmt.consumption.models", "Budget"),
    page="azure/templates/microsoft.consumption/budgets",
    create_only=(CreateOnly(("properties.timePeriod.startDate",)),),
)

TYPES: Final = (BUDGET,)
