// Rendered by mlinfra: change the stack file, not this one.
// Roles in rg-meridian-platform, which the stack meridian needs but does not own.

@description('Id of id-meridian-train; part of the names of its role assignments.')
param idMeridianTrainId string

@description('Object id of the identity of id-meridian-train.')
param idMeridianTrainPrincipalId string

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// existing storage account stmeridianplatform, because mlw-meridian uses it as storage (meridian.py:45)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stmeridianplatform'
}

// because gpu-train keeps logs and outputs in stmeridianplatform (meridian.py:35)
resource idMeridianTrainWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idMeridianTrainId, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idMeridianTrainPrincipalId
    principalType: 'ServicePrincipal'
    description: 'gpu-train keeps logs and outputs in stmeridianplatform'
  }
}
