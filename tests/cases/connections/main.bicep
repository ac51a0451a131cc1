// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@secure()
param accountKey string

@secure()
param sasToken string

@secure()
param principalSecret string

param authority string

@secure()
param certificate string

@secure()
param searchKey string

@secure()
param filesKey string

@secure()
param s3Key string

@secure()
param dropSas string

@secure()
param gitToken string

@secure()
param userPassword string

@secure()
param sales string

@secure()
param warehouseSecret string

@secure()
param adsSecret string

@secure()
param adsRefresh string

@secure()
param adsDeveloper string

@secure()
param apiKey string

@secure()
param otherKey string

@secure()
param remoteToken string

// existing storage account stshared, because blob_key uses it as account (main.py:73)
resource stshared 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stshared'
}

// storage account stconnections9nba2j, because mlw-connections uses it as storage (main.py:95)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stconnections9nba2j'
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

// key vault kv-connections-9nba2j, because mlw-connections uses it as key vault (main.py:95)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-connections-9nba2j'
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

// log analytics log-connections, because appi-connections uses it as logs (main.py:95)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-connections'
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

// application insights appi-connections, because mlw-connections uses it as insights (main.py:95)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-connections'
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

// container registry crconnections9nba2j, because mlw-connections uses it as registry (main.py:95)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crconnections9nba2j'
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

// workspace mlw-connections (main.py:95)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-connections'
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
    friendlyName: 'mlw-connections'
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

// blob datastore blob_key (main.py:83)
resource blobKey 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'blob_key'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stshared.name
    containerName: 'data'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'AccountKey'
      secrets: {
        secretsType: 'AccountKey'
        key: accountKey
      }
    }
  }
}

// blob datastore blob_sas (main.py:83)
resource blobSas 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'blob_sas'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stshared.name
    containerName: 'data'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'Sas'
      secrets: {
        secretsType: 'Sas'
        sasToken: sasToken
      }
    }
  }
}

// blob datastore blob_principal (main.py:83)
resource blobPrincipal 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'blob_principal'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stshared.name
    containerName: 'data'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'ServicePrincipal'
      secrets: {
        secretsType: 'ServicePrincipal'
        clientSecret: principalSecret
      }
      clientId: 'aaaaaaaa-0000-4000-8000-000000000002'
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000003'
      authorityUrl: authority
      resourceUrl: 'https://storage.azure.com/'
    }
  }
}

// blob datastore blob_certificate (main.py:83)
resource blobCertificate 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'blob_certificate'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stshared.name
    containerName: 'data'
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
      clientId: 'aaaaaaaa-0000-4000-8000-000000000002'
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000003'
      thumbprint: '0A1B2C'
      authorityUrl: authority
      resourceUrl: 'https://storage.azure.com/'
    }
  }
}

// data lake datastore lake_key (main.py:85)
resource lakeKey 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'lake_key'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    accountName: stshared.name
    filesystem: 'data'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'AccountKey'
      secrets: {
        secretsType: 'AccountKey'
        key: accountKey
      }
    }
  }
}

// data lake datastore lake_sas (main.py:85)
resource lakeSas 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'lake_sas'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    accountName: stshared.name
    filesystem: 'data'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'Sas'
      secrets: {
        secretsType: 'Sas'
        sasToken: sasToken
      }
    }
  }
}

// data lake datastore lake_principal (main.py:85)
resource lakePrincipal 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'lake_principal'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    accountName: stshared.name
    filesystem: 'data'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'ServicePrincipal'
      secrets: {
        secretsType: 'ServicePrincipal'
        clientSecret: principalSecret
      }
      clientId: 'aaaaaaaa-0000-4000-8000-000000000002'
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000003'
      authorityUrl: authority
      resourceUrl: 'https://storage.azure.com/'
    }
  }
}

// data lake datastore lake_certificate (main.py:85)
resource lakeCertificate 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'lake_certificate'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    accountName: stshared.name
    filesystem: 'data'
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
      clientId: 'aaaaaaaa-0000-4000-8000-000000000002'
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000003'
      thumbprint: '0A1B2C'
      authorityUrl: authority
      resourceUrl: 'https://storage.azure.com/'
    }
  }
}

// file datastore file_key (main.py:88)
resource fileKey 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'file_key'
  properties: {
    datastoreType: 'AzureFile'
    accountName: stshared.name
    fileShareName: 'data'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'AccountKey'
      secrets: {
        secretsType: 'AccountKey'
        key: accountKey
      }
    }
  }
}

