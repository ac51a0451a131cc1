// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// existing storage account stlake, because lake uses it as account (main.py:18)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
}

// storage account stassetsqs8kyy, because mlw-assets uses it as storage (main.py:91)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stassetsqs8kyy'
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

// key vault kv-assets-qs8kyy, because mlw-assets uses it as key vault (main.py:91)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-assets-qs8kyy'
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

// log analytics log-assets, because appi-assets uses it as logs (main.py:91)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-assets'
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

// application insights appi-assets, because mlw-assets uses it as insights (main.py:91)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-assets'
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

// container registry crassetsqs8kyy, because mlw-assets uses it as registry (main.py:91)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crassetsqs8kyy'
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

// workspace mlw-assets (main.py:91)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-assets'
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
    friendlyName: 'mlw-assets'
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

// blob datastore lake (main.py:18)
resource lake 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'lake'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stlake.name
    containerName: 'lake'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
  }
}

// data container features (main.py:102)
resource features 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'features'
  properties: {
    dataType: 'uri_folder'
    description: 'Of one team.'
    tags: {
      team: 'churn'
    }
    isArchived: true
    properties: {
      reviewed: 'yes'
    }
  }
}

// data asset features:1 (main.py:19)
resource featuresV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: features
  name: '1'
  properties: {
    dataType: 'uri_folder'
    dataUri: 'azureml://datastores/${lake.name}/paths/features/'
    isAnonymous: false
    isArchived: false
    properties: {
      rows: 'many'
    }
  }
}

// data container table (main.py:103)
resource table 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'table'
  properties: {
    dataType: 'mltable'
    isArchived: false
  }
}

// data asset table:1 (main.py:20)
resource tableV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: table
  name: '1'
  properties: {
    dataType: 'mltable'
    dataUri: 'azureml://datastores/${lake.name}/paths/table/'
    description: 'By day.'
    tags: {
      pii: 'no'
    }
    isAnonymous: false
    isArchived: false
  }
}

// asset container prices, because it holds the versions of prices (main.py:21)
resource prices 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'prices'
  properties: {
    dataType: 'uri_file'
    isArchived: false
  }
}

// data asset prices:1 (main.py:21)
resource pricesV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: prices
  name: '1'
  properties: {
    dataType: 'uri_file'
    dataUri: 'azureml://datastores/${lake.name}/paths/prices.csv'
    isAnonymous: true
    isArchived: true
    properties: {
      rows: 'few'
    }
  }
}

// environment container train (main.py:104)
resource train 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'train'
  properties: {
    description: 'Of one team.'
    tags: {
      team: 'churn'
    }
    isArchived: true
    properties: {
      reviewed: 'yes'
    }
  }
}

// environment train:1 (main.py:30)
resource trainV1 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: train
  name: '1'
  properties: {
    image: 'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1'
    osType: 'Linux'
    isAnonymous: false
    isArchived: false
  }
}

// asset container once, because it holds the versions of once (main.py:31)
resource once 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'once'
  properties: {
    isArchived: false
  }
}

// environment once:1 (main.py:31)
resource onceV1 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: once
  name: '1'
  properties: {
    image: 'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1'
    osType: 'Linux'
    isAnonymous: true
    isArchived: false
  }
}

// model container churn (main.py:105)
resource churn 'Microsoft.MachineLearningServices/workspaces/models@2025-12-01' = {
  parent: workspace
  name: 'churn'
  properties: {
    description: 'Of one team.'
    tags: {
      team: 'churn'
    }
    isArchived: true
    properties: {
      reviewed: 'yes'
    }
  }
}

// model churn:2026.1 (main.py:41)
resource churnV20261 'Microsoft.MachineLearningServices/workspaces/models/versions@2025-12-01' = {
  parent: churn
  name: '2026.1'
  properties: {
    modelType: 'mlflow_model'
    modelUri: 'azureml://jobs/churn-42/outputs/artifacts/paths/model'
    description: 'Who leaves.'
    tags: {
      metric: 'auc'
    }
    isAnonymous: false
    isArchived: false
    properties: {
      auc: '0.87'
    }
    flavors: {
      python_function: {
        data: {
          loader_module: 'mlflow.sklearn'
          python_version: '3.11.9'
        }
      }
      sklearn: {
        data: {
          serialization_format: 'cloudpickle'
        }
      }
    }
    jobName: 'churn-42'
    stage: 'Production'
    datasets: [
      {
        name: 'training'
        id: featuresV1.id
      }
      {
        name: 'test'
        id: tableV1.id
      }
    ]
  }
}

