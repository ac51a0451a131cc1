// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@secure()
param rawSas string

@secure()
param curatedSecret string

@secure()
param certificate string

param thumbprint string

@secure()
param accountKey string

param lakehouseName string

@secure()
param fabricSecret string

@secure()
param primaryKey string

@secure()
param secondaryKey string

// existing blob service default, because mlw-places uses it as storage (main.py:10)
resource storageBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

// existing blob service default, because curated uses it as account (main.py:11)
resource stplaceslakeBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: stplaceslake
  name: 'default'
}

// storage account stplaces, because mlw-places uses it as storage (main.py:10)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stplaces'
  location: location
  sku: {
    name: 'Standard_LRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: true
    defaultToOAuthAuthentication: false
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

// key vault kv-places-tt72u9, because mlw-places uses it as key vault (main.py:80)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-places-tt72u9'
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

// log analytics log-places, because appi-places uses it as logs (main.py:80)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-places'
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

// application insights appi-places, because mlw-places uses it as insights (main.py:80)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-places'
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

// container registry crplacestt72u9, because mlw-places uses it as registry (main.py:80)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crplacestt72u9'
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

// workspace mlw-places (main.py:80)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-places'
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
    friendlyName: 'mlw-places'
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

// blob datastore raw (main.py:12)
resource raw 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'raw'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: storage.name
    containerName: 'raw'
    endpoint: 'core.example.com'
    protocol: 'http'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'WorkspaceSystemAssignedIdentity'
    credentials: {
      credentialsType: 'Sas'
      secrets: {
        secretsType: 'Sas'
        sasToken: rawSas
      }
    }
    properties: {
      source: 'plant'
    }
  }
}

// storage account stplaceslake, because curated uses it as account (main.py:11)
resource stplaceslake 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stplaceslake'
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
    isHnsEnabled: true
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }
}

// data lake datastore curated (main.py:22)
resource curated 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'curated'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    accountName: stplaceslake.name
    filesystem: 'curated'
    endpoint: 'core.example.com'
    protocol: 'abfss'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'WorkspaceUserAssignedIdentity'
    credentials: {
      credentialsType: 'ServicePrincipal'
      secrets: {
        secretsType: 'ServicePrincipal'
        clientSecret: curatedSecret
      }
      clientId: 'aaaaaaaa-0000-4000-8000-000000000003'
      tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47'
      authorityUrl: 'https://login.example.com'
      resourceUrl: 'https://storage.example.com/'
    }
    properties: {
      source: 'plant'
    }
  }
}

// data lake datastore certified (main.py:38)
resource certified 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'certified'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    accountName: stplaceslake.name
    filesystem: 'curated'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'Certificate'
      secrets: {
        secretsType: 'Certificate'
        certificate: certificate
      }
      clientId: 'aaaaaaaa-0000-4000-8000-000000000003'
      tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47'
      thumbprint: thumbprint
      authorityUrl: 'https://login.example.com'
      resourceUrl: 'https://storage.example.com/'
    }
  }
}

// file datastore share (main.py:51)
resource share 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'share'
  properties: {
    datastoreType: 'AzureFile'
    description: 'Files of the plant'
    tags: {
      team: 'plant'
    }
    accountName: storage.name
    fileShareName: 'work'
    endpoint: 'core.example.com'
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'WorkspaceSystemAssignedIdentity'
    credentials: {
      credentialsType: 'AccountKey'
      secrets: {
        secretsType: 'AccountKey'
        key: accountKey
      }
    }
    properties: {
      source: 'plant'
    }
  }
}

// one lake datastore lakehouse (main.py:64)
resource lakehouse 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'lakehouse'
  properties: {
    datastoreType: 'OneLake'
    description: 'The lakehouse of the plant'
    tags: {
      team: 'plant'
    }
    oneLakeWorkspaceName: 'plant'
    artifact: {
      artifactType: 'LakeHouse'
      artifactName: lakehouseName
    }
    serviceDataAccessAuthIdentity: 'WorkspaceSystemAssignedIdentity'
    credentials: {
      credentialsType: 'ServicePrincipal'
      secrets: {
        secretsType: 'ServicePrincipal'
        clientSecret: fabricSecret
      }
      clientId: 'aaaaaaaa-0000-4000-8000-000000000003'
      tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47'
    }
    endpoint: 'onelake.example.com'
    properties: {
      source: 'plant'
    }
  }
}

