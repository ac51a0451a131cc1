// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('where projects are made')
param projectGroup string

param otherWorkspace string
param discoveryUrl string
param key string
param cosmos string
param search string

@description('What properties.featureStoreSettings.offlineStoreConnectionName of mlf-kinds is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param mlfKindsLiveOfflineStoreConnectionName string = ''

@description('What properties.featureStoreSettings.onlineStoreConnectionName of mlf-kinds is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param mlfKindsLiveOnlineStoreConnectionName string = ''

@description('Built-in role Azure AI Enterprise Network Connection Approver.')
var azureAIEnterpriseNetworkConnectionApprover = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b556d68e-0be0-4f35-a333-ad7ee1ce17ea'
)

@description('Built-in role Contributor.')
var contributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b24988ac-6180-42a0-ab88-20f7382dd24c'
)

@description('Built-in role Key Vault Administrator.')
var keyVaultAdministrator = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '00482a5a-887f-4fb3-b363-3b7fe8e74483'
)

@description('Built-in role Key Vault Crypto Service Encryption User.')
var keyVaultCryptoServiceEncryptionUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'e147488a-f6f5-4113-8e2d-b22465e65bf6'
)

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// existing virtual network vnet-hub, because mlw-kinds uses it as subnet (main.py:11)
resource vnetHub 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-hub'
  scope: resourceGroup('rg-hub')
}

// existing subnet snet-ml, because mlw-kinds uses it as subnet (main.py:11)
resource snetMl 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetHub
  name: 'snet-ml'
}

// storage account stkindshub, because mlh-kinds uses it as storage (main.py:19)
resource stkindshub 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stkindshub'
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

// container registry crmlhkindsvnawi1, because mlh-kinds uses it as registry (main.py:13)
resource crmlhkindsvnawi1 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crmlhkindsvnawi1'
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

// user assigned identity id-hub, because mlh-kinds uses it as user assigned (main.py:8)
resource idHub 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-hub'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// user assigned identity id-features, because mlh-kinds uses it as user assigned (main.py:8)
resource idFeatures 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-features'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// storage account stkindslake, because nodes of mlh-kinds reach it (main.py:9)
resource stkindslake 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stkindslake'
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

// because mlh-kinds uses stkindshub as its storage (main.py:13)
resource idHubManagesStkindshub 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stkindshub
  name: guid(stkindshub.id, idHub.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlh-kinds uses stkindshub as its storage'
  }
}

// because mlh-kinds uses stkindshub as its storage (main.py:13)
resource idHubWritesStkindshub 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stkindshub
  name: guid(stkindshub.id, idHub.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlh-kinds uses stkindshub as its storage'
  }
}

// because mlh-kinds uses crmlhkindsvnawi1 as its registry (main.py:13)
resource idHubManagesCrmlhkindsvnawi1 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: crmlhkindsvnawi1
  name: guid(crmlhkindsvnawi1.id, idHub.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlh-kinds uses crmlhkindsvnawi1 as its registry'
  }
}

// because mlh-kinds connects to stkindslake (main.py:34)
resource idHubConnectsToStkindslake 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stkindslake
  name: guid(stkindslake.id, idHub.id, azureAIEnterpriseNetworkConnectionApprover)
  properties: {
    roleDefinitionId: azureAIEnterpriseNetworkConnectionApprover
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlh-kinds connects to stkindslake'
  }
}

// storage account stkindskey, because mlw-kinds uses it as storage (main.py:61)
resource stkindskey 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stkindskey'
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

// because mlw-kinds uses stkindskey as its storage (main.py:58)
resource idHubManagesStkindskey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stkindskey
  name: guid(stkindskey.id, idHub.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-kinds uses stkindskey as its storage'
  }
}

// because mlw-kinds uses stkindskey as its storage (main.py:58)
resource idHubWritesStkindskey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stkindskey
  name: guid(stkindskey.id, idHub.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-kinds uses stkindskey as its storage'
  }
}

