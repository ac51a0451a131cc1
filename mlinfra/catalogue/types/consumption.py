"""Resource types of Microsoft.Consumption."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import told
from mlinfra.catalogue.resource_type import CreateOnly, InScope, NameRule, ResourceType
from mlinfra.catalogue.table_source import Table

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import Each, Limit, Needs, together
else:
    Each, Limit, Needs, together = later("body_rules", "Each", "Limit", "Needs", "together")

BUDGET: Final = ResourceType(
    type="Microsoft.Consumption/budgets",
    api_version="2024-08-01",
    word="budget",
    place=InScope(("resourceGroup", "subscription", "managementGroup")),
    name=NameRule(r"[a-zA-Z0-9_-]{1,63}", "1 to 63 letters, digits, '_' and '-'"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=Table("azure-mgmt-consumption==11.0.0", "azure.mgmt.consumption.models", "Budget"),
    page="azure/templates/microsoft.consumption/budgets",
    security=(),
    key_properties=told("properties.amount", "properties.timeGrain"),
    create_only=(CreateOnly(("properties.timePeriod.startDate",)),),
    rules=together(
        Limit("properties.amount", least=0),
        Limit("properties.notifications", most=5),
        Limit("properties.notifications.*.threshold", 0, 1000),
        Each(
            "properties.notifications.*",
            (Needs(("contactEmails", "contactGroups"), reason="it tells an address or an action group"),),
        ),
        Limit("properties.notifications.*.contactEmails", most=50),
        Limit("properties.notifications.*.contactGroups", most=50),
        Needs(("properties.timePeriod.startDate",)),
        Limit(
            "properties.timePeriod.startDate",
            pattern=r"\d{4}-\d{2}-01(T.*)?",
            words="the first day of a month, as in 2027-01-01",
        ),
    ),
)

TYPES: Final = (BUDGET,)
