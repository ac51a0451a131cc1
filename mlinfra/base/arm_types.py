"""Types of Azure Resource Manager itself, which the template language and its ids name without any catalogue."""

from __future__ import annotations

from typing import Final

RESOURCES: Final = "Microsoft.Resources"
"""The provider of resource groups, deployments and stacks."""
RESOURCE_GROUPS: Final = "Microsoft.Resources/resourceGroups"
SUBSCRIPTIONS: Final = "Microsoft.Resources/subscriptions"
MANAGEMENT_GROUPS: Final = "Microsoft.Management/managementGroups"
DEPLOYMENTS: Final = "Microsoft.Resources/deployments"
DEPLOYMENT_STACKS: Final = "Microsoft.Resources/deploymentStacks"
STACK_WHAT_IF_RESULTS: Final = "Microsoft.Resources/deploymentStacksWhatIfResults"
TAGS: Final = "Microsoft.Resources/tags"
POLICY_DEFINITIONS: Final = "Microsoft.Authorization/policyDefinitions"
"""Its body holds expressions that the engine of policies reads, not that of templates."""
POLICY_SET_DEFINITIONS: Final = "Microsoft.Authorization/policySetDefinitions"
ROLE_DEFINITIONS: Final = "Microsoft.Authorization/roleDefinitions"
VAULTS: Final = "Microsoft.KeyVault/vaults"
"""What a parameter file's reference to a secret names."""