// key vault kv-kinds, because mlf-kinds uses it as key vault (main.py:10)
resource kvKinds 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-kinds'
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

// because mlw-kinds uses kv-kinds as its key vault (main.py:58)
resource idHubManagesKvKinds 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: kvKinds
  name: guid(kvKinds.id, idHub.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-kinds uses kv-kinds as its key vault'
  }
}

// because mlw-kinds uses kv-kinds as its key vault (main.py:58)
resource idHubAdministersKvKinds 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: kvKinds
  name: guid(kvKinds.id, idHub.id, keyVaultAdministrator)
  properties: {
    roleDefinitionId: keyVaultAdministrator
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-kinds uses kv-kinds as its key vault'
  }
}

// container registry crkindsjdpvnl, because mlw-kinds uses it as registry (main.py:58)
resource crkindsjdpvnl 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crkindsjdpvnl'
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

// because mlw-kinds uses crkindsjdpvnl as its registry (main.py:58)
resource idHubManagesCrkindsjdpvnl 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: crkindsjdpvnl
  name: guid(crkindsjdpvnl.id, idHub.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-kinds uses crkindsjdpvnl as its registry'
  }
}

// log analytics log-kinds, because appi-kinds uses it as logs (main.py:58)
resource logKinds 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-kinds'
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

// application insights appi-kinds, because mlw-kinds uses it as insights (main.py:58)
resource appiKinds 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-kinds'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logKinds.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// because mlw-kinds uses appi-kinds as its insights (main.py:58)
resource idHubManagesAppiKinds 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: appiKinds
  name: guid(appiKinds.id, idHub.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-kinds uses appi-kinds as its insights'
  }
}

// because mlw-kinds is encrypted with a key in kv-kinds (main.py:58)
resource idHubKeyVaultCryptoServiceEncryptionUserKvKinds 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: kvKinds
  name: guid(kvKinds.id, idHub.id, keyVaultCryptoServiceEncryptionUser)
  properties: {
    roleDefinitionId: keyVaultCryptoServiceEncryptionUser
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-kinds is encrypted with a key in kv-kinds'
  }
}

// workspace mlh-kinds (main.py:13)
resource mlhKinds 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlh-kinds'
  location: location
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  kind: 'Hub'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idHub.id}': {}
      '${idFeatures.id}': {}
    }
  }
  properties: {
    friendlyName: 'Kinds of workspaces'
    storageAccount: stkindshub.id
    containerRegistry: crmlhkindsvnawi1.id
    primaryUserAssignedIdentity: idHub.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    managedNetwork: {
      isolationMode: 'AllowOnlyApprovedOutbound'
      firewallSku: 'Basic'
      managedNetworkKind: 'V1'
      enableNetworkMonitor: true
    }
    hbiWorkspace: false
    v1LegacyMode: false
    provisionNetworkNow: true
    enableDataIsolation: true
    workspaceHubConfig: {
      additionalWorkspaceStorageAccounts: [
        stkindslake.id
      ]
      defaultWorkspaceResourceGroup: projectGroup
    }
    associatedWorkspaces: [
      otherWorkspace
    ]
    discoveryUrl: discoveryUrl
  }
  dependsOn: [
    idHubManagesStkindshub
    idHubWritesStkindshub
    idHubManagesCrmlhkindsvnawi1
    idHubConnectsToStkindslake
    idHubManagesStkindskey
    idHubWritesStkindskey
    idHubManagesKvKinds
    idHubAdministersKvKinds
    idHubManagesCrkindsjdpvnl
    idHubManagesAppiKinds
    idHubKeyVaultCryptoServiceEncryptionUserKvKinds
  ]
}

// workspace mlp-kinds (main.py:41)
resource mlpKinds 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlp-kinds'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Project'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlp-kinds'
    description: 'One of many'
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
    hubResourceId: mlhKinds.id
  }
}