// asset container ranker, because it holds the versions of ranker (main.py:58)
resource ranker 'Microsoft.MachineLearningServices/workspaces/models@2025-12-01' = {
  parent: workspace
  name: 'ranker'
  properties: {
    isArchived: false
  }
}

// model ranker:1 (main.py:58)
resource rankerV1 'Microsoft.MachineLearningServices/workspaces/models/versions@2025-12-01' = {
  parent: ranker
  name: '1'
  properties: {
    modelType: 'triton_model'
    modelUri: 'azureml://datastores/lake/paths/models/ranker'
    isAnonymous: true
    isArchived: true
    stage: 'Development'
  }
}

// code container source (main.py:110)
resource source 'Microsoft.MachineLearningServices/workspaces/codes@2025-12-01' = {
  parent: workspace
  name: 'source'
  properties: {
    description: 'Of one team.'
    tags: {
      team: 'churn'
    }
    isArchived: true
    properties: {
      reviewed: 'yes'
    }
  }
}

// code source:1 (main.py:32)
resource sourceV1 'Microsoft.MachineLearningServices/workspaces/codes/versions@2025-12-01' = {
  parent: source
  name: '1'
  properties: {
    codeUri: 'https://stcode.z01.blob.storage.azure.net/code/4f1c'
    description: 'Training.'
    tags: {
      commit: '4f1c'
    }
    isAnonymous: false
    isArchived: false
    properties: {
      branch: 'main'
    }
  }
}

// code source:draft-2 (main.py:40)
resource sourceVdraft2 'Microsoft.MachineLearningServices/workspaces/codes/versions@2025-12-01' = {
  parent: source
  name: 'draft-2'
  properties: {
    codeUri: 'https://stcode.z01.blob.storage.azure.net/code/9a0d'
    isAnonymous: true
    isArchived: true
  }
}

// component container prepare (main.py:111)
resource prepare 'Microsoft.MachineLearningServices/workspaces/components@2025-12-01' = {
  parent: workspace
  name: 'prepare'
  properties: {
    description: 'Of one team.'
    tags: {
      team: 'churn'
    }
    isArchived: true
    properties: {
      reviewed: 'yes'
    }
  }
}

// component prepare:1 (main.py:66)
resource prepareV1 'Microsoft.MachineLearningServices/workspaces/components/versions@2025-12-01' = {
  parent: prepare
  name: '1'
  properties: {
    componentSpec: {
      '$schema': 'https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json'
      name: 'prepare'
      type: 'command'
      inputs: {
        raw: {
          type: 'uri_folder'
        }
      }
      outputs: {
        clean: {
          type: 'uri_folder'
          mode: 'rw_mount'
        }
      }
      command: 'python prepare.py --raw \${{inputs.raw}} --clean \${{outputs.clean}}'
      code: sourceV1.id
      environment: trainV1.id
    }
    description: 'Raw data becomes clean data.'
    tags: {
      step: '1'
    }
    isAnonymous: false
    isArchived: false
    properties: {
      owner: 'data'
    }
  }
}

// asset container score, because it holds the versions of score (main.py:83)
resource score 'Microsoft.MachineLearningServices/workspaces/components@2025-12-01' = {
  parent: workspace
  name: 'score'
  properties: {
    isArchived: false
  }
}

// component score:0.2.0 (main.py:83)
resource scoreV020 'Microsoft.MachineLearningServices/workspaces/components/versions@2025-12-01' = {
  parent: score
  name: '0.2.0'
  properties: {
    componentSpec: {
      name: 'score'
      version: '0.2.0'
      type: 'command'
      command: 'python score.py'
      environment: 'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1'
    }
    isAnonymous: true
    isArchived: true
  }
}

// model container later (main.py:106)
resource later 'Microsoft.MachineLearningServices/workspaces/models@2025-12-01' = {
  parent: workspace
  name: 'later'
  properties: {
    description: 'Without versions yet.'
    isArchived: false
  }
}

// environment container later (main.py:107)
resource laterContainer 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'later'
  properties: {
    isArchived: false
  }
}

// code container later (main.py:108)
resource later2 'Microsoft.MachineLearningServices/workspaces/codes@2025-12-01' = {
  parent: workspace
  name: 'later'
  properties: {
    isArchived: false
  }
}

// component container later (main.py:109)
resource later3 'Microsoft.MachineLearningServices/workspaces/components@2025-12-01' = {
  parent: workspace
  name: 'later'
  properties: {
    isArchived: false
  }
}
