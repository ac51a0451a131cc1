"""Resource types of Microsoft.Authorization: role assignments, locks, policy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import Sensitive, told, who
from mlinfra.catalogue.resource_type import CreateOnly, Extends, NameRule, Noise, ResourceType
from mlinfra.catalogue.table_source import Differs, Table
from mlinfra.catalogue.types._shared import GUID_NAME, service

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import Limit, Needs, Only, When, guid, together
    from mlinfra.catalogue.service import Errors, Served, Statuses
else:
    Limit, Needs, Only, When, guid, together = later("body_rules", "Limit", "Needs", "Only", "When", "guid", "together")
    Errors, Served, Statuses = later("service", "Errors", "Served", "Statuses")

_table = partial(Table, "azure-mgmt-authorization==4.0.0", "azure.mgmt.authorization.v2022_04_01.models")

_PRINCIPALS = (
    *("User", "Group", "ServicePrincipal", "ForeignGroup", "Device"),
    *("AgentUser", "AgentServicePrincipal"),
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
    properties=_table("RoleAssignmentCreateParameters"),
    differs=(
        Differs(
            "values",
            "the package is older than the kinds of agents",
            ("RoleAssignmentCreateParameters.properties.principalType",),
        ),
    ),
    page="azure/templates/microsoft.authorization/roleassignments",
    security=(who("condition", "principalId", "principalType", "roleDefinitionId"),),
    key_properties=(),
    rules=together(
        *(Needs((f"properties.{name}",)) for name in ("roleDefinitionId", "principalId")),
        guid("properties.principalId"),
        Needs(
            ("properties.condition",),
            (When("properties.conditionVersion"),),
            "a version without a condition says nothing",
        ),
        Only("properties.conditionVersion", ("2.0",)),
        Only("properties.principalType", _PRINCIPALS),
    ),
    open_lists=("properties.principalType",),  # the package is older than the kinds of agents
    references={
        "properties.roleDefinitionId": ("Microsoft.Authorization/roleDefinitions",),
        "properties.delegatedManagedIdentityResourceId": ("Microsoft.ManagedIdentity/userAssignedIdentities",),
    },
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
    defaults={"properties.principalType": "ServicePrincipal"},
    computed={"properties.scope": "{scope}", "properties.createdOn": "{since}", "properties.updatedOn": "{now}"},
    served=Served(
        errors=Errors(
            "InvalidRoleAssignmentId",
            {"properties.principalId": "InvalidPrincipalId"},
            (400, "RoleAssignmentUpdateNotPermitted"),
        ),
        tracked=False,
        behaviours=("one grant",),
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
    properties=_table("RoleDefinition"),
    page="azure/templates/microsoft.authorization/roledefinitions",
    security=(who("assignableScopes", "permissions"),),
    key_properties=told("properties.roleName"),
    rules=together(
        *(Needs((f"properties.{name}",)) for name in ("roleName", "permissions", "assignableScopes")),
        Limit("properties.permissions", least=1, most=1),
        Limit("properties.assignableScopes", least=1),
    ),
    noise=(service("N046", "createdOn", "updatedOn", "createdBy", "updatedBy"),),
    served=Served(tracked=False, statuses=Statuses(replaced=201)),
)

LOCK: Final = ResourceType(
    type="Microsoft.Authorization/locks",
    api_version="2020-05-01",
    word="lock",
    place=Extends(("resourceGroup", "subscription")),
    name=NameRule(r"[\w.()-]{0,89}[\w()-]", "1 to 90 letters, digits, '_', '-', '.', '(' and ')', not ending in '.'"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=Table("azure-mgmt-resource-locks==1.0.0", "azure.mgmt.resource.locks.models", "ManagementLockObject"),
    page="azure/templates/microsoft.authorization/locks",
    security=(Sensitive(("properties.level",), "decides what can be deleted or changed"),),
    key_properties=told("properties.level"),
    rules=together(Needs(("properties.level",)), Limit("properties.notes", most=512)),
    served=Served(tracked=False, system_data=True),
)

_POLICY_NAME = NameRule(
    r"[^<>*%&:?.+/\\#\x00-\x1f]{0,63}[^<>*%&:?.+/\\#\x00-\x1f ]",
    "1 to 64 characters without < > * % & : ? . + / \\ #, not ending in a space",
)

POLICY_ASSIGNMENT: Final = ResourceType(
    type="Microsoft.Authorization/policyAssignments",
    api_version="2025-03-01",
    word="policy",
    place=Extends(("resourceGroup", "subscription", "managementGroup")),
    name=_POLICY_NAME,
    longest_in={"managementGroup": 24},
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=Table("azure-mgmt-resource-policy==1.0.0b2", "azure.mgmt.resource.policy.models", "PolicyAssignment"),
    page="azure/templates/microsoft.authorization/policyassignments",
    security=(Sensitive(("properties.enforcementMode",), "decides whether a policy is enforced"),),
    key_properties=(),
    principal="identity.principalId",
    rules=together(
        Needs(("properties.policyDefinitionId",)),
        Needs(
            ("location",), (When("identity.type", ("SystemAssigned", "UserAssigned")),), "an identity lives in a region"
        ),
        Limit("properties.displayName", most=128),
        Limit("properties.notScopes", most=400),
    ),
    noise=(service("N047", "scope"), service("N047", "sku", below="")),
    defaults={"properties.enforcementMode": "Default"},
    served=Served(tracked=False, system_data=True),
)

POLICY_EXEMPTION: Final = ResourceType(
    type="Microsoft.Authorization/policyExemptions",
    api_version="2022-07-01-preview",
    word="exemption",
    place=Extends(("resourceGroup", "subscription", "managementGroup")),
    name=_POLICY_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=Table(
        "azure-mgmt-resource==23.4.0", "azure.mgmt.resource.policy.v2022_07_01_preview.models", "PolicyExemption"
    ),
    page="azure/templates/microsoft.authorization/policyexemptions",
    security=(),
    key_properties=(),
    rules=together(
        *(Needs((f"properties.{name}",)) for name in ("policyAssignmentId", "exemptionCategory")),
        Limit("properties.displayName", most=128),
        Limit("properties.description", most=512),
    ),
    references={"properties.policyAssignmentId": (POLICY_ASSIGNMENT.type,)},
    served=Served(tracked=False, system_data=True),
)

TYPES: Final = (
    ROLE_ASSIGNMENT,
    ROLE_DEFINITION,
    LOCK,
    POLICY_ASSIGNMENT,
    POLICY_EXEMPTION,
)


def is_role_assignment(arm_type: str) -> bool:
    """Whether this is the type of role assignments, in any case."""
    return arm_type.lower() == ROLE_ASSIGNMENT.key
