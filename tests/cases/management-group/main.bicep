// Rendered by mlinfra: change the stack file, not this one.

targetScope = 'managementGroup'

// policy assignment sizes (main.py:36)
resource sizes 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  name: 'sizes'
  properties: {
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/cccc23c7-8427-4f53-ad12-b6a63eb452b3'
    enforcementMode: 'Default'
  }
}

// budget all (main.py:40)
resource all 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'all'
  properties: {
    category: 'Cost'
    amount: 5000
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: '2026-01-01T00:00:00Z'
    }
    notifications: {
      full: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Actual'
        contactEmails: [
          'platform@example.org'
        ]
        contactRoles: [
          'Owner'
        ]
        contactGroups: []
      }
    }
    filter: {
      tags: {
        name: 'app'
        operator: 'In'
        values: [
          'ml'
        ]
      }
    }
  }
}

// because Operators look at everything. (main.py:60)
resource groupHoldsRoleOnManagementGroup 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '55555555-5555-4555-8555-555555555555'
  properties: {
    roleDefinitionId: tenantResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '66666666-6666-4666-8666-666666666666'
    )
    principalId: '22222222-2222-4222-8222-222222222222'
    principalType: 'Group'
    description: 'Operators look at everything.'
    conditionVersion: '2.0'
    condition: '@Resource[Microsoft.Storage/storageAccounts:name] StringEquals \'starchive0001\''
    delegatedManagedIdentityResourceId: ''
  }
}

// resources in subscription 33333333-3333-4333-8333-333333333333: rg-archive, tags
module subscription33333333Resources 'modules/subscription-33333333.bicep' = {
  scope: subscription('33333333-3333-4333-8333-333333333333')
}

// resources in rg-archive: starchive0001, no-delete
module rgArchive33333333Resources 'modules/rg-archive-33333333.bicep' = {
  scope: resourceGroup('33333333-3333-4333-8333-333333333333', 'rg-archive')
  params: {
    location: 'westeurope'
  }
  dependsOn: [
    subscription33333333Resources
  ]
}
