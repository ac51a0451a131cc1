// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = resourceGroup().location

@description('For the feature service.')
@secure()
param apiToken string

@secure()
param signingKey string

@description('Who answers for it.')
param owner string

@description('Part of the tags.')
@allowed([
  'dev'
  'test'
  'prod'
])
param stage string = 'dev'

param verbose bool = false
param sampling int = 50

@secure()
param hookKey string

@description('Tags of every resource.')
var tags = {
  owner: owner
  stage: stage
  app: 'ledger'
}

@description('Value of the output answer.')
var answerValue = '42'

// storage account stledgers2wl96, because mlw-ledger uses it as storage (main.py:21)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stledgers2wl96'
  location: location
  tags: union(tags, {
    layer: 'bronze'
  })
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
    largeFileSharesState: 'Enabled'
  }
}

// key vault kv-ledger-s2wl96, because mlw-ledger uses it as key vault (main.py:19)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-ledger-s2wl96'
  location: location
  tags: tags
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

// log analytics log-ledger, because appi-ledger uses it as logs (main.py:22)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-ledger'
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

// application insights appi-ledger, because mlw-ledger uses it as insights (main.py:22)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-ledger'
  location: location
  tags: union(tags, {
    stage: stage
  })
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
    DisableIpMasking: verbose
    SamplingPercentage: sampling
  }
}

// container registry crledgers2wl96, because mlw-ledger uses it as registry (main.py:19)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crledgers2wl96'
  location: location
  tags: tags
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

// workspace mlw-ledger (main.py:19)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-ledger'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Default'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlw-ledger'
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

// compute instance ci-ledger (main.py:26)
resource ciLedger 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'ci-ledger'
  location: location
  tags: tags
  properties: {
    computeType: 'ComputeInstance'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      idleTimeBeforeShutdown: 'PT1H'
      applicationSharingPolicy: 'Personal'
      sshSettings: {
        sshPublicAccess: 'Disabled'
      }
      enableNodePublicIp: true
      customServices: [
        {
          name: 'feed'
          environmentVariables: {
            apiToken: {
              type: 'local'
              value: apiToken
            }
            signingKey: {
              type: 'local'
              value: signingKey
            }
            hookKey: {
              type: 'local'
              value: hookKey
            }
          }
        }
      ]
    }
  }
}

@description('mlFlowTrackingUri of mlw-ledger.')
output mlflow string = workspace.properties.mlFlowTrackingUri

@description('stage.')
output stage string = stage

@description('answer.')
output answer string = answerValue
