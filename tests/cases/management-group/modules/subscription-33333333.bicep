// Rendered by mlinfra: change the stack file, not this one.
// What the stack ml-governance deploys to subscription 33333333-3333-4333-8333-333333333333.

targetScope = 'subscription'

// resource group rg-archive (main.py:20)
resource rgArchive 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-archive'
  location: 'westeurope'
  managedBy: ''
}

// policy assignment tags (main.py:30)
resource tagsAssignment 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  name: 'tags'
  properties: {
    policyDefinitionId: '/providers/Microsoft.Authorization/policySetDefinitions/44444444-4444-4444-8444-444444444444'
    enforcementMode: 'Default'
    metadata: {
      assignedBy: 'platform'
    }
  }
}
