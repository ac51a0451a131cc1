targetScope = 'subscription'

// A group, modules into it, into another one and into another subscription; a role assignment at the subscription.
param region string

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-lab'
  location: region
}

module inside 'modules/part.bicep' = {
  name: 'inside'
  scope: group
}

module beside 'modules/part.bicep' = {
  name: 'beside'
  scope: resourceGroup('rg-beside')
}

module abroad 'modules/policy.bicep' = {
  name: 'abroad'
  scope: subscription('22222222-2222-2222-2222-222222222222')
}

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  name: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, role.id)
  properties: {
    roleDefinitionId: role.id
    principalId: inside.outputs.label
  }
}

output ids array = [group.id, role.id, assignment.id, abroad.outputs.id, group.tags]
