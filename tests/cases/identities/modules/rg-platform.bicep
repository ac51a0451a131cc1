// Rendered by mlinfra: change the stack file, not this one.
// Roles in rg-platform, which the stack who needs but does not own.

@description('Id of id-train; part of the names of its role assignments.')
param idTrainId string

@description('Object id of the identity of id-train.')
param idTrainPrincipalId string

@description('Id of id-scorer; part of the names of its role assignments.')
param idScorerId string

@description('Object id of the identity of id-scorer.')
param idScorerPrincipalId string

@description('Built-in role AcrPull.')
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

// existing container registry crplatform, because mlw-who uses it as registry (main.py:26)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crplatform'
}

// because train pulls images from crplatform; ci-ada pulls images from crplatform (main.py:30)
resource idTrainPullsFromRegistry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, idTrainId, acrPull)
  properties: {
    roleDefinitionId: acrPull
    principalId: idTrainPrincipalId
    principalType: 'ServicePrincipal'
    description: 'train pulls images from crplatform; ci-ada pulls images from crplatform'
  }
}

// because who-score pulls images from crplatform (main.py:40)
resource idScorerPullsFromRegistry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, idScorerId, acrPull)
  properties: {
    roleDefinitionId: acrPull
    principalId: idScorerPrincipalId
    principalType: 'ServicePrincipal'
    description: 'who-score pulls images from crplatform'
  }
}
