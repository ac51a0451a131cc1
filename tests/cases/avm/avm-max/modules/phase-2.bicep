// Rendered by mlinfra: change the stack file, not this one.
// What the stack avm-max deploys to the resource group.

@description('Region of everything that has one.')
param location string

// existing storage account stavm, because mlswmax001 uses it as storage (main.py:19)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stavm'
}

// existing key vault kv-avm, because mlswmax001 uses it as key vault (main.py:19)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-avm'
}

// existing application insights appi-avm, because mlswmax001 uses it as insights (main.py:20)
resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'appi-avm'
}

// existing user assigned identity id-max, because mlswmax001 uses it as identity (main.py:21)
resource idMax 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-max'
}

// existing virtual network vnet-avm, because mlswmax001 uses it as subnet (main.py:22)
resource vnetAvm 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-avm'
}

// existing subnet snet, because mlswmax001 uses it as subnet (main.py:22)
resource snet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetAvm
  name: 'snet'
}

// workspace mlswmax001, because its ip allowlist can only be written once the rest is there (main.py:74)
resource mlswmax001 'Microsoft.MachineLearningServices/workspaces@2024-10-01-preview' = {
  name: 'mlswmax001'
  location: location
  tags: {
    'hidden-title': 'This is visible in the resource name'
    Environment: 'Non-Prod'
    Role: 'DeploymentValidation'
  }
  sku: {
    name: 'Premium'
    tier: 'Premium'
  }
  kind: 'Default'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idMax.id}': {}
    }
  }
  properties: {
    friendlyName: 'Workspace'
    description: 'The cake is a lie.'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    primaryUserAssignedIdentity: idMax.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'AccessKey'
    imageBuildCompute: 'testcompute'
    managedNetwork: {
      isolationMode: 'Disabled'
    }
    hbiWorkspace: false
    v1LegacyMode: false
    ipAllowlist: [
      '1.2.3.4/32'
    ]
    provisionNetworkNow: true
    serverlessComputeSettings: {
      serverlessComputeCustomSubnet: snet.id
      serverlessComputeNoPublicIP: true
    }
    discoveryUrl: 'http://example.com'
  }
}
