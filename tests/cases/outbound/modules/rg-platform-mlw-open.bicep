// Rendered by mlinfra: change the stack file, not this one.
// Roles in rg-platform, which the stack outbound needs but does not own.

@description('Id of mlw-open; part of the names of its role assignments.')
param mlwOpenId string

@description('Object id of the identity of mlw-open.')
param mlwOpenPrincipalId string

@description('Built-in role Azure AI Enterprise Network Connection Approver.')
var azureAIEnterpriseNetworkConnectionApprover = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b556d68e-0be0-4f35-a333-ad7ee1ce17ea'
)

// existing storage account stlake, because nodes of mlw-closed reach it (main.py:9)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
}

// because mlw-open connects to stlake (main.py:33)
resource mlwOpenConnectsToStlake 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stlake
  name: guid(stlake.id, mlwOpenId, azureAIEnterpriseNetworkConnectionApprover)
  properties: {
    roleDefinitionId: azureAIEnterpriseNetworkConnectionApprover
    principalId: mlwOpenPrincipalId
    principalType: 'ServicePrincipal'
    description: 'mlw-open connects to stlake'
  }
}
