"""Limits and other rules of Microsoft.MachineLearningServices resources, for their entries.

Sources: the pages of the types below https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/, the
pages on kinds of workspaces, managed networks and computes below https://learn.microsoft.com/azure/machine-learning/,
and what the client azure-ai-ml checks.
"""

from __future__ import annotations

from typing import Final

from mlinfra.catalogue.body_rules import (
    BodyRule,
    Cron,
    Duration,
    Each,
    Excludes,
    Limit,
    Linked,
    Needs,
    Only,
    Ordered,
    PlainRule,
    Target,
    TimeZone,
    VmSize,
    When,
    empty_or_not_blank,
    guid,
    not_blank,
)

_STORAGE: Final = "Microsoft.Storage/storageAccounts"
_PROJECT = When("kind", ("Project",), absent="Default")
_NO_PROJECT = When("kind", ("Project",), absent="Default", other=True)
_WITH_VAULT = When("kind", ("Default", "FeatureStore"), absent="Default")
_INHERITED = "a project has its hub's"
_USER_ASSIGNED = When("identity.type", ("UserAssigned",))
_ENCRYPTED = (
    When("properties.encryption"),
    When("properties.encryption.status", ("Disabled",), absent="Enabled", other=True),
)
_APPROVED = "AllowOnlyApprovedOutbound"


def _outbound(prefix: str) -> tuple[PlainRule, ...]:
    """What the rules of a managed network need, by their type."""
    kinds = (
        ("FQDN", ""),
        ("PrivateEndpoint", ".serviceResourceId"),
        ("PrivateEndpoint", ".subresourceTarget"),
        ("ServiceTag", ".serviceTag"),
    )
    return (
        *(Needs((f"{prefix}destination{path}",), (When(f"{prefix}type", (kind,)),)) for kind, path in kinds),
        Limit(f"{prefix}destination.portRanges", pattern=r"\*|\d{1,5}(-\d{1,5})?(,\s*\d{1,5}(-\d{1,5})?)*", words="ports such as 80,443, or '*'"),
    )  # fmt: skip


WORKSPACE_RULES: Final[tuple[BodyRule, ...]] = (
    Only("kind", ("Default", "Hub", "Project", "FeatureStore")),
    Needs(("identity.type",), reason="every workspace has an identity"),
    Only("identity.type", ("SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned")),
    Needs(("properties.primaryUserAssignedIdentity",), (_USER_ASSIGNED,), "all its identities are user-assigned"),
    Needs(("properties.storageAccount",), (_NO_PROJECT,)),
    Needs(("properties.keyVault",), (_WITH_VAULT,)),
    Needs(("properties.hubResourceId",), (_PROJECT,), "a project belongs to a hub"),
    Excludes("properties.encryption.status", (_PROJECT,), ("Enabled",), _INHERITED),
    Excludes("properties.hubResourceId", (_NO_PROJECT,), reason="only a project has a hub"),
    *(
        Excludes(f"properties.{name}", (_PROJECT,), reason=_INHERITED)
        for name in ("storageAccount", "keyVault", "applicationInsights", "containerRegistry", "managedNetwork")
    ),
    Needs(
        ("properties.encryption.identity.userAssignedIdentity",),
        (_USER_ASSIGNED, When("properties.encryption.status", ("Enabled",))),
        "all its identities are user-assigned",
    ),
    Excludes(
        "properties.serverlessComputeSettings.serverlessComputeCustomSubnet",
        (When("properties.managedNetwork.isolationMode", ("AllowInternetOutbound", _APPROVED)),),
        reason="a managed network has subnets of its own",
    ),
    Excludes(
        "properties.managedNetwork.outboundRules",
        (When("properties.managedNetwork.isolationMode", ("Disabled",)),),
        reason="without a managed network there are no outbound rules",
    ),
    Only(
        "properties.managedNetwork.outboundRules.*.type", ("PrivateEndpoint",),
        (When("properties.managedNetwork.isolationMode", ("AllowInternetOutbound",)),), "the internet is open anyway",
    ),
    Each("properties.managedNetwork.outboundRules.*", _outbound("")),
    Linked("properties.managedNetwork.outboundRules.*", "destination.serviceResourceId", "destination.subresourceTarget"),
    *(
        rule
        for path in (f"properties.encryption.keyVaultProperties.{name}" for name in ("keyIdentifier", "keyVaultArmId"))
        for rule in (Needs((path,), _ENCRYPTED, "it is encrypted with a key"), empty_or_not_blank(path))
    ),
    Target(
        "properties.storageAccount",
        _STORAGE,
        (
            Only("sku.name", tuple(f"Standard_{name}" for name in ("LRS", "GRS", "RAGRS", "ZRS", "GZRS", "RAGZRS")),
                 reason="the default storage of a workspace cannot be premium"),
            Excludes("properties.isHnsEnabled", values=(True,), reason="the default storage of a workspace has no hierarchical namespace"),
        ),
    ),
    Target("properties.hubResourceId", "Microsoft.MachineLearningServices/workspaces", (Only("kind", ("Hub",), reason="a project belongs to a hub"),)),
)  # fmt: skip
OUTBOUND_RULE_RULES: Final[tuple[BodyRule, ...]] = (
    *_outbound("properties."),
    Linked("properties", "destination.serviceResourceId", "destination.subresourceTarget"),
)

