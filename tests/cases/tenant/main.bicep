// Rendered by mlinfra: change the stack file, not this one.

targetScope = 'tenant'

@description('Built-in role Reader.')
var reader = tenantResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

// because 22222222-2222-4222-8222-222222222222 holds Reader (main.py:8)
resource groupSeesTenant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tenant().id, '22222222-2222-4222-8222-222222222222', reader)
  properties: {
    roleDefinitionId: reader
    principalId: '22222222-2222-4222-8222-222222222222'
    principalType: 'Group'
    description: '22222222-2222-4222-8222-222222222222 holds Reader'
  }
}
