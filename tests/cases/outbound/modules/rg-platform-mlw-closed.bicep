// Rendered by mlinfra: change the stack file, not this one.
// Roles in rg-platform, which the stack outbound needs but does not own.

@description('Id of mlw-closed; part of the names of its role assignments.')
param mlwClosedId string

@description('Object id of the identity of mlw-closed.')
param mlwClosedPrincipalId string

@description('Built-in role Azure AI Enterprise Network Connection Approver.')
var azureAIEnterpriseNetworkConnectionApprover = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b556d68e-0be0-4f35-a333-ad7ee1ce17ea'
)

// existing storage account stlake, because nodes of mlw-closed reach it (main.py:9)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
}

// existing key vault kv-platform, because nodes of mlw-closed reach it (main.py:23)
resource kvPlatform 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-platform'
}

// existing container registry crplatform, because nodes of mlw-closed reach it (main.py:24)
resource crplatform 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crplatform'
}

// because mlw-closed connects to stlake (main.py:21)
resource mlwClosedConnectsToStlake 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stlake
  name: guid(stlake.id, mlwClosedId, azureAIEnterpriseNetworkConnectionApprover)
  properties: {
    roleDefinitionId: azureAIEnterpriseNetworkConnectionApprover
    principalId: mlwClosedPrincipalId
    principalType: 'ServicePrincipal'
    description: 'mlw-closed connects to stlake'
  }
}

// because mlw-closed connects to kv-platform (main.py:23)
resource mlwClosedConnectsToKvPlatform 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: kvPlatform
  name: guid(kvPlatform.id, mlwClosedId, azureAIEnterpriseNetworkConnectionApprover)
  properties: {
    roleDefinitionId: azureAIEnterpriseNetworkConnectionApprover
    principalId: mlwClosedPrincipalId
    principalType: 'ServicePrincipal'
    description: 'mlw-closed connects to kv-platform'
  }
}

// because mlw-closed connects to crplatform (main.py:24)
resource mlwClosedConnectsToCrplatform 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: crplatform
  name: guid(crplatform.id, mlwClosedId, azureAIEnterpriseNetworkConnectionApprover)
  properties: {
    roleDefinitionId: azureAIEnterpriseNetworkConnectionApprover
    principalId: mlwClosedPrincipalId
    principalType: 'ServicePrincipal'
    description: 'mlw-closed connects to crplatform'
  }
}
