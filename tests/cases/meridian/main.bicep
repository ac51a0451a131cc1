// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Tags of every resource.')
var tags = {
  app: 'meridian'
  environment: 'prod'
  costcenter: '4711'
  owner: 'ml-platform'
}

@description('Built-in role AcrPull.')
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

// existing storage account stmeridianplatform, because mlw-meridian uses it as storage (meridian.py:45)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stmeridianplatform'
  scope: resourceGroup('rg-meridian-platform')
}

// existing key vault kv-meridian-platform, because mlw-meridian uses it as key vault (meridian.py:46)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-meridian-platform'
  scope: resourceGroup('rg-meridian-platform')
}

// existing storage account stmeridianlake, because ds_shipments uses it as account (meridian.py:24)
resource stmeridianlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stmeridianlake'
  scope: resourceGroup('rg-meridian-data')
}

// log analytics log-meridian, because appi-meridian uses it as logs (meridian.py:43)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-meridian'
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

// application insights appi-meridian, because mlw-meridian uses it as insights (meridian.py:43)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-meridian'
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

// container registry crmeridian6ik3gq, because mlw-meridian uses it as registry (meridian.py:43)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crmeridian6ik3gq'
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

// workspace mlw-meridian (meridian.py:43)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-meridian'
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
    friendlyName: 'mlw-meridian'
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

// data lake datastore ds_shipments (meridian.py:25)
resource dsShipments 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'ds_shipments'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    accountName: stmeridianlake.name
    filesystem: 'shipments'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: 'rg-meridian-data'
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
  }
}

// asset container shipments, because it holds the versions of shipments (meridian.py:26)
resource shipments 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'shipments'
  properties: {
    dataType: 'uri_folder'
    isArchived: false
  }
}

// data asset shipments:1 (meridian.py:26)
resource shipmentsV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: shipments
  name: '1'
  properties: {
    dataType: 'uri_folder'
    dataUri: 'azureml://datastores/${dsShipments.name}/paths/curated/'
    isAnonymous: false
    isArchived: false
  }
}

// asset container shipments-env, because it holds the versions of shipments-env (meridian.py:28)
resource shipmentsEnv 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'shipments-env'
  properties: {
    isArchived: false
  }
}

// environment shipments-env:1 (meridian.py:28)
resource shipmentsEnvV1 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: shipmentsEnv
  name: '1'
  properties: {
    image: 'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1'
    condaFile: '''
channels:
  - conda-forge
dependencies:
  - python=3.11.11
  - pip
  - pip:
      - mlflow==2.22.1
      - azureml-mlflow==1.60.0
      - torch==2.5.1
      - pyarrow==18.1.0
'''
    osType: 'Linux'
    isAnonymous: false
    isArchived: false
  }
}

// compute instance ci-meridian (meridian.py:50)
resource ciMeridian 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'ci-meridian'
  location: location
  tags: tags
  properties: {
    computeType: 'ComputeInstance'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D2s_v5'
      idleTimeBeforeShutdown: 'PT30M'
      applicationSharingPolicy: 'Personal'
      sshSettings: {
        sshPublicAccess: 'Disabled'
      }
      enableNodePublicIp: true
    }
  }
}

// user assigned identity id-meridian-train, because gpu-train uses it as identity (meridian.py:39)
resource idMeridianTrain 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-meridian-train'
  location: location
  tags: tags
  properties: {
    isolationScope: 'None'
  }
}

// compute cluster gpu-train (meridian.py:35)
resource gpuTrain 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'gpu-train'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idMeridianTrain.id}': {}
    }
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_NC4as_T4_v3'
      vmPriority: 'Dedicated'
      osType: 'Linux'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 3
        nodeIdleTimeBeforeScaleDown: 'PT10M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
    }
  }
}

// because gpu-train pulls images from crmeridian6ik3gq (meridian.py:35)
resource idMeridianTrainPullsFromRegistry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, idMeridianTrain.id, acrPull)
  properties: {
    roleDefinitionId: acrPull
    principalId: idMeridianTrain.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'gpu-train pulls images from crmeridian6ik3gq'
  }
}

// roles in rg-meridian-data: gpu-train reads ds_shipments
module rgMeridianDataRoles 'modules/rg-meridian-data.bicep' = {
  scope: resourceGroup('rg-meridian-data')
  params: {
    idMeridianTrainId: idMeridianTrain.id
    idMeridianTrainPrincipalId: idMeridianTrain.properties.principalId
  }
}

// roles in rg-meridian-platform: gpu-train keeps logs and outputs in stmeridianplatform
module rgMeridianPlatformRoles 'modules/rg-meridian-platform.bicep' = {
  scope: resourceGroup('rg-meridian-platform')
  params: {
    idMeridianTrainId: idMeridianTrain.id
    idMeridianTrainPrincipalId: idMeridianTrain.properties.principalId
  }
}

@description('mlFlowTrackingUri of mlw-meridian.')
output mlflow string = workspace.properties.mlFlowTrackingUri

@description('Id of mlw-meridian.')
output workspace string = workspace.id
