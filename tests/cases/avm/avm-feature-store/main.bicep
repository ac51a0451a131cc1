// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// existing storage account stavm, because mlswfs001 uses it as storage (main.py:19)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stavm'
}

// existing key vault kv-avm, because mlswfs001 uses it as key vault (main.py:19)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-avm'
}

// existing application insights appi-avm, because mlswfs001 uses it as insights (main.py:20)
resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'appi-avm'
}

// workspace mlswfs001 (main.py:53)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlswfs001'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'FeatureStore'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlswfs001'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
    featureStoreSettings: {
      computeRuntime: {
        sparkRuntimeVersion: '3.3'
      }
    }
  }
}
