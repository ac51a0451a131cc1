// Rendered by mlinfra: change the stack file, not this one.

targetScope = 'subscription'

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Tags of every resource.')
var tags = {
  app: 'churn'
}

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

// log analytics log-shared (main.py:27)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-shared'
  scope: resourceGroup('rg-shared')
}

// storage account stdevpnly59, because mlw-dev uses it as storage (main.py:31)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stdevpnly59'
  scope: resourceGroup('rg-ml-dev')
}

// key vault kv-dev-pnly59, because mlw-dev uses it as key vault (main.py:31)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-dev-pnly59'
  scope: resourceGroup('rg-ml-dev')
}

// container registry crdevpnly59, because mlw-dev uses it as registry (main.py:31)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crdevpnly59'
  scope: resourceGroup('rg-ml-dev')
}

// workspace mlw-dev (main.py:31)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlw-dev'
  scope: resourceGroup('rg-ml-dev')
}

// storage account stlakedev0001, because events uses it as account (main.py:28)
resource stlakedev0001 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlakedev0001'
  scope: resourceGroup('rg-ml-dev')
}

// user assigned identity id-train, because cpu uses it as identity (main.py:30)
resource idTrain 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-train'
  scope: resourceGroup('rg-ml-dev')
}

// resource group rg-shared (main.py:25)
resource rgShared 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shared'
  location: 'westeurope'
  tags: union(tags, {
    purpose: 'logs'
  })
}

// resource group rg-ml-dev (main.py:26)
resource rgMlDev 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-ml-dev'
  location: 'northeurope'
  tags: tags
}

// policy assignment allowed-regions (main.py:38)
resource allowedRegions 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  name: 'allowed-regions'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    displayName: 'Regions'
    description: 'Data stays in Europe.'
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c'
    parameters: {
      listOfAllowedLocations: {
        value: [
          'westeurope'
          'northeurope'
        ]
      }
    }
    enforcementMode: 'DoNotEnforce'
    nonComplianceMessages: [
      {
        message: 'Only in Europe.'
      }
    ]
    notScopes: [
      rgShared.id
    ]
  }
}

// budget ml-monthly (main.py:60)
resource mlMonthly 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'ml-monthly'
  properties: {
    category: 'Cost'
    amount: 1000
    timeGrain: 'Quarterly'
    timePeriod: {
      startDate: '2026-01-01T00:00:00Z'
      endDate: '2028-12-31T00:00:00Z'
    }
    notifications: {
      eighty: {
        enabled: false
        operator: 'EqualTo'
        threshold: 80
        thresholdType: 'Forecasted'
        contactEmails: [
          'ml@example.org'
        ]
        contactRoles: [
          'Owner'
        ]
        contactGroups: []
      }
    }
  }
}

// diagnostic setting activity (main.py:76)
resource activity 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'activity'
  properties: {
    workspaceId: logs.id
    logs: [
      {
        category: 'Administrative'
        enabled: true
      }
      {
        category: 'Policy'
        enabled: true
      }
    ]
  }
  dependsOn: [
    rgSharedResources
  ]
}

// because 22222222-2222-4222-8222-222222222222 holds Reader (main.py:77)
resource groupSeesSubscription 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, '22222222-2222-4222-8222-222222222222', reader)
  properties: {
    roleDefinitionId: reader
    principalId: '22222222-2222-4222-8222-222222222222'
    principalType: 'Group'
    description: '22222222-2222-4222-8222-222222222222 holds Reader'
  }
}

// resources in rg-shared: log-shared, no-delete
module rgSharedResources 'modules/rg-shared.bicep' = {
  scope: rgShared
  params: {
    location: 'westeurope'
    tags: tags
    idTrainId: idTrain.id
    idTrainPrincipalId: rgMlDevResources.outputs.idTrainPrincipalId
  }
}

// resources in rg-ml-dev: stdevpnly59, kv-dev-pnly59, crdevpnly59, stlakedev0001, id-train, dev
module rgMlDevResources 'modules/rg-ml-dev.bicep' = {
  scope: rgMlDev
  params: {
    location: 'northeurope'
    tags: tags
  }
}

// resources in rg-ml-dev: appi-dev, mlw-dev, events, cpu
module rgMlDev2Resources 'modules/rg-ml-dev-2.bicep' = {
  scope: rgMlDev
  params: {
    location: 'northeurope'
    tags: tags
    logsId: logs.id
    storageId: storage.id
    keyVaultId: keyVault.id
    registryId: registry.id
    stlakedev0001Name: stlakedev0001.name
    idTrainId: idTrain.id
    idTrainPrincipalId: rgMlDevResources.outputs.idTrainPrincipalId
  }
  dependsOn: [
    rgSharedResources
  ]
}

@description('Id of mlw-dev.')
output workspace string = workspace.id

@description('mlFlowTrackingUri of mlw-dev.')
output mlflow string = rgMlDev2Resources.outputs.workspaceMlFlowTrackingUri