// storage account stkindsfeatures, because mlf-kinds uses it as storage (main.py:46)
resource stkindsfeatures 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stkindsfeatures'
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

// log analytics log-mlf-kinds, because appi-mlf-kinds uses it as logs (main.py:42)
resource logMlfKinds 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-mlf-kinds'
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

// application insights appi-mlf-kinds, because mlf-kinds uses it as insights (main.py:42)
resource appiMlfKinds 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-mlf-kinds'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logMlfKinds.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// container registry crmlfkindsfrdt6p, because mlf-kinds uses it as registry (main.py:42)
resource crmlfkindsfrdt6p 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crmlfkindsfrdt6p'
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

// workspace mlf-kinds (main.py:42)
resource mlfKinds 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlf-kinds'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'FeatureStore'
  identity: {
    type: 'SystemAssigned,UserAssigned'
    userAssignedIdentities: {
      '${idFeatures.id}': {}
    }
  }
  properties: {
    friendlyName: 'mlf-kinds'
    storageAccount: stkindsfeatures.id
    keyVault: kvKinds.id
    applicationInsights: appiMlfKinds.id
    containerRegistry: crmlfkindsfrdt6p.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'UserDelegationSAS'
    hbiWorkspace: false
    v1LegacyMode: false
    sharedPrivateLinkResources: [
      {
        name: 'lake'
        properties: {
          privateLinkResourceId: stkindslake.id
          groupId: 'blob'
          requestMessage: 'The feature store reads features'
          status: 'Pending'
        }
      }
    ]
    featureStoreSettings: {
      computeRuntime: {
        sparkRuntimeVersion: '3.4'
      }
      offlineStoreConnectionName: empty(mlfKindsLiveOfflineStoreConnectionName)
        ? null
        : mlfKindsLiveOfflineStoreConnectionName
      onlineStoreConnectionName: empty(mlfKindsLiveOnlineStoreConnectionName)
        ? null
        : mlfKindsLiveOnlineStoreConnectionName
    }
  }
}

// connection offline (main.py:48)
resource offline 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: mlfKinds
  name: 'offline'
  properties: {
    authType: 'AAD'
    category: 'ADLSGen2'
  }
}

// connection online (main.py:48)
resource online 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: mlfKinds
  name: 'online'
  properties: {
    authType: 'AAD'
    category: 'Redis'
  }
  dependsOn: [
    offline
  ]
}

// workspace mlw-kinds (main.py:58)
resource mlwKinds 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-kinds'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Default'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idHub.id}': {}
    }
  }
  properties: {
    friendlyName: 'mlw-kinds'
    storageAccount: stkindskey.id
    keyVault: kvKinds.id
    applicationInsights: appiKinds.id
    containerRegistry: crkindsjdpvnl.id
    primaryUserAssignedIdentity: idHub.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    managedNetwork: {
      isolationMode: 'Disabled'
    }
    hbiWorkspace: true
    v1LegacyMode: true
    allowPublicAccessWhenBehindVnet: true
    serverlessComputeSettings: {
      serverlessComputeCustomSubnet: snetMl.id
      serverlessComputeNoPublicIP: true
    }
    encryption: {
      status: 'Enabled'
      keyVaultProperties: {
        keyVaultArmId: kvKinds.id
        keyIdentifier: key
      }
      identity: {
        userAssignedIdentity: idHub.id
      }
      cosmosDbResourceId: cosmos
      searchAccountResourceId: search
      storageAccountResourceId: stkindslake.id
    }
    enableServiceSideCMKEncryption: true
    serviceManagedResourcesSettings: {
      cosmosDb: {
        collectionsThroughput: 1000
      }
    }
  }
  dependsOn: [
    idHubManagesStkindshub
    idHubWritesStkindshub
    idHubManagesCrmlhkindsvnawi1
    idHubConnectsToStkindslake
    idHubManagesStkindskey
    idHubWritesStkindskey
    idHubManagesKvKinds
    idHubAdministersKvKinds
    idHubManagesCrkindsjdpvnl
    idHubManagesAppiKinds
    idHubKeyVaultCryptoServiceEncryptionUserKvKinds
  ]
}