_INNER = "properties.properties."
_CLUSTER = When("properties.computeType", ("AmlCompute",))
_INSTANCE = When("properties.computeType", ("ComputeInstance",))
_RANGE: Final = r"(\d{1,3}\.){3}\d{1,3}(/(\d|[12]\d|3[0-2]))?"
COMPUTE_RULES: Final[tuple[BodyRule, ...]] = (
    *(VmSize(f"{_INNER}vmSize", (kind,)) for kind in (_CLUSTER, _INSTANCE)),
    *(Needs((f"{_INNER}vmSize",), (kind,)) for kind in (_CLUSTER, _INSTANCE)),
    Needs((f"{_INNER}subnet.id",), (When(f"{_INNER}subnet"),), reason="a subnet is named by its id"),
    Needs((f"{_INNER}scaleSettings.maxNodeCount",), (_CLUSTER,)),
    Limit(f"{_INNER}scaleSettings.minNodeCount", least=0),
    Limit(f"{_INNER}scaleSettings.maxNodeCount", least=0),
    Ordered(f"{_INNER}scaleSettings.minNodeCount", f"{_INNER}scaleSettings.maxNodeCount"),
    Duration(f"{_INNER}scaleSettings.nodeIdleTimeBeforeScaleDown"),
    Duration(f"{_INNER}idleTimeBeforeShutdown", 15 * 60, 3 * 24 * 3600),
    Limit(f"{_INNER}schedules.computeStartStop", most=4),
    Cron(f"{_INNER}schedules.computeStartStop[*].cron.expression"),
    *(TimeZone(f"{_INNER}schedules.computeStartStop[*].{kind}.timeZone") for kind in ("cron", "recurrence")),
    Limit(f"{_INNER}agentCount", least=0),
    *(
        Limit(f"{_INNER}aksNetworkingConfiguration.{name}", pattern=pattern, words="an address" + what)
        for name, pattern, what in (
            ("serviceCidr", _RANGE, " range"), ("dockerBridgeCidr", _RANGE, " range"), ("dnsServiceIP", r"(\d{1,3}\.){3}\d{1,3}", ""),
        )
    ),
    Needs(("properties.resourceId",), (When("properties.computeType", ("Kubernetes", "AKS", "VirtualMachine", "Databricks")),),
          "it is attached"),
    Needs((f"{_INNER}sshSettings.adminPublicKey",), (_INSTANCE, When(f"{_INNER}sshSettings.sshPublicAccess", ("Enabled",))),
          "SSH is enabled"),
    Needs((f"{_INNER}userAccountCredentials.adminUserPassword", f"{_INNER}userAccountCredentials.adminUserSshPublicKey"),
          (When(f"{_INNER}userAccountCredentials.adminUserName"),), "an account has a password or a key"),
    Only("identity.type", ("None", "SystemAssigned", "UserAssigned"), (_CLUSTER,), "a cluster has one kind of identity"),
    Target(f"{_INNER}subnet.id", "Microsoft.Network/virtualNetworks/subnets",
           (Excludes("properties.delegations", reason="computes are not in a subnet of another service"),)),
)  # fmt: skip

