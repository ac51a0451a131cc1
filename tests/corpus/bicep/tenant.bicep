targetScope = 'tenant'

resource group 'Microsoft.Management/managementGroups@2023-04-01' = {
  name: 'mg-lab'
  properties: {
    displayName: 'Lab'
  }
}

module inside 'modules/policy.bicep' = {
  name: 'inside'
  scope: subscription('22222222-2222-2222-2222-222222222222')
}

output ids array = [group.id, tenant().tenantId, inside.outputs.id]
