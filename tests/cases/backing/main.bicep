// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

param keyVersion string = '0'
param registryKey string
param logCluster string
param collectionRule string

// existing virtual network vnet-hub, because kv-backing uses it as subnets (main.py:12)
resource vnetHub 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-hub'
  scope: resourceGroup('rg-hub')
}

// existing subnet snet-ml, because kv-backing uses it as subnets (main.py:12)
resource snetMl 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetHub
  name: 'snet-ml'
}

// key vault kv-backing (main.py:13)
resource kvBacking 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-backing'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'premium'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 30
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
      ipRules: [
        {
          value: '203.0.113.0/24'
        }
      ]
      virtualNetworkRules: [
        {
          id: snetMl.id
        }
      ]
    }
    publicNetworkAccess: 'Enabled'
    createMode: 'default'
  }
}

// key vault kv-old (main.py:24)
resource kvOld 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-old'
  location: location
  properties: {
    tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47'
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: false
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: true
    enabledForDiskEncryption: true
    enabledForTemplateDeployment: false
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
    }
    publicNetworkAccess: 'Enabled'
  }
}

// user assigned identity id-keys, because stbacking uses it as identity (main.py:11)
resource idKeys 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-keys'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// storage account stbacking (main.py:33)
resource stbacking 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stbacking'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idKeys.id}': {}
    }
  }
  sku: {
    name: 'Standard_GZRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Cool'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: true
    allowSharedKeyAccess: true
    defaultToOAuthAuthentication: false
    encryption: {
      keySource: 'Microsoft.Keyvault'
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
        file: {
          enabled: true
          keyType: 'Account'
        }
        queue: {
          enabled: true
          keyType: 'Account'
        }
        table: {
          enabled: true
          keyType: 'Account'
        }
      }
      keyvaultproperties: {
        keyvaulturi: kvBacking.properties.vaultUri
        keyname: 'storage'
        keyversion: keyVersion
      }
      identity: {
        userAssignedIdentity: idKeys.id
        federatedIdentityClientId: 'aaaaaaaa-0000-4000-8000-000000000001'
      }
      requireInfrastructureEncryption: true
    }
    isHnsEnabled: true
    minimumTlsVersion: 'TLS1_3'
    networkAcls: {
      bypass: 'AzureServices, Logging, Metrics'
      defaultAction: 'Deny'
      ipRules: [
        {
          value: '203.0.113.0/24'
          action: 'Allow'
        }
        {
          value: '198.51.100.7'
          action: 'Allow'
        }
      ]
      ipv6Rules: [
        {
          value: '2001:4860::/32'
          action: 'Allow'
        }
      ]
      virtualNetworkRules: [
        {
          id: snetMl.id
          action: 'Allow'
        }
      ]
      resourceAccessRules: [
        {
          tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47'
          resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-ml/providers/Microsoft.MachineLearningServices/workspaces/*'
        }
      ]
    }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
    keyPolicy: {
      keyExpirationPeriodInDays: 90
    }
    sasPolicy: {
      sasExpirationPeriod: '01.12:00:00'
      expirationAction: 'Block'
    }
    allowedCopyScope: 'AAD'
    azureFilesIdentityBasedAuthentication: {
      directoryServiceOptions: 'AD'
      activeDirectoryProperties: {
        domainName: 'corp.example.com'
        domainGuid: 'aaaaaaaa-0000-4000-8000-000000000001'
        netBiosDomainName: 'CORP'
        forestName: 'corp.example.com'
        domainSid: 'S-1-5-21-1'
        azureStorageSid: 'S-1-5-21-1-2'
        samAccountName: 'stbacking'
        accountType: 'Computer'
      }
      defaultSharePermission: 'StorageFileDataSmbShareReader'
      smbOAuthSettings: {
        isSmbOAuthEnabled: true
      }
    }
    largeFileSharesState: 'Enabled'
    isSftpEnabled: true
    isLocalUserEnabled: true
    enableExtendedGroups: true
    isNfsV3Enabled: false
    routingPreference: {
      routingChoice: 'InternetRouting'
      publishMicrosoftEndpoints: true
      publishInternetEndpoints: true
    }
    customDomain: {
      name: 'data.example.com'
      useSubDomainName: true
    }
    dnsEndpointType: 'Standard'
    dualStackEndpointPreference: {
      publishIpv6Endpoint: true
    }
    geoPriorityReplicationStatus: {
      isBlobEnabled: true
    }
  }
}

// storage account starchivebacking (main.py:88)
resource starchivebacking 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'starchivebacking'
  location: location
  extendedLocation: {
    name: 'losangeles'
    type: 'EdgeZone'
  }
  zones: [
    '1'
  ]
  identity: {
    type: 'SystemAssigned,UserAssigned'
    userAssignedIdentities: {
      '${idKeys.id}': {}
    }
  }
  sku: {
    name: 'Premium_LRS'
  }
  kind: 'BlockBlobStorage'
  placement: {
    zonePlacementPolicy: 'Any'
  }
  properties: {
    allowBlobPublicAccess: true
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
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: false
    immutableStorageWithVersioning: {
      enabled: true
      immutabilityPolicy: {
        immutabilityPeriodSinceCreationInDays: 400
        state: 'Unlocked'
        allowProtectedAppendWrites: true
      }
    }
  }
}

// container registry crbacking12345 (main.py:101)
resource crbacking12345 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crbacking12345'
  location: location
  sku: {
    name: 'Premium'
  }
  identity: {
    type: 'SystemAssigned, UserAssigned'
    userAssignedIdentities: {
      '${idKeys.id}': {}
    }
  }
  properties: {
    adminUserEnabled: true
    anonymousPullEnabled: false
    dataEndpointEnabled: true
    networkRuleBypassOptions: 'None'
    publicNetworkAccess: 'Disabled'
    roleAssignmentMode: 'LegacyRegistryPermissions'
    zoneRedundancy: 'Enabled'
    encryption: {
      status: 'enabled'
      keyVaultProperties: {
        keyIdentifier: registryKey
        identity: idKeys.properties.clientId
      }
    }
    networkRuleSet: {
      defaultAction: 'Deny'
      ipRules: [
        {
          value: '203.0.113.0/24'
          action: 'Allow'
        }
      ]
    }
    policies: {
      retentionPolicy: {
        status: 'enabled'
        days: 30
      }
      trustPolicy: {
        type: 'Notary'
        status: 'disabled'
      }
      exportPolicy: {
        status: 'disabled'
      }
      quarantinePolicy: {
        status: 'enabled'
      }
      azureADAuthenticationAsArmPolicy: {
        status: 'disabled'
      }
    }
    networkRuleBypassAllowedForTasks: true
  }
}

// container registry crshared12345 (main.py:121)
resource crshared12345 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crshared12345'
  location: location
  sku: {
    name: 'Standard'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: true
    dataEndpointEnabled: false
    networkRuleBypassOptions: 'AzureServices'
    publicNetworkAccess: 'Enabled'
    roleAssignmentMode: 'AbacRepositoryPermissions'
    zoneRedundancy: 'Disabled'
  }
}

// log analytics log-backing, because appi-backing uses it as logs (main.py:122)
resource logBacking 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-backing'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idKeys.id}': {}
    }
  }
  properties: {
    sku: {
      name: 'CapacityReservation'
      capacityReservationLevel: 100
    }
    retentionInDays: 90
    features: {
      enableLogAccessUsingOnlyResourcePermissions: false
      disableLocalAuth: true
      enableDataExport: true
      immediatePurgeDataOn30Days: true
      clusterResourceId: logCluster
    }
    workspaceCapping: {
      dailyQuotaGb: 10
    }
    publicNetworkAccessForIngestion: 'Disabled'
    publicNetworkAccessForQuery: 'Disabled'
    forceCmkForQuery: true
    defaultDataCollectionRuleResourceId: collectionRule
    replication: {
      location: 'northeurope'
      enabled: true
    }
  }
}

// application insights appi-backing (main.py:140)
resource appiBacking 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-backing'
  location: location
  kind: 'other'
  properties: {
    Application_Type: 'other'
    Flow_Type: 'Bluefield'
    IngestionMode: 'ApplicationInsights'
    Request_Source: 'rest'
    RetentionInDays: 180
    WorkspaceResourceId: logBacking.id
    publicNetworkAccessForIngestion: 'Disabled'
    publicNetworkAccessForQuery: 'Disabled'
    SamplingPercentage: 50
    DisableIpMasking: true
    DisableLocalAuth: true
    ImmediatePurgeDataOn30Days: true
    ForceCustomerStorageForProfiler: true
    HockeyAppId: 'x'
  }
}

// log analytics log-plain (main.py:156)
resource logPlain 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-plain'
  location: location
  identity: {
    type: 'SystemAssigned'
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
    replication: {
      location: 'northeurope'
      enabled: false
    }
  }
}

// storage account stplainbacking (main.py:157)
resource stplainbacking 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stplainbacking'
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
    immutableStorageWithVersioning: {
      enabled: false
    }
    dnsEndpointType: 'AzureDnsZone'
  }
}