// asset container table, because it holds the versions of table (main.py:86)
resource table 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'table'
  properties: {
    dataType: 'mltable'
    isArchived: false
  }
}

// data asset table:1 (main.py:86)
resource tableV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: table
  name: '1'
  properties: {
    dataType: 'mltable'
    dataUri: 'azureml://datastores/${raw.name}/paths/table'
    isAnonymous: false
    isArchived: true
    referencedUris: [
      'azureml://datastores/raw/paths/table/part-0.parquet'
    ]
    properties: {
      quality: 'gold'
    }
  }
}

// asset container file, because it holds the versions of file (main.py:95)
resource file 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'file'
  properties: {
    dataType: 'uri_file'
    isArchived: false
  }
}

// data asset file:1 (main.py:95)
resource fileV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: file
  name: '1'
  properties: {
    dataType: 'uri_file'
    dataUri: 'azureml://datastores/${lakehouse.name}/paths/Files/a.csv'
    description: 'One file'
    tags: {
      a: 'b'
    }
    isAnonymous: false
    isArchived: false
  }
}

// asset container built, because it holds the versions of built (main.py:100)
resource built 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'built'
  properties: {
    isArchived: false
  }
}

// environment built:1 (main.py:100)
resource builtV1 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: built
  name: '1'
  properties: {
    osType: 'Linux'
    isAnonymous: false
    isArchived: true
    build: {
      contextUri: 'https://github.com/contoso/images.git#main:scoring'
      dockerfilePath: 'docker/Dockerfile'
    }
    autoRebuild: 'Disabled'
    inferenceConfig: {
      scoringRoute: {
        path: '/score'
        port: 8080
      }
      livenessRoute: {
        path: '/live'
        port: 8080
      }
      readinessRoute: {
        path: '/ready'
        port: 8081
      }
      startupRoute: {
        path: '/started'
        port: 8082
      }
    }
    stage: 'Production'
    properties: {
      owner: 'plant'
    }
  }
}

// asset container windows, because it holds the versions of windows (main.py:115)
resource windows 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'windows'
  properties: {
    isArchived: false
  }
}

// environment windows:1 (main.py:115)
resource windowsV1 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: windows
  name: '1'
  properties: {
    image: 'mcr.microsoft.com/windows/servercore:ltsc2022'
    osType: 'Windows'
    isAnonymous: false
    isArchived: false
    autoRebuild: 'OnBaseImageUpdate'
  }
}

// kubernetes compute aks (main.py:76)
resource aks 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'aks'
  location: location
  properties: {
    computeType: 'Kubernetes'
    computeLocation: location
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.ContainerService/managedClusters/aks'
  }
}

// online endpoint plant-scores (main.py:118)
resource plantScores 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: workspace
  name: 'plant-scores'
  location: location
  kind: 'Kubernetes'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'Key'
    publicNetworkAccess: 'Enabled'
    compute: aks.id
    keys: {
      primaryKey: primaryKey
      secondaryKey: secondaryKey
    }
    properties: {
      owner: 'plant'
    }
  }
}

// user assigned identity id-pipeline (main.py:128)
resource idPipeline 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-pipeline'
  location: location
  properties: {
    isolationScope: 'Regional'
  }
}

// federated credential github-prod (main.py:132)
resource githubProd 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  parent: idPipeline
  name: 'github-prod'
  properties: {
    issuer: 'https://token.actions.githubusercontent.com'
    subject: 'repo:contoso/ml:environment:production'
    audiences: [
      'api://AzureADTokenExchange'
    ]
  }
}

// federated credential kubernetes (main.py:140)
resource kubernetes 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  parent: idPipeline
  name: 'kubernetes'
  properties: {
    issuer: 'https://kubernetes.example.com'
    subject: 'system:serviceaccount:ml:train'
    audiences: [
      'api://kubernetes'
    ]
  }
  dependsOn: [
    githubProd
  ]
}

// blob container raw, because mlw-places uses it as storage (main.py:10)
resource rawContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: storageBlobs
  name: 'raw'
  properties: {
    publicAccess: 'None'
  }
}

// blob container curated, because curated uses it as account (main.py:11)
resource curatedContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: stplaceslakeBlobs
  name: 'curated'
  properties: {
    publicAccess: 'None'
  }
}