// storage account stkindsplain, because mlw-plain uses it as storage (main.py:79)
resource stkindsplain 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stkindsplain'
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

// log analytics log-plain, because appi-plain uses it as logs (main.py:79)
resource logPlain 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-plain'
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

// application insights appi-plain, because mlw-plain uses it as insights (main.py:79)
resource appiPlain 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-plain'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logPlain.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// container registry crplain1tpp4a, because mlw-plain uses it as registry (main.py:79)
resource crplain1tpp4a 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crplain1tpp4a'
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

// workspace mlw-plain (main.py:79)
resource mlwPlain 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-plain'
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
    friendlyName: 'mlw-plain'
    storageAccount: stkindsplain.id
    keyVault: kvKinds.id
    applicationInsights: appiPlain.id
    containerRegistry: crplain1tpp4a.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// outbound rule lake, because nodes of mlh-kinds reach it (main.py:34)
resource lake 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlhKinds
  name: 'lake'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: stkindslake.id
      subresourceTarget: 'dfs'
      sparkEnabled: true
    }
    fqdns: [
      'lake.example.com'
    ]
  }
}

// outbound rule feeds, because nodes of mlh-kinds reach it (main.py:35)
resource feeds 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlhKinds
  name: 'feeds'
  properties: {
    type: 'ServiceTag'
    category: 'UserDefined'
    destination: {
      serviceTag: 'AzureMonitor'
      protocol: 'TCP'
      portRanges: '443'
      action: 'Allow'
      addressPrefixes: [
        '20.36.0.0/14'
      ]
    }
  }
  dependsOn: [
    lake
  ]
}

// outbound rule packages, because nodes of mlh-kinds reach it (main.py:36)
resource packages 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlhKinds
  name: 'packages'
  properties: {
    type: 'FQDN'
    category: 'UserDefined'
    destination: 'pypi.org'
  }
  dependsOn: [
    feeds
  ]
}

// outbound rule stkindslake-blob, because nodes of mlh-kinds reach it (main.py:28)
resource stkindslakeBlob 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlhKinds
  name: 'stkindslake-blob'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: stkindslake.id
      subresourceTarget: 'blob'
      sparkEnabled: false
    }
  }
  dependsOn: [
    packages
  ]
}

// outbound rule stkindslake-file, because nodes of mlh-kinds reach it (main.py:28)
resource stkindslakeFile 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: mlhKinds
  name: 'stkindslake-file'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: stkindslake.id
      subresourceTarget: 'file'
      sparkEnabled: false
    }
  }
  dependsOn: [
    stkindslakeBlob
  ]
}

// because mlh-kinds acts as id-hub (main.py:13)
resource idHubManagesMlhKinds 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: mlhKinds
  name: guid(mlhKinds.id, idHub.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlh-kinds acts as id-hub'
  }
}

// because mlw-kinds acts as id-hub (main.py:58)
resource idHubManagesMlwKinds 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: mlwKinds
  name: guid(mlwKinds.id, idHub.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idHub.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-kinds acts as id-hub'
  }
}

// resources in the resource group: mlf-kinds
module phase2Resources 'modules/phase-2.bicep' = {
  params: {
    location: location
    idFeaturesId: idFeatures.id
    stkindsfeaturesId: stkindsfeatures.id
    kvKindsId: kvKinds.id
    appiMlfKindsId: appiMlfKinds.id
    crmlfkindsfrdt6pId: crmlfkindsfrdt6p.id
    stkindslakeId: stkindslake.id
  }
  dependsOn: [
    online
  ]
}
