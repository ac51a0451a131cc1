"""Resource types of Microsoft.Resources: resource groups, deployments and deployment stacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlinfra.base.arm_types import DEPLOYMENT_STACKS, DEPLOYMENTS, RESOURCE_GROUPS, TAGS
from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import Sensitive, told
from mlinfra.catalogue.resource_type import CreateOnly, Extends, InScope, NameRule, ResourceType
from mlinfra.catalogue.table_source import Differs, Table
from mlinfra.catalogue.types._shared import DEFAULT_NAME, DONE

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import Needs, together
    from mlinfra.catalogue.service import Errors, Served, Statuses
else:
    Needs, together = later("body_rules", "Needs", "together")
    Errors, Served, Statuses = later("service", "Errors", "Served", "Statuses")

_EVERYWHERE = InScope(("resourceGroup", "subscription", "managementGroup", "tenant"))
_DEPLOYMENT = NameRule(r"[\w.()-]{1,64}", "1 to 64 letters, digits, '_', '-', '.', '(' and ')'")

RESOURCE_GROUP: Final = ResourceType(
    type=RESOURCE_GROUPS,
    api_version="2025-04-01",
    word="group",
    place=InScope(("subscription",)),
    name=NameRule(r"[\w.()-]{0,89}[\w()-]", "1 to 90 letters, digits, '_', '-', '.', '(' and ')', not ending in '.'"),
    holds_data="a resource group takes everything in it along",
    purge=None,
    soft_deleted_days=0,
    properties=Table("azure-mgmt-resource==26.0.0", "azure.mgmt.resource.resources.models", "ResourceGroup"),
    page="azure/templates/microsoft.resources/resourcegroups",
    security=(),
    key_properties=told("location"),
    create_only=(CreateOnly(("managedBy",)),),
    computed=DONE,
    served=Served(
        required=("location",),
        errors=Errors("InvalidResourceGroup", change=(409, "InvalidResourceGroupLocation")),
        tracked=True,
    ),
)

SCOPE_TAGS: Final = ResourceType(
    type=TAGS,
    api_version="2025-04-01",
    word="tags",
    place=Extends(("resourceGroup", "subscription")),
    name=DEFAULT_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=Table("azure-mgmt-resource==26.0.0", "azure.mgmt.resource.resources.models", "TagsResource"),
    page="azure/templates/microsoft.resources/tags",
    security=(),
    key_properties=(),
    rules=together(
        Needs(("properties.tags",)),
    ),
    global_location="also",
    served=Served(tracked=False, statuses=Statuses(created=200), behaviours=("tags of a scope",)),
)

DEPLOYMENT: Final = ResourceType(
    type=DEPLOYMENTS,
    api_version="2025-04-01",
    word="deployment",
    place=_EVERYWHERE,
    name=_DEPLOYMENT,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=Table("azure-mgmt-resource-deployments==1.0.0", "azure.mgmt.resource.deployments.models", "Deployment"),
    page="azure/templates/microsoft.resources/deployments",
    security=(),
    key_properties=(),
)

DEPLOYMENT_STACK: Final = ResourceType(
    type=DEPLOYMENT_STACKS,
    api_version="2025-07-01",
    word="stack",
    place=InScope(("resourceGroup", "subscription", "managementGroup")),
    name=NameRule(r"[\w.()-]{1,90}", "1 to 90 letters, digits, '_', '-', '.', '(' and ')'"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=Table(
        "azure-mgmt-resource-deploymentstacks==1.0.0", "azure.mgmt.resource.deploymentstacks.models", "DeploymentStack"
    ),
    differs=(Differs("type", "the compiler has no type of it: a stack is no resource of a template"),),
    page="azure/templates/microsoft.resources/deploymentstacks",
    security=(  # the forecast of a stack names them without the properties around them
        Sensitive(
            ("properties.actionOnUnmanage", "actionOnUnmanage"),
            "decides what is deleted once it leaves a deployment stack",
        ),
        Sensitive(
            ("properties.denySettings", "denySettings"), "decides who may change what a deployment stack manages"
        ),
    ),
    key_properties=(),
)

TYPES: Final = (RESOURCE_GROUP, SCOPE_TAGS, DEPLOYMENT, DEPLOYMENT_STACK)
