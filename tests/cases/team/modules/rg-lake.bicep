// Rendered by mlinfra: change the stack file, not this one.
// Roles in rg-lake, which the stack fraud-test needs but does not own.

@description('Id of id-fraud-test-train; part of the names of its role assignments.')
param idFraudTestTrainId string

@description('Object id of the identity of id-fraud-test-train.')
param idFraudTestTrainPrincipalId string

@description('Built-in role Storage Blob Data Reader.')
var storageBlobDataReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
)

// existing storage account stlake, because curated uses it as account (main.py:5)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
}

// existing blob service default, because cpu reads curated (main.py:5)
resource stlakeBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: stlake
  name: 'default'
}

// existing blob container curated, because cpu reads curated (main.py:5)
resource curated2 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: stlakeBlobs
  name: 'curated'
}

// because cpu reads curated; gpu reads curated (main.py:5)
resource idFraudTestTrainReadsCurated2 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: curated2
  name: guid(curated2.id, idFraudTestTrainId, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: idFraudTestTrainPrincipalId
    principalType: 'ServicePrincipal'
    description: 'cpu reads curated; gpu reads curated'
  }
}
