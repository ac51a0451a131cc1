// Rendered by mlinfra: change the stack file, not this one.

targetScope = 'subscription'

@description('Tags of every resource.')
var tags = {
  product: 'plant'
  stage: 'prod'
}

// log analytics log-plant-prod (main.py:9)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-plant-prod'
  scope: resourceGroup('rg-plant-prod-shared')
}

// resource group rg-plant-prod-shared (main.py:9)
resource rgPlantProdShared 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-plant-prod-shared'
  location: 'westeurope'
  tags: tags
}

// resource group rg-plant-prod (main.py:9)
resource rgPlantProd 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-plant-prod'
  location: 'westeurope'
  tags: tags
}

// budget plant-prod (main.py:9)
resource plantProd 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'plant-prod'
  properties: {
    category: 'Cost'
    amount: 2000
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: '2026-01-01T00:00:00Z'
    }
    notifications: {
      most: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [
          'plant@example.org'
        ]
        contactRoles: [
          'Owner'
        ]
        contactGroups: []
      }
      forecast: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [
          'plant@example.org'
        ]
        contactRoles: [
          'Owner'
        ]
        contactGroups: []
      }
    }
    filter: {
      dimensions: {
        name: 'ResourceGroupName'
        operator: 'In'
        values: [
          'rg-plant-prod'
          'rg-plant-prod-shared'
        ]
      }
    }
  }
}

// resources in rg-plant-prod-shared: log-plant-prod, regions
module rgPlantProdSharedResources 'modules/rg-plant-prod-shared.bicep' = {
  scope: rgPlantProdShared
  params: {
    location: 'westeurope'
    tags: tags
  }
}

// resources in rg-plant-prod: stplantprodo19l33, kv-plant-prod-o19l33, appi-plant-prod, crplantprodo19l33, mlw-plant-prod, cpu, regions
module rgPlantProdResources 'modules/rg-plant-prod.bicep' = {
  scope: rgPlantProd
  params: {
    location: 'westeurope'
    tags: tags
    logsId: logs.id
  }
  dependsOn: [
    rgPlantProdSharedResources
  ]
}

@description('mlFlowTrackingUri of mlw-plant-prod.')
output mlflow string = rgPlantProdResources.outputs.workspaceMlFlowTrackingUri
