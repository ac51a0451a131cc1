// Rendered by mlinfra: change the stack file, not this one.
// What the stack endpoints deploys to the resource group.

@description('Region of everything that has one.')
param location string

@description('Id of stendpoints.')
param storageId string

@description('Id of kv-platform.')
param keyVaultId string

@description('Id of appi-endpoints.')
param insightsId string

@description('Id of crendpoints.')
param registryId string

// workspace mlw-endpoints, because its ip allowlist can only be written once the rest is there (main.py:13)
resource mlwEndpoints 'Microsoft.MachineLearningServices/workspaces@2024-10-01-preview' = {
  name: 'mlw-endpoints'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Default'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlw-endpoints'
    storageAccount: storageId
    keyVault: keyVaultId
    applicationInsights: insightsId
    containerRegistry: registryId
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    managedNetwork: {
      isolationMode: 'AllowInternetOutbound'
    }
    hbiWorkspace: false
    v1LegacyMode: false
    ipAllowlist: [
      '203.0.113.0/24'
    ]
    allowRoleAssignmentOnRG: false
    softDeleteRetentionInDays: 7
  }
}
