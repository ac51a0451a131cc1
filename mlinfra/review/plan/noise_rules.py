"""The noise rules as data: type, property paths, condition, reason.

A ``service`` rule holds always: the property is read-only, not in the type's schema, or only Azure sets it.
A ``default`` rule holds for one value that Azure fills in where a template says nothing. ``write_only`` holds where
Azure never returns a value that the template sends; ``unresolved`` where the template's value is an expression that
Azure evaluates while deploying and the property cannot change in place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from mlinfra.base.json_value import Json

Condition: TypeAlias = Literal["service", "default", "write_only", "unresolved"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``type`` is a resource type in lower case, ``*`` for all; ``values`` are the defaults it allows."""

    code: str
    type: str
    paths: tuple[str, ...]
    condition: Condition
    reason: str
    values: tuple[Json, ...] = ()


_ML = "microsoft.machinelearningservices/workspaces"
_ST = "microsoft.storage/storageaccounts"
_KV = "microsoft.keyvault/vaults"
_CR = "microsoft.containerregistry/registries"
_AI = "microsoft.insights/components"
_LA = "microsoft.operationalinsights/workspaces"
_NET = "microsoft.network/"
_RO = "Azure computes it; no template can set it"
_P, _PP = "properties.", "properties.properties."


def _service(code: str, type_: str, *paths: str, prefix: str = _P, reason: str = _RO) -> Rule:
    return Rule(code, type_, tuple(prefix + path for path in paths), "service", reason)


def _default(code: str, type_: str, value: Json, *paths: str, prefix: str = _P) -> Rule:
    reason = "Azure fills in its documented default where the template says nothing"
    return Rule(code, type_, tuple(prefix + path for path in paths), "default", reason, (value,))


_UNSEEN = "a secret that Azure never returns; whether it differs cannot be told"

