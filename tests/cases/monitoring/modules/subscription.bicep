// Rendered by mlinfra: change the stack file, not this one.
// Roles in the subscription, which the stack monitoring needs but does not own.

targetScope = 'subscription'

@description('Id of idle; part of the names of its role assignments.')
param idleId string

@description('Object id of the identity of idle.')
param idlePrincipalId string

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

// because idle holds Reader (main.py:118)
resource idleSeesSubscription 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, idleId, reader)
  properties: {
    roleDefinitionId: reader
    principalId: idlePrincipalId
    principalType: 'ServicePrincipal'
    description: 'idle holds Reader'
  }
}