// file datastore file_sas (main.py:88)
resource fileSas 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'file_sas'
  properties: {
    datastoreType: 'AzureFile'
    accountName: stshared.name
    fileShareName: 'data'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'Sas'
      secrets: {
        secretsType: 'Sas'
        sasToken: sasToken
      }
    }
  }
}

// file datastore file_principal (main.py:88)
resource filePrincipal 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'file_principal'
  properties: {
    datastoreType: 'AzureFile'
    accountName: stshared.name
    fileShareName: 'data'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'ServicePrincipal'
      secrets: {
        secretsType: 'ServicePrincipal'
        clientSecret: principalSecret
      }
      clientId: 'aaaaaaaa-0000-4000-8000-000000000002'
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000003'
      authorityUrl: authority
      resourceUrl: 'https://storage.azure.com/'
    }
  }
}

// file datastore file_certificate (main.py:88)
resource fileCertificate 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'file_certificate'
  properties: {
    datastoreType: 'AzureFile'
    accountName: stshared.name
    fileShareName: 'data'
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
      clientId: 'aaaaaaaa-0000-4000-8000-000000000002'
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000003'
      thumbprint: '0A1B2C'
      authorityUrl: authority
      resourceUrl: 'https://storage.azure.com/'
    }
  }
}

// one lake datastore one_key (main.py:90)
resource oneKey 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'one_key'
  properties: {
    datastoreType: 'OneLake'
    oneLakeWorkspaceName: 'ml'
    artifact: {
      artifactType: 'LakeHouse'
      artifactName: 'data'
    }
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'AccountKey'
      secrets: {
        secretsType: 'AccountKey'
        key: accountKey
      }
    }
  }
}

// one lake datastore one_sas (main.py:90)
resource oneSas 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'one_sas'
  properties: {
    datastoreType: 'OneLake'
    oneLakeWorkspaceName: 'ml'
    artifact: {
      artifactType: 'LakeHouse'
      artifactName: 'data'
    }
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'Sas'
      secrets: {
        secretsType: 'Sas'
        sasToken: sasToken
      }
    }
  }
}

// one lake datastore one_principal (main.py:90)
resource onePrincipal 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'one_principal'
  properties: {
    datastoreType: 'OneLake'
    oneLakeWorkspaceName: 'ml'
    artifact: {
      artifactType: 'LakeHouse'
      artifactName: 'data'
    }
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'ServicePrincipal'
      secrets: {
        secretsType: 'ServicePrincipal'
        clientSecret: principalSecret
      }
      clientId: 'aaaaaaaa-0000-4000-8000-000000000002'
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000003'
      authorityUrl: authority
      resourceUrl: 'https://storage.azure.com/'
    }
  }
}

// one lake datastore one_certificate (main.py:90)
resource oneCertificate 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'one_certificate'
  properties: {
    datastoreType: 'OneLake'
    oneLakeWorkspaceName: 'ml'
    artifact: {
      artifactType: 'LakeHouse'
      artifactName: 'data'
    }
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'Certificate'
      secrets: {
        secretsType: 'Certificate'
        certificate: certificate
      }
      clientId: 'aaaaaaaa-0000-4000-8000-000000000002'
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000003'
      thumbprint: '0A1B2C'
      authorityUrl: authority
      resourceUrl: 'https://storage.azure.com/'
    }
  }
}

// connection openai (main.py:23)
resource openai 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'openai'
  properties: {
    authType: 'AAD'
    category: 'AzureOpenAI'
    target: 'https://oai-shared.openai.azure.com/'
    isSharedToAll: true
    metadata: {
      ApiType: 'Azure'
      ApiVersion: '2024-10-21'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: true
    peRequirement: 'NotRequired'
  }
}

// connection feed (main.py:47)
resource feed 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'feed'
  properties: {
    authType: 'None'
    category: 'PythonFeed'
    target: 'https://pypi.org/simple'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
  }
  dependsOn: [
    openai
  ]
}

// connection docs (main.py:48)
resource docs 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'docs'
  properties: {
    authType: 'None'
    category: 'Git'
    target: 'https://github.com/contoso/docs'
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000002'
    ]
  }
  dependsOn: [
    feed
  ]
}