RULES: Final[tuple[Rule, ...]] = (
    _service(
        "N001", _ML,
        "notebookInfo", "tenantId", "workspaceId", "mlFlowTrackingUri", "provisioningState", "storageHnsEnabled",
        "serviceProvisionedResourceGroup", "privateEndpointConnections", "discoveryUrl",
    ),
    _service("N002", _ML, "privateLinkCount", "subscriptionState", "subscriptionStatusChangeTimeStampUtc"),
    _service("N003", _ML, "enableDataActions", "enableFineGrainAccessControl", "customerManagedCosmosDb"),
    _default("N003", _ML, False, "v1LegacyMode"),
    _default("N006", _ML, "Basic", "sku.tier", prefix=""),
    _service(
        "N008", _ML,
        "managedNetwork.networkId", "managedNetwork.firewallPublicIpAddress", "managedNetwork.status",
        "managedNetwork.outboundRules.*.status", "managedNetwork.outboundRules.*.category",
    ),
    _service(
        "N009", f"{_ML}/computes",
        "allocationState", "allocationStateTransitionTime", "currentNodeCount", "targetNodeCount", "nodeStateCounts",
        "errors", prefix=_PP,
    ),
    _service(
        "N010", f"{_ML}/computes",
        "createdOn", "modifiedOn", "provisioningState", "provisioningErrors", "isAttachedCompute", "isNestedCompute",
    ),
    _default("N011", f"{_ML}/computes", "Dedicated", "vmPriority", prefix=_PP),
    _service(
        "N012", f"{_ML}/computes",
        "state", "createdBy", "connectivityEndpoints", "applications", "sshSettings.sshPort",
        "sshSettings.adminUserName", "lastOperation", "versions", "osImageMetadata", "containers", "dataDisks",
        "dataMounts", prefix=_PP,
    ),
    _default("N012", f"{_ML}/computes", "Shared", "applicationSharingPolicy", prefix=_PP),
    Rule("N014", f"{_ML}/datastores", ("properties.credentials",), "write_only", _UNSEEN),
    Rule("N014", f"{_ML}/connections", ("properties.credentials",), "write_only", _UNSEEN),
    Rule("N014", f"{_ML}/onlineendpoints", ("properties.keys",), "write_only", _UNSEEN),
    _default("N015", _ST, "Hot", "accessTier"),
    _service("N016", _ST, "sku.tier", prefix="", reason="it follows the sku's name"),
    _service("N016", _ST, "encryption.services.*.lastEnabledTime", "primaryEndpoints", "creationTime", "keyCreationTime"),
    _default("N018", f"{_ST}/blobservices/containers", "$account-encryption-key", "defaultEncryptionScope"),
    _default("N018", f"{_ST}/blobservices/containers", False, "denyEncryptionScopeOverride"),
    _service("N018", f"{_ST}/blobservices/containers", "hasImmutabilityPolicy", "hasLegalHold", "leaseState"),
    _service("N019", f"{_ST}/blobservices", "sku", prefix=""),
    _service("N019", f"{_ST}/fileservices", "sku", prefix=""),
    _service("N019", f"{_ST}/queueservices", "sku", prefix=""),
    _service("N021", _KV, "vaultUri", "provisioningState", "hsmPoolResourceId"),
    _default("N021", _KV, 90, "softDeleteRetentionInDays"),
    _service("N022", _KV, "sdkTelemetryAppInsightsKey"),
    Rule("N024", f"{_KV}/secrets", ("properties.value",), "write_only", _UNSEEN),
    _service("N024", f"{_KV}/secrets", "secretUri", "secretUriWithVersion"),
    _default("N024", f"{_KV}/secrets", True, "attributes.enabled"),
    _default("N025", _CR, 7, "policies.retentionPolicy.days"),
    _service("N025", _CR, "policies.softDeletePolicy", "policies.*.lastUpdatedTime"),
    _service("N026", _CR, "dataEndpointHostNames", "loginServer", "creationDate", "status"),
    _service("N026", _CR, "sku.tier", prefix="", reason="it follows the sku's name"),
    _default("N026", _CR, False, "dataEndpointEnabled"),
    _default("N027", _AI, "Bluefield", "Flow_Type"),
    _default("N027", _AI, "rest", "Request_Source"),
    _service("N027", _AI, "ApplicationId", "AppId", "Name", "CreationDate", "InstrumentationKey", "ConnectionString", "Ver"),
    _service("N029", _AI, "tags['hidden-link:*']", prefix="", reason="the portal writes this tag"),
    _default("N032", "microsoft.insights/diagnosticsettings", {"enabled": False, "days": 0}, "logs[*].retentionPolicy", "metrics[*].retentionPolicy"),
    _default("N033", _LA, -1, "workspaceCapping.dailyQuotaGb"),
    _service(
        "N033", _LA,
        "createdDate", "modifiedDate", "customerId", "sku.lastSkuUpdate", "workspaceCapping.quotaNextResetTime",
        "features.legacy", "features.searchVersion",
    ),
    _service("N034", f"{_NET}privateendpoints", "networkInterfaces", "resourceGuid"),
    _service(
        "N035", f"{_NET}privateendpoints",
        *(f"privateLinkServiceConnections[*].{path}" for path in (
            "etag", "id", "properties.provisioningState", "properties.privateLinkServiceConnectionState",
        )),
    ),
    _service(
        "N036", f"{_NET}privateendpoints/privatednszonegroups",
        *(f"privateDnsZoneConfigs[*].{path}" for path in (
            "id", "etag", "type", "properties.provisioningState", "properties.recordSets",
        )),
    ),
    _default("N037", f"{_NET}virtualnetworks", "Disabled", "privateEndpointVNetPolicies"),
    _service(
        "N038", f"{_NET}virtualnetworks",
        *(f"subnets[*].{path}" for path in (
            "type", "etag", "properties.delegations[*].etag", "properties.delegations[*].properties.actions",
            "properties.delegations[*].type", "properties.resourceNavigationLinks",
            "properties.serviceAssociationLinks", "properties.provisioningState",
        )),
        "resourceGuid", "virtualNetworkPeerings[*].type",
    ),
    _service("N039", f"{_NET}virtualnetworks/virtualnetworkpeerings", "peeringSyncLevel", "remoteVirtualNetworkAddressSpace", "remoteGateways"),
    _service(
        "N039", f"{_NET}virtualnetworks",
        *(f"virtualNetworkPeerings[*].properties.{path}" for path in (
            "peeringSyncLevel", "remoteVirtualNetworkAddressSpace", "remoteGateways",
        )),
    ),
    _service("N040", f"{_NET}networkinterfaces", "allowPort25Out", "macAddress", "primary"),
    _service("N040", f"{_NET}networkinterfaces", "kind", prefix="", reason="not in the type's schema; no template can set it"),
    _service("N041", f"{_NET}networksecuritygroups", "securityRules[*].etag", "securityRules[*].properties.provisioningState", "defaultSecurityRules"),
    _service("N042", f"{_NET}privatednszones", "maxNumberOfRecordSets", "numberOfRecordSets", "internalId"),
    _service("N042", f"{_NET}privatednszones/virtualnetworklinks", "virtualNetworkLinkState"),
    _default("N042", f"{_NET}privatednszones/virtualnetworklinks", "Default", "resolutionPolicy"),
    Rule(
        "N045", "microsoft.authorization/roleassignments", ("properties.principalId",), "unresolved",
        "Azure evaluates it while deploying; the principal of an existing role assignment cannot change, Azure refuses it",
    ),
    _service("N046", "microsoft.authorization/roleassignments", "scope", "createdOn", "updatedOn", "createdBy", "updatedBy"),
    _service("N047", "microsoft.authorization/policyassignments", "scope"),
    _service("N047", "microsoft.authorization/policyassignments", "sku", prefix=""),
    _service("N048", "microsoft.managedidentity/userassignedidentities", "clientId", "principalId", "tenantId"),
    _default("N048", "microsoft.managedidentity/userassignedidentities", "None", "isolationScope"),
    _service(
        "N049", "*",
        "identity.principalId", "identity.tenantId", "identity.userAssignedIdentities.*.clientId",
        "identity.userAssignedIdentities.*.principalId", prefix="",
    ),
    _service("N050", "*", "etag", "systemData", "properties.provisioningState", prefix=""),
    _service("N060", "*", "apiVersion", prefix="", reason="the version of Azure's interface, not a property of the resource"),
)  # fmt: skip
"""All rules; the number is the row of the register of patterns they come from. One code may have several rows."""
