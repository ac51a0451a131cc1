// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

param eventsKeyVersion string
param otherVault string
param eventCluster string

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// subnet readers, because default uses it as subnet (main.py:12)
resource readers 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetEvents
  name: 'readers'
}

// existing virtual network vnet-hub, because default uses it as subnet (main.py:30)
resource vnetHub 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-hub'
  scope: resourceGroup('rg-hub')
}

// existing subnet snet-ml, because default uses it as subnet (main.py:30)
resource snetMl 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetHub
  name: 'snet-ml'
}

// existing storage account stlake, because short uses it as account (main.py:58)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
  scope: resourceGroup('rg-lake')
}

// existing blob service default, because logs keeps events in steventsarchive01 (main.py:34)
resource steventsarchive01Blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: steventsarchive01
  name: 'default'
}

// existing blob container events, because logs keeps events in steventsarchive01 (main.py:34)
resource events 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: steventsarchive01Blobs
  name: 'events'
}

// key vault kv-events (main.py:66)
resource kvEvents 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-events'
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

// user assigned identity id-capture, because evhns-logs uses it as user assigned (main.py:15)
resource idCapture 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-capture'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// event hub namespace evhns-logs, because diagnostics is part of it (main.py:16)
resource evhnsLogs 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-logs'
  location: location
  tags: {
    team: 'operations'
  }
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: 2
  }
  identity: {
    type: 'SystemAssigned, UserAssigned'
    userAssignedIdentities: {
      '${idCapture.id}': {}
    }
  }
  properties: {
    isAutoInflateEnabled: true
    maximumThroughputUnits: 10
    publicNetworkAccess: 'Disabled'
    minimumTlsVersion: '1.2'
    disableLocalAuth: false
    kafkaEnabled: false
  }
}

// event hub rule diagnostics (main.py:33)
resource diagnostics 'Microsoft.EventHub/namespaces/authorizationRules@2024-01-01' = {
  parent: evhnsLogs
  name: 'diagnostics'
  properties: {
    rights: [
      'Listen'
      'Send'
      'Manage'
    ]
  }
}

// storage account stevents7zvko7, because mlw-events uses it as storage (main.py:9)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stevents7zvko7'
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

// key vault kv-events-7zvko7, because mlw-events uses it as key vault (main.py:9)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-events-7zvko7'
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

// log analytics log-events, because appi-events uses it as logs (main.py:9)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-events'
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

// application insights appi-events, because mlw-events uses it as insights (main.py:9)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-events'
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

// container registry crevents7zvko7, because mlw-events uses it as registry (main.py:9)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crevents7zvko7'
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

// workspace mlw-events (main.py:9)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-events'
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
    friendlyName: 'mlw-events'
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

// virtual network vnet-events, because readers is part of it (main.py:11)
resource vnetEvents 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-events'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/22'
      ]
    }
    subnets: [
      {
        name: 'readers'
        properties: {
          addressPrefix: '10.20.0.0/26'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
          privateLinkServiceNetworkPolicies: 'Enabled'
          serviceEndpoints: [
            {
              service: 'Microsoft.EventHub'
            }
          ]
        }
      }
    ]
  }
}

// event hub firewall default (main.py:24)
resource default 'Microsoft.EventHub/namespaces/networkRuleSets@2024-01-01' = {
  parent: evhnsLogs
  name: 'default'
  properties: {
    publicNetworkAccess: 'Disabled'
    defaultAction: 'Deny'
    trustedServiceAccessEnabled: true
    ipRules: [
      {
        ipMask: '203.0.113.0/24'
        action: 'Allow'
      }
    ]
    virtualNetworkRules: [
      {
        subnet: {
          id: readers.id
        }
      }
      {
        subnet: {
          id: snetMl.id
        }
        ignoreMissingVnetServiceEndpoint: true
      }
    ]
  }
}

// event hub latest (main.py:52)
resource latest 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: evhnsLogs
  name: 'latest'
  properties: {
    partitionCount: 4
    retentionDescription: {
      cleanupPolicy: 'Compact'
      retentionTimeInHours: 24
      tombstoneRetentionTimeInHours: 12
    }
  }
}

