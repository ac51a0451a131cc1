// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'swedencentral'

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// existing storage account stlake, because nodes of mlw-closed reach it (main.py:9)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
  scope: resourceGroup('rg-platform')
}

// existing key vault kv-platform, because nodes of mlw-closed reach it (main.py:23)
resource kvPlatform 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-platform'
  scope: resourceGroup('rg-platform')
}

// existing container registry crplatform, because nodes of mlw-closed reach it (main.py:24)
resource crplatform 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crplatform'
  scope: resourceGroup('rg-platform')
}

// storage account stclosedb4dro2, because mlw-closed uses it as storage (main.py:11)
resource stclosedb4dro2 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stclosedb4dro2'
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

// key vault kv-closed-b4dro2, because mlw-closed uses it as key vault (main.py:11)
resource kvClosedB4dro2 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-closed-b4dro2'
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

// log analytics log-closed, because appi-closed uses it as logs (main.py:11)
resource logClosed 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-closed'
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

// application insights appi-closed, because mlw-closed uses it as insights (main.py:11)
resource appiClosed 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-closed'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logClosed.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// container registry crclosed, because mlw-closed uses it as registry (main.py:13)
resource crclosed 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crclosed'
  location: location
  sku: {
    name: 'Premium'
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

// workspace mlw-closed (main.py:11)
resource mlwClosed 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-closed'
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
    friendlyName: 'mlw-closed'
    storageAccount: stclosedb4dro2.id
    keyVault: kvClosedB4dro2.id
    applicationInsights: appiClosed.id
    containerRegistry: crclosed.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    imageBuildCompute: 'cpu'
    managedNetwork: {
      isolationMode: 'AllowOnlyApprovedOutbound'
      firewallSku: 'Basic'
    }
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// outbound rule pypi, because nodes of mlw-closed reach it (main.py:18)
resource pypi 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlwClosed
  name: 'pypi'
  properties: {
    type: 'FQDN'
    category: 'UserDefined'
    destination: 'pypi.org'
  }
}

// outbound rule monitor, because nodes of mlw-closed reach it (main.py:19)
resource monitor 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlwClosed
  name: 'monitor'
  properties: {
    type: 'ServiceTag'
    category: 'UserDefined'
    destination: {
      serviceTag: 'AzureMonitor'
      protocol: 'TCP'
      portRanges: '443,1886'
    }
  }
  dependsOn: [
    pypi
  ]
}

// outbound rule probe, because nodes of mlw-closed reach it (main.py:20)
resource probe 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlwClosed
  name: 'probe'
  properties: {
    type: 'ServiceTag'
    category: 'UserDefined'
    destination: {
      serviceTag: 'AzureCloud.westeurope'
      protocol: 'UDP'
      portRanges: '*'
    }
  }
  dependsOn: [
    monitor
  ]
}

// outbound rule lake-blob, because nodes of mlw-closed reach it (main.py:21)
resource lakeBlob 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlwClosed
  name: 'lake-blob'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: stlake.id
      subresourceTarget: 'blob'
      sparkEnabled: false
    }
  }
  dependsOn: [
    probe
    rgPlatformMlwClosedRoles
  ]
}

// outbound rule lake-dfs, because nodes of mlw-closed reach it (main.py:22)
resource lakeDfs 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlwClosed
  name: 'lake-dfs'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: stlake.id
      subresourceTarget: 'dfs'
      sparkEnabled: false
    }
  }
  dependsOn: [
    lakeBlob
  ]
}

// outbound rule vault, because nodes of mlw-closed reach it (main.py:23)
resource vault 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlwClosed
  name: 'vault'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: kvPlatform.id
      subresourceTarget: 'vault'
      sparkEnabled: false
    }
  }
  dependsOn: [
    lakeDfs
  ]
}

// outbound rule images, because nodes of mlw-closed reach it (main.py:24)
resource images 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlwClosed
  name: 'images'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: crplatform.id
      subresourceTarget: 'registry'
      sparkEnabled: false
    }
  }
  dependsOn: [
    vault
  ]
}

// compute cluster cpu (main.py:28)
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: mlwClosed
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
        maxNodeCount: 4
        nodeIdleTimeBeforeScaleDown: 'PT2M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: false
    }
  }
  dependsOn: [
    images
  ]
}

// storage account stopenck47ip, because mlw-open uses it as storage (main.py:31)
resource stopenck47ip 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stopenck47ip'
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

// key vault kv-open-ck47ip, because mlw-open uses it as key vault (main.py:31)
resource kvOpenCk47ip 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-open-ck47ip'
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

// log analytics log-open, because appi-open uses it as logs (main.py:31)
resource logOpen 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-open'
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

// application insights appi-open, because mlw-open uses it as insights (main.py:31)
resource appiOpen 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-open'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logOpen.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// workspace mlw-open (main.py:31)
resource mlwOpen 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-open'
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
    friendlyName: 'mlw-open'
    storageAccount: stopenck47ip.id
    keyVault: kvOpenCk47ip.id
    applicationInsights: appiOpen.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    managedNetwork: {
      isolationMode: 'AllowInternetOutbound'
    }
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// outbound rule queue, because nodes of mlw-open reach it (main.py:33)
resource queue 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlwOpen
  name: 'queue'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: stlake.id
      subresourceTarget: 'queue'
      sparkEnabled: false
    }
  }
  dependsOn: [
    rgPlatformMlwOpenRoles
  ]
}

// because cpu keeps logs and outputs in stclosedb4dro2 (main.py:28)
resource cpuWritesStclosedb4dro2 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stclosedb4dro2
  name: guid(stclosedb4dro2.id, cpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stclosedb4dro2'
  }
}

// roles in rg-platform: mlw-closed connects to stlake; mlw-closed connects to kv-platform; mlw-closed connects to crplatform
module rgPlatformMlwClosedRoles 'modules/rg-platform-mlw-closed.bicep' = {
  scope: resourceGroup('rg-platform')
  params: {
    mlwClosedId: mlwClosed.id
    mlwClosedPrincipalId: mlwClosed.identity.principalId
  }
}

// roles in rg-platform: mlw-open connects to stlake
module rgPlatformMlwOpenRoles 'modules/rg-platform-mlw-open.bicep' = {
  scope: resourceGroup('rg-platform')
  params: {
    mlwOpenId: mlwOpen.id
    mlwOpenPrincipalId: mlwOpen.identity.principalId
  }
}
