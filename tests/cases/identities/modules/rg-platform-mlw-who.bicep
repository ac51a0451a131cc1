// Rendered by mlinfra: change the stack file, not this one.
// Roles in rg-platform, which the stack who needs but does not own.

@description('Id of id-who; part of the names of its role assignments.')
param idWhoId string

@description('Object id of the identity of id-who.')
param idWhoPrincipalId string

@description('Built-in role Contributor.')
var contributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b24988ac-6180-42a0-ab88-20f7382dd24c'
)

// existing container registry crplatform, because mlw-who uses it as registry (main.py:26)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crplatform'
}

// because mlw-who uses crplatform as its registry (main.py:23)
resource idWhoManagesRegistry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, idWhoId, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idWhoPrincipalId
    principalType: 'ServicePrincipal'
    description: 'mlw-who uses crplatform as its registry'
  }
}
