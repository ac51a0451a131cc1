// Rendered by mlinfra: change the stack file, not this one.
// What the stack governance deploys to rg-ml.

@description('Region of everything that has one.')
param location string

param owner string
param delegatedIdentity string

@description('Built-in role Contributor.')
var contributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b24988ac-6180-42a0-ab88-20f7382dd24c'
)

// storage account stgovernance, because mlw-governance uses it as storage (main.py:28)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stgovernance'
  location: location
  sku: {
    name: 'Standard_LRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    encryption: {
      keySource: 'Microsoft.Storage'
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
        file: {
          enabled: true
          keyType: 'Account'
        }
      }
    }
    isHnsEnabled: false
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }
}

// key vault kv-governance-ravkij, because mlw-governance uses it as key vault (main.py:45)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-governance-ravkij'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
  }
}

// log analytics log-governance, because appi-governance uses it as logs (main.py:45)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-governance'
  location: location
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

// application insights appi-governance, because mlw-governance uses it as insights (main.py:45)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-governance'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logs.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// container registry crgovernanceravkij, because mlw-governance uses it as registry (main.py:45)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crgovernanceravkij'
  location: location
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    dataEndpointEnabled: false
    networkRuleBypassOptions: 'AzureServices'
    publicNetworkAccess: 'Enabled'
    roleAssignmentMode: 'LegacyRegistryPermissions'
    zoneRedundancy: 'Disabled'
  }
}

// workspace mlw-governance (main.py:45)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-governance'
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
    friendlyName: 'mlw-governance'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// user assigned identity id-policy (main.py:46)
resource idPolicy 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-policy'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// role definition 77777777-7777-4777-8777-777777777777 (main.py:38)
resource roleMLStarter 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: '77777777-7777-4777-8777-777777777777'
  properties: {
    roleName: 'ML starter'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.MachineLearningServices/workspaces/computes/start/action'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
    assignableScopes: [
      resourceGroup().id
    ]
    description: 'Starts computes.'
  }
}

// lock no-delete (main.py:126)
resource noDelete 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: storage
  name: 'no-delete'
  properties: {
    level: 'CanNotDelete'
    owners: [
      {
        applicationId: owner
      }
    ]
  }
}

// because 22222222-2222-4222-8222-222222222222 holds ML starter (main.py:114)
resource groupHoldsRoleOnRgMl 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(
    resourceGroup().id,
    '22222222-2222-4222-8222-222222222222',
    subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '77777777-7777-4777-8777-777777777777')
  )
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '77777777-7777-4777-8777-777777777777'
    )
    principalId: '22222222-2222-4222-8222-222222222222'
    principalType: 'Group'
    description: '22222222-2222-4222-8222-222222222222 holds ML starter'
    delegatedManagedIdentityResourceId: delegatedIdentity
  }
  dependsOn: [
    roleMLStarter
  ]
}

// because 33333333-3333-4333-8333-333333333333 holds Contributor (main.py:120)
resource groupManagesWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, '33333333-3333-4333-8333-333333333333', contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: '33333333-3333-4333-8333-333333333333'
    principalType: 'Group'
    description: '33333333-3333-4333-8333-333333333333 holds Contributor'
  }
}

// because ML operator of mlw-governance (main.py:45)
resource groupHoldsRoleOnWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(
    workspace.id,
    '22222222-2222-4222-8222-222222222222',
    subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c62c8347-0547-5a76-9f70-4669d1fdb592')
  )
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'c62c8347-0547-5a76-9f70-4669d1fdb592'
    )
    principalId: '22222222-2222-4222-8222-222222222222'
    principalType: 'Group'
    description: 'ML operator of mlw-governance'
  }
}
