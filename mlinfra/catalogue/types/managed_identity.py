"""Resource types of Microsoft.ManagedIdentity."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import Sensitive
from mlinfra.catalogue.resource_type import ChildOf, NameRecipe, NameRule, ResourceType
from mlinfra.catalogue.table_source import Table
from mlinfra.catalogue.types._shared import IN_GROUP, default, service

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import Limit, Needs, together
    from mlinfra.catalogue.service import Served
else:
    Limit, Needs, together = later("body_rules", "Limit", "Needs", "together")
    (Served,) = later("service", "Served")

_table = partial(Table, "azure-mgmt-msi==7.1.0", "azure.mgmt.msi.v2024_11_30.models")

TOKEN_AUDIENCES: Final[Mapping[str, str]] = {
    "AzureCloud": "api://AzureADTokenExchange",
    "AzureUSGovernment": "api://AzureADTokenExchangeUSGov",
    "AzureChinaCloud": "api://AzureADTokenExchangeChina",
}
"""Whom a token is for that another issuer made and Microsoft Entra ID of a cloud takes.

Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust
"""

_IDENTITY = NameRule(
    r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}", "3 to 128 letters, digits, '-' and '_', starting with a letter or digit"
)

USER_ASSIGNED_IDENTITY: Final = ResourceType(
    type="Microsoft.ManagedIdentity/userAssignedIdentities",
    api_version="2024-11-30",
    word="identity",
    place=IN_GROUP,
    name=_IDENTITY,
    holds_data="its role assignments lose their principal",
    purge=None,
    soft_deleted_days=0,
    properties=_table("Identity"),
    page="azure/templates/microsoft.managedidentity/userassignedidentities",
    security=(),
    key_properties=(),
    recipe=NameRecipe("id", 128),
    noise=(
        service("N048", "clientId", "principalId", "tenantId"),
        default("N048", "None", "isolationScope"),
    ),
    tells={"client_id": "properties.clientId", "tenant_id": "properties.tenantId"},
    principal="properties.principalId",
    defaults={"properties.isolationScope": "None"},
    computed={
        "properties.principalId": "{principal}",
        "properties.clientId": "{principal:client}",
        "properties.tenantId": "{tenant}",
    },
    served=Served(required=("location",), system_data=True),
)

FEDERATED_CREDENTIAL: Final = ResourceType(
    type="Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
    api_version="2024-11-30",
    word="federation",
    place=ChildOf(USER_ASSIGNED_IDENTITY.type),
    name=NameRule(
        r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}", "3 to 120 letters, digits, '-' and '_', starting with a letter or digit"
    ),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=_table("FederatedIdentityCredential"),
    page="azure/templates/microsoft.managedidentity/userassignedidentities/federatedidentitycredentials",
    security=(Sensitive(("properties",), "decides who may act as the identity"),),
    key_properties=(),
    rules=together(
        *(Needs((f"properties.{name}",)) for name in ("issuer", "subject", "audiences")),
        Limit("properties.audiences", 1, 1),
        Limit("properties.issuer", pattern=r"https://.+", words="a URL that begins with https://"),
        Limit("properties.issuer", most=600),
        Limit("properties.subject", most=600),
        Limit("properties.audiences[*]", most=600),
    ),
    # https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations: together they answer 409
    in_turn=True,
    served=Served(system_data=True),
)

TYPES: Final = (
    USER_ASSIGNED_IDENTITY,
    FEDERATED_CREDENTIAL,
)
