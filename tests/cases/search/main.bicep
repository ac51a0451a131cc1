// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// storage account stsearchtw9ibw, because mlw-search uses it as storage (main.py:5)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stsearchtw9ibw'
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

// key vault kv-search-tw9ibw, because mlw-search uses it as key vault (main.py:5)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-search-tw9ibw'
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

// log analytics log-search, because appi-search uses it as logs (main.py:5)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-search'
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

// application insights appi-search, because mlw-search uses it as insights (main.py:5)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-search'
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

// container registry crsearchtw9ibw, because mlw-search uses it as registry (main.py:5)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crsearchtw9ibw'
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

// workspace mlw-search (main.py:5)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-search'
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
    friendlyName: 'mlw-search'
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

// search service srch-grounding (main.py:6)
resource srchGrounding 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'srch-grounding'
  location: location
  sku: {
    name: 'basic'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    replicaCount: 3
    partitionCount: 1
    hostingMode: 'Default'
    computeType: 'Default'
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkRuleSet: {
      bypass: 'AzureServices'
    }
    dataExfiltrationProtections: [
      'BlockAll'
    ]
    semanticSearch: 'standard'
    encryptionWithCmk: {
      enforcement: 'Enabled'
    }
  }
}

// search service srch-partners (main.py:11)
resource srchPartners 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'srch-partners'
  location: location
  tags: {
    team: 'partners'
  }
  sku: {
    name: 'standard'
  }
  properties: {
    replicaCount: 1
    partitionCount: 2
    hostingMode: 'Default'
    computeType: 'Default'
    disableLocalAuth: false
    authOptions: {
      aadOrApiKey: {
        aadAuthFailureMode: 'http403'
      }
    }
    publicNetworkAccess: 'Enabled'
    networkRuleSet: {
      ipRules: [
        {
          value: '203.0.113.0/24'
        }
        {
          value: '198.51.100.7'
        }
      ]
      bypass: 'None'
    }
    semanticSearch: 'disabled'
    encryptionWithCmk: {
      enforcement: 'Unspecified'
    }
    upgradeAvailable: 'notAvailable'
  }
}

// search service srch-search-updo1h (main.py:22)
resource srchSearchUpdo1h 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'srch-search-updo1h'
  location: location
  sku: {
    name: 'standard3'
  }
  properties: {
    replicaCount: 1
    partitionCount: 1
    hostingMode: 'HighDensity'
    computeType: 'Confidential'
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkRuleSet: {
      bypass: 'None'
    }
    semanticSearch: 'disabled'
    encryptionWithCmk: {
      enforcement: 'Unspecified'
    }
  }
  dependsOn: [
    srchPartners
  ]
}

@description('endpoint of srch-grounding.')
output endpoint string = srchGrounding.properties.endpoint

@description('principalId of srch-grounding.')
output principal string = srchGrounding.identity.principalId
