// Rendered by mlinfra: change the stack file, not this one.
// What the stack plant-prod deploys to rg-plant-prod-shared.

@description('Region of everything that has one.')
param location string

@description('Tags of every resource.')
param tags object

// log analytics log-plant-prod (main.py:9)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-plant-prod'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    features: {
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    workspaceCapping: {
      dailyQuotaGb: -1
    }
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// policy assignment regions (main.py:9)
resource regionsAssignment 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  name: 'regions'
  properties: {
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c'
    parameters: {
      listOfAllowedLocations: {
        value: [
          'westeurope'
          'northeurope'
        ]
      }
    }
    enforcementMode: 'Default'
    nonComplianceMessages: [
      {
        message: 'The landing zone is in westeurope, northeurope.'
      }
    ]
  }
}

// diagnostic setting to-central-logs, because the stack sends what log-plant-prod tells to log-plant-prod (main.py:9)
resource toCentralLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: logs
  name: 'to-central-logs'
  properties: {
    workspaceId: logs.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}