// event hub short (main.py:53)
resource short 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: evhnsLogs
  name: 'short'
  properties: {
    partitionCount: 4
    messageRetentionInDays: 1
    captureDescription: {
      enabled: false
      encoding: 'Avro'
      intervalInSeconds: 300
      sizeLimitInBytes: 314572800
      skipEmptyArchives: true
      destination: {
        name: 'EventHubArchive.AzureBlockBlob'
        properties: {
          storageAccountResourceId: stlake.id
          blobContainer: 'raw'
          archiveNameFormat: '{Namespace}/{EventHub}/{PartitionId}/{Year}/{Month}/{Day}/{Hour}/{Minute}/{Second}'
        }
        identity: {
          type: 'SystemAssigned'
        }
      }
    }
    status: 'Disabled'
  }
}

// storage account steventsarchive01, because logs uses it as account (main.py:10)
resource steventsarchive01 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'steventsarchive01'
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

// because logs keeps events in steventsarchive01 (main.py:34)
resource idCaptureWritesEvents 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: events
  name: guid(events.id, idCapture.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idCapture.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'logs keeps events in steventsarchive01'
  }
}

// event hub logs, because security is part of it (main.py:34)
resource logsHub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: evhnsLogs
  name: 'logs'
  properties: {
    partitionCount: 8
    retentionDescription: {
      retentionTimeInHours: 72
    }
    status: 'Active'
    userMetadata: 'logs of workspaces'
    captureDescription: {
      enabled: true
      encoding: 'AvroDeflate'
      intervalInSeconds: 600
      sizeLimitInBytes: 104857600
      skipEmptyArchives: false
      destination: {
        name: 'EventHubArchive.AzureBlockBlob'
        properties: {
          storageAccountResourceId: steventsarchive01.id
          blobContainer: 'events'
          archiveNameFormat: '{Namespace}/{EventHub}/{PartitionId}/{Year}-{Month}-{Day}/{Hour}/{Minute}/{Second}'
        }
        identity: {
          type: 'UserAssigned'
          userAssignedIdentity: idCapture.id
        }
      }
    }
  }
  dependsOn: [
    idCaptureWritesEvents
  ]
}

// consumer group security (main.py:62)
resource security 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: logsHub
  name: 'security'
  properties: {
    userMetadata: 'read by the security team'
  }
}

// event hub namespace evhns-dedicated, because default is part of it (main.py:67)
resource evhnsDedicated 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-dedicated'
  location: location
  sku: {
    name: 'Premium'
    tier: 'Premium'
    capacity: 4
  }
  identity: {
    type: 'SystemAssigned, UserAssigned'
    userAssignedIdentities: {
      '${idCapture.id}': {}
    }
  }
  properties: {
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: [
        {
          keyName: 'events'
          keyVaultUri: kvEvents.properties.vaultUri
          keyVersion: eventsKeyVersion
          identity: {
            userAssignedIdentity: idCapture.id
          }
        }
        {
          keyName: 'other'
          keyVaultUri: otherVault
        }
      ]
      requireInfrastructureEncryption: true
    }
    publicNetworkAccess: 'Enabled'
    minimumTlsVersion: '1.1'
    disableLocalAuth: true
    zoneRedundant: true
    clusterArmId: eventCluster
    alternateName: 'evhns-other'
    kafkaEnabled: true
  }
}

// event hub firewall default (main.py:85)
resource defaultFirewall 'Microsoft.EventHub/namespaces/networkRuleSets@2024-01-01' = {
  parent: evhnsDedicated
  name: 'default'
  properties: {
    publicNetworkAccess: 'Enabled'
    defaultAction: 'Allow'
    trustedServiceAccessEnabled: false
    ipRules: []
  }
}

// event hub rule read (main.py:89)
resource read 'Microsoft.EventHub/namespaces/authorizationRules@2024-01-01' = {
  parent: evhnsLogs
  name: 'read'
  properties: {
    rights: [
      'Listen'
    ]
  }
}

// diagnostic setting to-events (main.py:90)
resource toEvents 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'to-events'
  properties: {
    eventHubAuthorizationRuleId: diagnostics.id
    eventHubName: 'logs'
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// resources in rg-shared: ml
module rgSharedResources 'modules/rg-shared.bicep' = {
  scope: resourceGroup('rg-shared')
}

@description('serviceBusEndpoint of evhns-logs.')
output endpoint string = evhnsLogs.properties.serviceBusEndpoint

@description('principalId of evhns-dedicated.')
output principal string = evhnsDedicated.identity.principalId
