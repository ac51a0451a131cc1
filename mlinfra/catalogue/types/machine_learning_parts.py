"""Resource types of Microsoft.MachineLearningServices for other parts of a workspace: datastores, connections, schedules, jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import LaterModule, later
from mlinfra.catalogue.plan_facets import acts, reach, told
from mlinfra.catalogue.resource_type import (
    ANY_NAME,
    ChildOf,
    CreateOnly,
    NameRule,
    ResourceType,
)
from mlinfra.catalogue.types._shared import unseen
from mlinfra.catalogue.types.machine_learning import ML_LONG_NAME, ML_NAME, ML_VERSION, ML_WORKSPACES, ml_table

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import When
    from mlinfra.catalogue.service import Action, Errors, Given, Served, Statuses
    from mlinfra.catalogue.types import _machine_learning_rules as rules
else:
    (When,) = later("body_rules", "When")
    Action, Errors, Given, Served, Statuses = later("service", "Action", "Errors", "Given", "Served", "Statuses")
    rules = LaterModule("types._machine_learning_rules")

_ENDED: Final = ("Completed", "Failed", "Canceled")

DATASTORE: Final = ResourceType(
    type=f"{ML_WORKSPACES}/datastores",
    api_version=ML_VERSION,
    word="datastore",
    place=ChildOf(ML_WORKSPACES),
    name=NameRule(r"[a-zA-Z0-9_]{1,255}", "1 to 255 letters, digits and '_'"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("Datastore"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/datastores",
    security=(),
    key_properties=told(
        "properties.datastoreType", "properties.accountName", "properties.containerName", "properties.filesystem"
    ),
    rules=rules.DATASTORE_RULES,
    discriminator="properties.datastoreType",
    create_only=(CreateOnly(("properties.datastoreType",)),),
    write_only=("properties.credentials.secrets",),
    noise=(unseen("N014", "properties.credentials"),),
    defaults={"properties.serviceDataAccessAuthIdentity": "None"},
    computed={"properties.isDefault": False},
    served=Served(
        required=("properties.datastoreType", "properties.credentials.credentialsType"),
        cases=(
            Given(
                (When("properties.datastoreType", ("OneLake",), absent="", other=True),),
                {"properties.endpoint": "core.windows.net", "properties.protocol": "https"},
            ),
        ),
        errors=Errors(change=(400, "UserError")),
        system_data=True,
        tracked=False,
        actions=(Action("listSecrets", "{body:properties.credentials.secrets}"),),
    ),
)

CONNECTION: Final = ResourceType(
    type=f"{ML_WORKSPACES}/connections",
    api_version=ML_VERSION,
    word="connection",
    place=ChildOf(ML_WORKSPACES),
    name=ML_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("WorkspaceConnectionPropertiesV2BasicResource"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/connections",
    security=(),
    key_properties=told("properties.category", "properties.target"),
    rules=rules.CONNECTION_RULES,
    in_turn=True,  # written in parallel they answer 409 (microsoft-foundry/foundry-samples 560, 755)
    open_lists=("properties.category",),
    discriminator="properties.authType",
    secrets=("key", "keys"),
    write_only=("properties.credentials",),
    noise=(unseen("N014", "properties.credentials"),),
    defaults={"properties.isSharedToAll": False},
    served=Served(
        required=("properties.authType", "properties.category"),
        statuses=Statuses(created=200),
        system_data=True,
        tracked=False,
        actions=(Action("listSecrets", "{body}"),),
    ),
)

OUTBOUND_RULE: Final = ResourceType(
    type=f"{ML_WORKSPACES}/outboundRules",
    api_version=ML_VERSION,
    word="outbound",
    place=ChildOf(ML_WORKSPACES),
    name=ML_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("OutboundRuleBasicResource"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/outboundrules",
    security=(reach("destination"),),
    key_properties=told("properties.type"),
    rules=rules.OUTBOUND_RULE_RULES,
    references={"properties.destination.serviceResourceId": ()},
    discriminator="properties.type",
    defaults={"properties.category": "UserDefined"},
    computed={"properties.status": "Inactive"},
    served=Served(required=("properties.type",), statuses=Statuses(created=202), system_data=True, tracked=False),
)

SCHEDULE: Final = ResourceType(
    type=f"{ML_WORKSPACES}/schedules",
    api_version=ML_VERSION,
    word="schedule",
    place=ChildOf(ML_WORKSPACES),
    name=ML_LONG_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("Schedule"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/schedules",
    security=(
        acts("action.jobDefinition.identity", "action.monitorDefinition.computeConfiguration.computeIdentity.identity"),
    ),
    key_properties=told("properties.trigger.expression", "properties.trigger.frequency"),
    rules=rules.SCHEDULE_RULES,
    served=Served(required=("properties.trigger", "properties.action"), system_data=True, tracked=False),
)

JOB: Final = ResourceType(
    type=f"{ML_WORKSPACES}/jobs",
    api_version=ML_VERSION,
    word="job",
    place=ChildOf(ML_WORKSPACES),
    name=ANY_NAME,
    holds_data="a job holds its outputs and metrics",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("JobBase"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/jobs",
    security=(acts("identity"),),
    key_properties=(),
    rules=rules.JOB_RULES,
    computed={"properties.status": "{stays:NotStarted}", "properties.services": {}},
    served=Served(
        required=("properties.jobType",),
        system_data=True,
        tracked=False,
        once=True,
        actions=(
            Action(
                "cancel", sets={"properties.status": "Canceled"}, only=When("properties.status", _ENDED, other=True)
            ),
        ),
    ),
)

TYPES: Final = (DATASTORE, CONNECTION, OUTBOUND_RULE, SCHEDULE, JOB)
