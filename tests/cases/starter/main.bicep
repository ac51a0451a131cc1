// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Tags of every resource.')
var tags = {
  product: 'shop'
  stage: 'dev'
}

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// storage account stshopdevp8sh0m, because mlw-shop-dev uses it as storage (main.py:5)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stshopdevp8sh0m'
  location: location
  tags: tags
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

// key vault kv-shop-dev-p8sh0m, because mlw-shop-dev uses it as key vault (main.py:5)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-shop-dev-p8sh0m'
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

// log analytics log-shop-dev, because appi-shop-dev uses it as logs (main.py:5)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-shop-dev'
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

// application insights appi-shop-dev, because mlw-shop-dev uses it as insights (main.py:5)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-shop-dev'
  location: location
  tags: tags
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

// container registry crshopdevp8sh0m, because mlw-shop-dev uses it as registry (main.py:5)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crshopdevp8sh0m'
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

// workspace mlw-shop-dev (main.py:5)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-shop-dev'
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
    friendlyName: 'mlw-shop-dev'
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

// asset container shop-env, because it holds the versions of shop-env (main.py:5)
resource shopEnv 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'shop-env'
  properties: {
    isArchived: false
  }
}

// environment shop-env:1 (main.py:5)
resource shopEnvV1 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: shopEnv
  name: '1'
  properties: {
    image: 'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1'
    condaFile: '''
channels:
  - conda-forge
dependencies:
  - python=3.11.9
  - pip
  - pip:
      - mlflow==2.22.1
      - azureml-mlflow==1.60.0
'''
    osType: 'Linux'
    isAnonymous: false
    isArchived: false
  }
}

// compute cluster cpu (main.py:5)
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'cpu'
  location: location
  tags: tags
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
        maxNodeCount: 2
        nodeIdleTimeBeforeScaleDown: 'PT5M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
    }
  }
}

// because cpu keeps logs and outputs in stshopdevp8sh0m (main.py:5)
resource cpuWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, cpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stshopdevp8sh0m'
  }
}

@description('mlFlowTrackingUri of mlw-shop-dev.')
output mlflow string = workspace.properties.mlFlowTrackingUri
