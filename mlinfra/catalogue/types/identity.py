"""Resource types of Microsoft.ManagedIdentity and Microsoft.Authorization."""

from __future__ import annotations

from typing import Final

from mlinfra.catalogue.resource_type import (
    ANY_NAME,
    TABLE,
    ChildOf,
    CreateOnly,
    Extends,
    InScope,
    NameRecipe,
    NameRule,
    Noise,
    ResourceType,
)
from mlinfra.catalogue.types._shared import GUID_NAME, IN_GROUP, default, service

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
    properties=TABLE,
    page="azure/templates/microsoft.managedidentity/userassignedidentities",
    recipe=NameRecipe("id", 128),
    noise=(
        service("N048", "clientId", "principalId", "tenantId"),
        default("N048", "None", "isolationScope"),
    ),
    tells={"client_id": "properties.clientId"},
    principal="properties.principalId",
)

FEDERATED_CREDENTIAL: Final = ResourceType(
    type="Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
    api_version="2024-11-30",
    word="federation",
    place=ChildOf(USER_ASSIGNED_IDENTITY.type),
    name=_IDENTITY,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=TABLE,
    page="azure/templates/microsoft.managedidentity/userassignedidentities/federatedidentitycredentials",
)

ROLE_ASSIGNMENT: Final = ResourceType(
    type="Microsoft.Authorization/roleAssignments",
    api_version="2022-04-01",
    word="role",
    place=Extends(("resourceGroup", "subscription", "managementGroup", "tenant")),
    name=GUID_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=TABLE,
    page="azure/templates/microsoft.authorization/roleassignments",
    create_only=(
        CreateOnly(
            (
                "properties.principalId",
                "properties.roleDefinitionId",
                "properties.delegatedManagedIdentityResourceId",
            ),
            left_out=("properties.delegatedManagedIdentityResourceId",),
            reason="a role assignment keeps what it was created with: an identity that was made anew has another principal",
        ),
    ),
    noise=(
        Noise(
            "N045",
            "unresolved",
            ("properties.principalId",),
            "Azure evaluates it while deploying; the principal of an existing role assignment cannot change, Azure refuses it",
        ),
        service("N046", "scope", "createdOn", "updatedOn", "createdBy", "updatedBy"),
    ),
)

ROLE_DEFINITION: Final = ResourceType(
    type="Microsoft.Authorization/roleDefinitions",
    api_version="2022-04-01",
    word="role def",
    place=Extends(("resourceGroup", "subscription", "managementGroup")),
    name=GUID_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=TABLE,
    page="azure/templates/microsoft.authorization/roledefinitions",
)

LOCK: Final = ResourceType(
    type="Microsoft.Authorization/locks",
    api_version="2020-05-01",
    word="lock",
    place=Extends(("resourceGroup", "subscription")),
    name=ANY_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=TABLE,
    page="azure/templates/microsoft.authorization/locks",
)

POLICY_ASSIGNMENT: Final = ResourceType(
    type="Microsoft.Authorization/policyAssignments",
    api_version="2025-03-01",
    word="policy",
    place=Extends(("resourceGroup", "subscription", "managementGroup")),
    name=ANY_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=TABLE,
    page="azure/templates/microsoft.authorization/policyassignments",
    noise=(service("N047", "scope"), service("N047", "sku", below="")),
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
    properties=TABLE,
    page="azure/templates/microsoft.consumption/budgets",
    create_only=(CreateOnly(("properties.timePeriod.startDate",)),),
)

TYPES: Final = (
    USER_ASSIGNED_IDENTITY,
    FEDERATED_CREDENTIAL,
    ROLE_ASSIGNMENT,
    ROLE_DEFINITION,
    LOCK,
    POLICY_ASSIGNMENT,
    BUDGET,
)


def is_role_assignment(arm_type: str) -> bool:
    """Whether this is the type of role assignments, in any case."""
    return arm_type.lower() == ROLE_ASSIGNMENT.key
