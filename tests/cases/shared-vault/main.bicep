// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// storage account stresearchcsm5uk, because mlw-research uses it as storage (main.py:14)
resource stresearchcsm5uk 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stresearchcsm5uk'
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

// key vault kv-both, because mlw-research uses it as key vault (main.py:10)
resource kvBoth 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-both'
  location: location
  tags: {
    shared: 'yes'
  }
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

// log analytics log-both, because appi-research uses it as logs (main.py:12)
resource logBoth 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-both'
  location: location
  tags: {
    shared: 'yes'
  }
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

// application insights appi-research, because mlw-research uses it as insights (main.py:18)
resource appiResearch 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-research'
  location: location
  tags: {
    shared: 'no'
  }
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logBoth.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// container registry crboth, because mlw-research uses it as registry (main.py:11)
resource crboth 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crboth'
  location: location
  tags: {
    shared: 'yes'
  }
  sku: {
    name: 'Standard'
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

// workspace mlw-research (main.py:14)
resource mlwResearch 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-research'
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
    friendlyName: 'mlw-research'
    storageAccount: stresearchcsm5uk.id
    keyVault: kvBoth.id
    applicationInsights: appiResearch.id
    containerRegistry: crboth.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// compute cluster cpu (main.py:19)
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: mlwResearch
  name: 'cpu'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      vmPriority: 'Dedicated'
      osType: 'Linux'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 1
        nodeIdleTimeBeforeScaleDown: 'PT2M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
    }
  }
}

// storage account stserving8jogjw, because mlw-serving uses it as storage (main.py:21)
resource stserving8jogjw 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stserving8jogjw'
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

// application insights appi-serving, because mlw-serving uses it as insights (main.py:25)
resource appiServing 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-serving'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logBoth.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// workspace mlw-serving (main.py:21)
resource mlwServing 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-serving'
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
    friendlyName: 'mlw-serving'
    storageAccount: stserving8jogjw.id
    keyVault: kvBoth.id
    applicationInsights: appiServing.id
    containerRegistry: crboth.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
  dependsOn: [
    mlwResearch
  ]
}

// compute cluster cpu (main.py:27)
resource cpuCluster 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: mlwServing
  name: 'cpu'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      vmPriority: 'Dedicated'
      osType: 'Linux'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 1
        nodeIdleTimeBeforeScaleDown: 'PT2M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
    }
  }
}

// because cpu keeps logs and outputs in stresearchcsm5uk (main.py:19)
resource cpuWritesStresearchcsm5uk 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stresearchcsm5uk
  name: guid(stresearchcsm5uk.id, cpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stresearchcsm5uk'
  }
}

// because cpu keeps logs and outputs in stserving8jogjw (main.py:27)
resource cpuClusterWritesStserving8jogjw 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stserving8jogjw
  name: guid(stserving8jogjw.id, cpuCluster.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpuCluster.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stserving8jogjw'
  }
}
