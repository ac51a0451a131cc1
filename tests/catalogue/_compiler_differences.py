"""What the property tables and the compiler's types say differently, each with its reason.

Names are `OBJECT.PROPERTY`: the class of the package, with the levels that it leaves out behind a dot.
"""

from __future__ import annotations

NOT_IN_TYPES = {
    "Microsoft.ContainerRegistry/registries/agentPools": "the types beside the checkout have no preview versions of it",
    "Microsoft.Resources/deploymentStacks": "the compiler has no type of it: a stack is no resource of a template",
}
"""Types that cannot be compared."""

_FLATTENED = "the package leaves out a level that can be missing, and then says of nothing in it that it is required"
_VARIANT = "the package says the value of this variant, the compiler those of all"
_CONSTANT = "the package says the only value in its constructor, not in its description of the property"
_IGNORED = "the package does not say that it is read-only; no harm, as Azure ignores it"

DIFFERENCES: dict[str, dict[str, str]] = {
    "names": {},
    "kind": {},
    "read-only": dict.fromkeys(
        (
            "NetworkInterfaceIPConfiguration.type",
            "Route.type",
            "SecurityRule.type",
            "ServiceEndpointPolicyDefinition.type",
            "Subnet.type",
            "VirtualNetworkPeering.type",
            "VirtualNetworkRule.state",
        ),
        _IGNORED,
    ),
    "required": dict.fromkeys(
        (
            "ActionGroupResource.properties.enabled",
            "ActionGroupResource.properties.groupShortName",
            "ApplicationInsightsComponent.properties.Application_Type",
            "FederatedIdentityCredential.properties.audiences",
            "FederatedIdentityCredential.properties.issuer",
            "FederatedIdentityCredential.properties.subject",
            "FlowLog.properties.storageId",
            "FlowLog.properties.targetResourceId",
            "ManagementPolicy.properties.policy",
            "Route.properties.nextHopType",
            "SecurityRule.properties.access",
            "SecurityRule.properties.direction",
            "SecurityRule.properties.priority",
            "SecurityRule.properties.protocol",
        ),
        _FLATTENED,
    ),
    "values": {
        **{
            f"{variant}DatastoreSecrets.secretsType": _VARIANT
            for variant in ("AccountKey", "Certificate", "Sas", "ServicePrincipal")
        },
        **{f"{variant}JobLimits.jobLimitsType": _VARIANT for variant in ("Command", "Sweep")},
        **{f"{variant}JobInput.jobInputType": _VARIANT for variant in ("MLFlowModel", "MLTable")},
        "IdAssetReference.referenceType": _VARIANT,
        "RecurrenceTrigger.triggerType": _VARIANT,
        "IPRule.action": _CONSTANT,
        "VirtualNetworkRule.action": _CONSTANT,
        "RoleAssignmentCreateParameters.properties.principalType": "the package is older than the kinds of agents",
    },
}
"""Aspect -> name -> reason."""

CLOSED = {
    "Action.type",
    "BlobContainer.properties.publicAccess",
    "DeploymentProperties.mode",
    "IPRule.action",
    "Identity.type",
    "IdentityProperties.type",
    "ManagedServiceIdentity.type",
    "NetworkRuleSet.defaultAction",
    "OnErrorDeployment.type",
    "PublicIPAddressDnsSettings.domainNameLabelScope",
    "Sku.name",
    "Sku.tier",
    "StorageAccountCreateParameters.properties.accessTier",
    "VaultProperties.createMode",
    "VirtualNetworkRule.action",
}
"""The lists of values to which the compiler holds a body, discriminators aside; the packages describe all lists alike."""
