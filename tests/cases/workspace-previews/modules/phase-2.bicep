// Rendered by mlinfra: change the stack file, not this one.
// What the stack workspace-previews deploys to the resource group.

@description('Region of everything that has one.')
param location string

@description('Tags of every resource.')
param tags object

@description('Id of stearlyhub.')
param stearlyhubId string

@description('Id of kv-early-hub.')
param kvEarlyHubId string

@description('Id of stearlyfeatures.')
param stearlyfeaturesId string

@description('Id of kv-early-features.')
param kvEarlyFeaturesId string

@description('Id of appi-mlf-early.')
param appiMlfEarlyId string

// workspace mlh-early, because its default action and ip rules can only be written once the rest is there (main.py:22)
resource mlhEarlyWorkspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01-preview' = {
  name: 'mlh-early'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Hub'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlh-early'
    storageAccount: stearlyhubId
    keyVault: kvEarlyHubId
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
    networkAcls: {
      defaultAction: 'Deny'
      ipRules: [
        {
          value: '203.0.113.0/24'
        }
        {
          value: '198.51.100.7'
        }
      ]
    }
    enableSoftwareBillOfMaterials: true
    enableSimplifiedCmk: false
    existingWorkspaces: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.MachineLearningServices/workspaces/mlw-old'
    ]
    storageAccounts: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.Storage/storageAccounts/stmore'
    ]
    keyVaults: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.KeyVault/vaults/kv-more'
    ]
    containerRegistries: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.ContainerRegistry/registries/crmore'
    ]
  }
}

// workspace mlf-early, because its default action and ip rules can only be written once the rest is there (main.py:53)
resource mlfEarlyWorkspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01-preview' = {
  name: 'mlf-early'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'FeatureStore'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlf-early'
    storageAccount: stearlyfeaturesId
    keyVault: kvEarlyFeaturesId
    applicationInsights: appiMlfEarlyId
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
    networkAcls: {
      defaultAction: 'Allow'
      ipRules: [
        {
          value: '192.0.2.0/24'
        }
      ]
    }
    enableSoftwareBillOfMaterials: false
    enableSimplifiedCmk: true
    existingWorkspaces: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.MachineLearningServices/workspaces/mlw-older'
    ]
    storageAccounts: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.Storage/storageAccounts/stother'
    ]
    keyVaults: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.KeyVault/vaults/kv-other'
    ]
    containerRegistries: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.ContainerRegistry/registries/crother'
    ]
  }
}