_PLACES = {
    "AzureBlob": ("accountName", "containerName"),
    "AzureDataLakeGen2": ("accountName", "filesystem"),
    "AzureFile": ("accountName", "fileShareName"),
    "AzureDataLakeGen1": ("storeName",),
    "OneLake": ("oneLakeWorkspaceName", "artifact.artifactName"),
}
DATASTORE_RULES: Final[tuple[BodyRule, ...]] = (
    *(
        Needs((f"properties.{name}",), (When("properties.datastoreType", (kind,)),), f"a datastore of kind {kind} needs it")
        for kind, names in _PLACES.items() for name in names
    ),
    *(not_blank(f"properties.{name}") for names in _PLACES.values() for name in names),
    *map(guid, ("properties.credentials.clientId", "properties.credentials.tenantId")),
    not_blank("properties.credentials.thumbprint"),
    Needs(("properties.credentials.secrets",), (When("properties.credentials.credentialsType", ("None",), other=True),)),
    Limit("properties.accountName", pattern=r"[a-z0-9]{3,24}", words="the name of a storage account"),
)  # fmt: skip
ENVIRONMENT_VERSION_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.image", "properties.build"), reason="an environment is an image or a build"),
    Excludes("properties.image", (When("properties.build"),), reason="an environment is an image or a build"),
    *map(not_blank, ("properties.build.contextUri", "properties.inferenceConfig.livenessRoute.path")),
    Limit(
        "properties.build.contextUri",
        pattern=r"(?s)([a-zA-Z][a-zA-Z0-9+.-]*://|git@).+",
        words="the address of an uploaded folder or of a git repository",
    ),
)
_SPEC = "properties.componentSpec."
COMPONENT_VERSION_RULES: Final[tuple[BodyRule, ...]] = (
    Needs((f"{_SPEC}type",), reason="a component says what it is"),
    Only(
        f"{_SPEC}type",
        (
            "command",
            "parallel",
            "pipeline",
            "spark",
            "sweep",
            "automl",
            "import",
            "data_transfer",
            "promptflow_parallel",
        ),
        reason="clients know no other component",
    ),
    Needs((f"{_SPEC}command",), (When(f"{_SPEC}type", ("command",)),), "it runs it"),
    Needs((f"{_SPEC}jobs",), (When(f"{_SPEC}type", ("pipeline",)),), "a pipeline has steps"),
    Limit(
        f"{_SPEC}code",
        pattern=r"(?is)(azureml:|/subscriptions/|https?://|git\\+).+",
        words="the id or address of uploaded code",
    ),
)
_MATERIALIZED = "properties.materializationSettings."
FEATURE_SET_VERSION_RULES: Final[tuple[BodyRule, ...]] = (
    *(
        Needs((f"{_MATERIALIZED}schedule.schedule.{name}",), (When(f"{_MATERIALIZED}schedule.schedule"),))
        for name in ("hours", "minutes")
    ),
    Limit(f"{_MATERIALIZED}schedule.interval", least=1),
    TimeZone(f"{_MATERIALIZED}schedule.timeZone"),
    Limit(f"{_MATERIALIZED}schedule.schedule.hours[*]", 0, 23),
    Limit(f"{_MATERIALIZED}schedule.schedule.minutes[*]", 0, 59),
    Limit(f"{_MATERIALIZED}schedule.schedule.monthDays[*]", 1, 31),
)
_ADDRESS: Final = r"(?is)(azureml|https?|abfss?|wasbs?|adl)://[^/\s].*"
_ADDRESS_WORDS: Final = (
    "an address such as azureml://datastores/NAME/paths/PATH or https://ACCOUNT.blob.core.windows.net/CONTAINER/PATH"
)
DATA_VERSION_RULES: Final[tuple[BodyRule, ...]] = (
    not_blank("properties.dataUri"),
    *(Limit(f"properties.{path}", pattern=_ADDRESS, words=_ADDRESS_WORDS) for path in ("dataUri", "referencedUris[*]")),
)

CONNECTION_RULES: Final[tuple[BodyRule, ...]] = (guid("properties.credentials.clientId"),)
_JOB_TEXTS: Final = (
    "command", "environmentId", "inputs.*.uri", "inputs.*.value", "entry.file", "entry.className", "objective.primaryMetric",
    "trial.command", "trial.environmentId", "taskDetails.trainingData.uri", "taskDetails.modelSettings.checkpointModel.uri",
)  # fmt: skip


def _job(prefix: str) -> tuple[PlainRule, ...]:
    """The rules of a job, which also stands in a schedule."""
    return (
        *(not_blank(f"{prefix}{path}") for path in _JOB_TEXTS),
        *(guid(f"{prefix}identity.{name}") for name in ("clientId", "objectId")),
        Limit(f"{prefix}resources.shmSize", pattern=r"\d+[bBkKmMgG]", words="a number with b, k, m or g, such as 2g"),
        Duration(f"{prefix}limits.timeout"),
    )


JOB_RULES: Final[tuple[BodyRule, ...]] = _job("properties.")
REGISTRY_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.regionDetails",), reason="a registry names its regions"),
    Needs(("identity.type",), reason="every registry has an identity"),
    guid("properties.managedResourceGroupSettings.assignedIdentities[*].principalId"),
)
SCHEDULE_RULES: Final[tuple[BodyRule, ...]] = (
    *(
        Needs((f"properties.trigger.schedule.{name}",), (When("properties.trigger.schedule"),))
        for name in ("hours", "minutes")
    ),
    Limit("properties.trigger.interval", least=1),
    Limit("properties.trigger.schedule.hours[*]", 0, 23),
    Limit("properties.trigger.schedule.minutes[*]", 0, 59),
    Limit("properties.trigger.schedule.monthDays[*]", 1, 31),
    *_job("properties.action.jobDefinition."),
    *(
        not_blank(f"properties.action.monitorDefinition.{path}")
        for path in (
            "computeConfiguration.instanceType",
            "signals.*.componentId",
            "signals.*.inputAssets.*.uri",
            "signals.*.metricThresholds[*].metric",
        )
    ),
    Limit(
        "properties.action.monitorDefinition.computeConfiguration.runtimeVersion",
        pattern=r"\d+\.\d+",
        words="a version such as 3.4",
    ),
    Cron("properties.trigger.expression"),
    TimeZone("properties.trigger.timeZone"),
)
