// Rendered by mlinfra: change the stack file, not this one.
// Roles in rg-platform, which the stack fraud-test needs but does not own.

@description('Id of id-fraud-test-train; part of the names of its role assignments.')
param idFraudTestTrainId string

@description('Object id of the identity of id-fraud-test-train.')
param idFraudTestTrainPrincipalId string

@description('Built-in role AcrPull.')
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

// existing container registry crplatform, because mlw-fraud-test uses it as registry (main.py:5)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crplatform'
}

// because cpu pulls images from crplatform; gpu pulls images from crplatform (main.py:5)
resource idFraudTestTrainPullsFromRegistry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, idFraudTestTrainId, acrPull)
  properties: {
    roleDefinitionId: acrPull
    principalId: idFraudTestTrainPrincipalId
    principalType: 'ServicePrincipal'
    description: 'cpu pulls images from crplatform; gpu pulls images from crplatform'
  }
}
