// Rendered by mlinfra: change the stack file, not this one.
// Roles in rg-meridian-data, which the stack meridian needs but does not own.

@description('Id of id-meridian-train; part of the names of its role assignments.')
param idMeridianTrainId string

@description('Object id of the identity of id-meridian-train.')
param idMeridianTrainPrincipalId string

@description('Built-in role Storage Blob Data Reader.')
var storageBlobDataReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
)

// existing storage account stmeridianlake, because ds_shipments uses it as account (meridian.py:24)
resource stmeridianlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stmeridianlake'
}

// existing blob service default, because gpu-train reads ds_shipments (meridian.py:35)
resource stmeridianlakeBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: stmeridianlake
  name: 'default'
}

// existing blob container shipments, because gpu-train reads ds_shipments (meridian.py:35)
resource shipmentsContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: stmeridianlakeBlobs
  name: 'shipments'
}

// because gpu-train reads ds_shipments (meridian.py:35)
resource idMeridianTrainReadsShipmentsContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: shipmentsContainer
  name: guid(shipmentsContainer.id, idMeridianTrainId, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: idMeridianTrainPrincipalId
    principalType: 'ServicePrincipal'
    description: 'gpu-train reads ds_shipments'
  }
}
