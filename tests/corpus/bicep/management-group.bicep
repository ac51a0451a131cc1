targetScope = 'managementGroup'

param child string

resource definition 'Microsoft.Authorization/policyDefinitions@2025-01-01' = {
  name: 'no-public'
  properties: {
    policyRule: {
      if: {
        field: 'type'
        equals: '[parameters(\'type\')]'
      }
      then: {
        effect: 'deny'
      }
    }
  }
}

resource below 'Microsoft.Management/managementGroups@2023-04-01' existing = {
  name: child
  scope: tenant()
}

module there 'modules/policy.bicep' = {
  name: 'there'
  scope: subscription('22222222-2222-2222-2222-222222222222')
}

output ids array = [definition.id, below.id, managementGroup().id, there.outputs.id]
