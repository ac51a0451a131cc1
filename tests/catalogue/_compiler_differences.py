"""What the property tables and the compiler's types say differently, each with its reason.

Names are `OBJECT.PROPERTY`: the class of the package, with the levels that it leaves out behind a dot.
"""

from __future__ import annotations

NOT_IN_TYPES = {
    "Microsoft.ContainerRegistry/registries/agentPools": "the types beside the checkout have no preview versions of it",
    "Microsoft.Resources/deploymentStacks": "the compiler has no type of it: a stack is no resource of a template",
}
"""Types that cannot be compared."""

DIFFERENCES: dict[str, dict[str, str]] = {
    "names": dict.fromkeys(
        ("ManagedNetworkSettings.enableNetworkMonitor", "ManagedNetworkSettings.managedNetworkKind"),
        "the package of 2024-10-01-preview is older than these",
    ),
    "kind": {},
    "read-only": {},
    "required": {
        "ScheduledQueryRuleResource.properties": "the compiler asks for them, the package leaves every property out",
        "Workspace.properties": "the package of 2024-10-01-preview lets a body have none",
    },
    "values": {
        "ScheduledQueryRuleResource.properties.severity": "the package lists the numbers that the text of the type says",
        **dict.fromkeys(
            (
                *(f"{kind}OutboundRule.status" for kind in ("Fqdn", "PrivateEndpoint", "ServiceTag")),
                "PrivateEndpointDestination.sparkStatus",
            ),
            "the package of 2024-10-01-preview is older than some of them",
        ),
        "RoleAssignmentCreateParameters.properties.principalType": "the package is older than the kinds of agents",
    },
}
"""Aspect -> name -> reason. What every package says in another way than the compiler, `Comparison` knows."""
