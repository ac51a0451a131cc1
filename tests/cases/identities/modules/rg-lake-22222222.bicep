// Rendered by mlinfra: change the stack file, not this one.
// Roles in rg-lake, which the stack who needs but does not own.

@description('Id of id-train; part of the names of its role assignments.')
param idTrainId string

@description('Object id of the identity of id-train.')
param idTrainPrincipalId string

@description('Id of batch; part of the names of its role assignments.')
param batchId string

@description('Object id of the identity of batch.')
param batchPrincipalId string

@description('Id of id-scorer; part of the names of its role assignments.')
param idScorerId string

@description('Object id of the identity of id-scorer.')
param idScorerPrincipalId string

@description('Id of who-self; part of the names of its role assignments.')
param whoSelfId string

@description('Object id of the identity of who-self.')
param whoSelfPrincipalId string

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

@description('Built-in role Storage Blob Data Reader.')
var storageBlobDataReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
)

// existing storage account stlake, because features uses it as account (main.py:10)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
}

// existing blob service default, because train writes scores (main.py:30)
resource stlakeBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: stlake
  name: 'default'
}

// existing blob container scores, because train writes scores (main.py:30)
resource scoresContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: stlakeBlobs
  name: 'scores'
}

// existing blob container features, because train reads daily (main.py:30)
resource featuresContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: stlakeBlobs
  name: 'features'
}

// because train writes scores (main.py:30)
resource idTrainWritesScoresContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scoresContainer
  name: guid(scoresContainer.id, idTrainId, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idTrainPrincipalId
    principalType: 'ServicePrincipal'
    description: 'train writes scores'
  }
}

// because train reads daily (main.py:30)
resource idTrainReadsFeaturesContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: featuresContainer
  name: guid(featuresContainer.id, idTrainId, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: idTrainPrincipalId
    principalType: 'ServicePrincipal'
    description: 'train reads daily'
  }
}

// because batch reads scores (main.py:31)
resource batchReadsScoresContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scoresContainer
  name: guid(scoresContainer.id, batchId, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: batchPrincipalId
    principalType: 'ServicePrincipal'
    description: 'batch reads scores'
  }
}

// because ci-ada writes features (main.py:32)
resource idTrainWritesFeaturesContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: featuresContainer
  name: guid(featuresContainer.id, idTrainId, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idTrainPrincipalId
    principalType: 'ServicePrincipal'
    description: 'ci-ada writes features'
  }
}

// because who-score reads features (main.py:40)
resource idScorerReadsFeaturesContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: featuresContainer
  name: guid(featuresContainer.id, idScorerId, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: idScorerPrincipalId
    principalType: 'ServicePrincipal'
    description: 'who-score reads features'
  }
}

// because who-self reads daily (main.py:41)
resource whoSelfReadsFeaturesContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: featuresContainer
  name: guid(featuresContainer.id, whoSelfId, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: whoSelfPrincipalId
    principalType: 'ServicePrincipal'
    description: 'who-self reads daily'
  }
}
