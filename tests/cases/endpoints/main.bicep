// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

param request string
param securityGroup string

@description('What properties.ipAllowlist of mlw-endpoints is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param workspaceLiveIpAllowlist array = []

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// existing key vault kv-platform, because mlw-endpoints uses it as key vault (main.py:16)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-platform'
  scope: resourceGroup('rg-platform')
}

// existing virtual network vnet-hub, because hub uses it as network (main.py:10)
resource vnetHub 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-hub'
  scope: resourceGroup('aaaaaaaa-0000-4000-8000-000000000001', 'rg-network')
}

// existing subnet endpoints, because pep-blob uses it as subnet (main.py:11)
resource endpoints 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetHub
  name: 'endpoints'
}

// existing private dns zone privatelink.notebooks.azure.net, because dns uses it as zones (main.py:40)
resource privatelinkNotebooksAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.notebooks.azure.net'
  scope: resourceGroup('aaaaaaaa-0000-4000-8000-000000000001', 'rg-network')
}

// existing storage account stlake, because pep-lake uses it as target (main.py:68)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
  scope: resourceGroup('rg-lake')
}

// storage account stendpoints, because mlw-endpoints uses it as storage (main.py:12)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stendpoints'
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
      defaultAction: 'Deny'
    }
    publicNetworkAccess: 'Disabled'
    supportsHttpsTrafficOnly: true
  }
}

// log analytics log-endpoints, because appi-endpoints uses it as logs (main.py:13)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-endpoints'
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

// application insights appi-endpoints, because mlw-endpoints uses it as insights (main.py:13)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-endpoints'
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

// container registry crendpoints, because mlw-endpoints uses it as registry (main.py:17)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crendpoints'
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

// workspace mlw-endpoints (main.py:13)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01-preview' = {
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
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    managedNetwork: {
      isolationMode: 'AllowInternetOutbound'
    }
    hbiWorkspace: false
    v1LegacyMode: false
    allowRoleAssignmentOnRG: false
    softDeleteRetentionInDays: 7
    ipAllowlist: empty(workspaceLiveIpAllowlist) ? null : workspaceLiveIpAllowlist
  }
}

// private dns zone privatelink.api.azureml.ms (main.py:26)
resource privatelinkApiAzuremlMs 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.api.azureml.ms'
  location: 'global'
  tags: {
    team: 'network'
  }
}

// compute cluster cpu (main.py:24)
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
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
      enableNodePublicIp: false
    }
  }
  dependsOn: [
    rgEndpointsResources
  ]
}

// virtual network link hub (main.py:29)
resource privatelinkApiAzuremlMsLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkApiAzuremlMs
  name: 'hub'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetHub.id
    }
    registrationEnabled: false
    resolutionPolicy: 'NxDomainRedirect'
  }
}

// virtual network vnet-spoke, because spoke uses it as network (main.py:32)
resource vnetSpoke 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-spoke'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.30.0.0/22'
      ]
    }
    subnets: []
  }
}

// virtual network link spoke (main.py:30)
resource privatelinkApiAzuremlMsLinkLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkApiAzuremlMs
  name: 'spoke'
  location: 'global'
  tags: {
    team: 'network'
    owner: 'network'
  }
  properties: {
    virtualNetwork: {
      id: vnetSpoke.id
    }
    registrationEnabled: true
    resolutionPolicy: 'Default'
  }
}

// private dns zone privatelink.blob.core.windows.net (main.py:42)
resource privatelinkBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.blob.${environment().suffixes.storage}'
  location: 'global'
  tags: {
    owner: 'network'
  }
}

// private endpoint pep-blob, because default is part of it (main.py:62)
resource pepBlob 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-blob'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-blob'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'blob'
          ]
          requestMessage: 'for training'
        }
      }
    ]
  }
  tags: {
    owner: 'network'
  }
}

// private dns zone group default (main.py:64)
resource pepBlobDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: pepBlob
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'blobs'
        properties: {
          privateDnsZoneId: privatelinkBlobCoreWindowsNet.id
        }
      }
    ]
  }
}

// private endpoint pep-images (main.py:65)
resource pepImages 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-images'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-images'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
  }
}

// private endpoint pep-lake (main.py:66)
resource pepLake 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-lake'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    manualPrivateLinkServiceConnections: [
      {
        name: 'pep-lake'
        properties: {
          privateLinkServiceId: stlake.id
          groupIds: [
            'dfs'
          ]
          requestMessage: request
        }
      }
    ]
  }
}

// because cpu keeps logs and outputs in stendpoints (main.py:24)
resource cpuWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, cpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stendpoints'
  }
}

// because studio of mlw-endpoints looks up pep-blob (main.py:62)
resource workspaceSeesPepBlob 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: pepBlob
  name: guid(pepBlob.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-endpoints looks up pep-blob'
  }
}

// resources in the resource group: mlw-endpoints
module phase2Resources 'modules/phase-2.bicep' = {
  params: {
    location: location
    storageId: storage.id
    keyVaultId: keyVault.id
    insightsId: insights.id
    registryId: registry.id
  }
  dependsOn: [
    workspace
  ]
}

// resources in the subscription: rg-endpoints
module subscriptionResources 'modules/subscription.bicep' = {
  scope: subscription()
}

// resources in rg-endpoints: pep-workspace, dns
module rgEndpointsResources 'modules/rg-endpoints.bicep' = {
  scope: resourceGroup('rg-endpoints')
  params: {
    endpointsId: endpoints.id
    workspaceId: workspace.id
    securityGroup: securityGroup
    privatelinkApiAzuremlMsId: privatelinkApiAzuremlMs.id
    privatelinkNotebooksAzureNetId: privatelinkNotebooksAzureNet.id
  }
  dependsOn: [
    subscriptionResources
  ]
}