// user assigned identity id-reader (main.py:22)
resource idReader 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-reader'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// managed identity connection images (main.py:49)
resource images 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'images'
  properties: {
    authType: 'ManagedIdentity'
    category: 'ContainerRegistry'
    target: 'crshared.azurecr.io'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
    credentials: {
      clientId: idReader.properties.clientId
      resourceId: idReader.id
    }
  }
  dependsOn: [
    docs
  ]
}

// api key connection search (main.py:53)
resource search 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'search'
  properties: {
    authType: 'ApiKey'
    category: 'CognitiveSearch'
    target: 'https://srch.search.windows.net'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
    credentials: {
      key: searchKey
    }
  }
  dependsOn: [
    images
  ]
}

// account key connection files (main.py:54)
resource files 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'files'
  properties: {
    authType: 'AccountKey'
    category: 'AzureBlob'
    target: 'https://stshared/files'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
    credentials: {
      key: filesKey
    }
  }
  dependsOn: [
    search
  ]
}

// access key connection bucket (main.py:55)
resource bucket 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'bucket'
  properties: {
    authType: 'AccessKey'
    category: 'S3'
    target: 's3://bucket'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
    credentials: {
      accessKeyId: 'AKIA0'
      secretAccessKey: s3Key
    }
  }
  dependsOn: [
    files
  ]
}

// sas connection drop (main.py:56)
resource drop 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'drop'
  properties: {
    authType: 'SAS'
    category: 'AzureBlob'
    target: 'https://stshared/drop'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
    credentials: {
      sas: dropSas
    }
  }
  dependsOn: [
    bucket
  ]
}

// access token connection git (main.py:57)
resource git 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'git'
  properties: {
    authType: 'PAT'
    category: 'Git'
    target: 'https://github.com/contoso/ml'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
    credentials: {
      pat: gitToken
    }
  }
  dependsOn: [
    drop
  ]
}

// user connection sales (main.py:58)
resource salesConnection 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'sales'
  properties: {
    authType: 'UsernamePassword'
    category: 'Salesforce'
    target: 'https://contoso.my.salesforce.com'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
    credentials: {
      username: 'svc-ml'
      password: userPassword
      securityToken: sales
    }
  }
  dependsOn: [
    git
  ]
}

// service principal connection warehouse (main.py:59)
resource warehouse 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'warehouse'
  properties: {
    authType: 'ServicePrincipal'
    category: 'AzureSqlDb'
    target: 'sql-shared'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
    credentials: {
      clientId: 'aaaaaaaa-0000-4000-8000-000000000002'
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000003'
      clientSecret: warehouseSecret
    }
  }
  dependsOn: [
    salesConnection
  ]
}

// auth connection ads (main.py:63)
resource ads 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'ads'
  properties: {
    authType: 'OAuth2'
    category: 'GoogleAdWords'
    target: 'https://googleads.googleapis.com'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
    credentials: {
      clientId: 'aaaaaaaa-0000-4000-8000-000000000002'
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000003'
      authUrl: 'https://accounts.google.com/o/oauth2/auth'
      clientSecret: adsSecret
      refreshToken: adsRefresh
      developerToken: adsDeveloper
      username: 'svc-ml'
      password: userPassword
    }
  }
  dependsOn: [
    warehouse
  ]
}

// custom keys connection keys (main.py:68)
resource keys 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'keys'
  properties: {
    authType: 'CustomKeys'
    category: 'CustomKeys'
    target: 'api.contoso.com'
    isSharedToAll: false
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000004'
    ]
    metadata: {
      team: 'churn'
    }
    expiryTime: '2027-06-30T00:00:00Z'
    useWorkspaceManagedIdentity: false
    peRequirement: 'Required'
    credentials: {
      keys: {
        'api-key': apiKey
        other: otherKey
      }
    }
  }
  dependsOn: [
    ads
  ]
}

// custom keys connection remote (main.py:69)
resource remote 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'remote'
  properties: {
    authType: 'CustomKeys'
    category: 'RemoteTool'
    credentials: {
      keys: {
        token: remoteToken
      }
    }
  }
  dependsOn: [
    keys
  ]
}

// connection index (main.py:70)
resource index 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'index'
  properties: {
    authType: 'AAD'
    category: 'CognitiveSearch'
    target: 'https://srch-shared.search.windows.net/'
    sharedUserList: [
      'aaaaaaaa-0000-4000-8000-000000000002'
    ]
  }
  dependsOn: [
    remote
  ]
}
