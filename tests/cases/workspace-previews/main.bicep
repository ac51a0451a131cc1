// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('What properties.networkAcls.defaultAction of mlh-early is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param mlhEarlyLiveDefaultAction string = ''

@description('What properties.networkAcls.ipRules of mlh-early is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param mlhEarlyLiveIpRules array = []

@description('What properties.networkAcls.defaultAction of mlf-early is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param mlfEarlyLiveDefaultAction string = ''

@description('What properties.networkAcls.ipRules of mlf-early is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param mlfEarlyLiveIpRules array = []

@description('Tags of every resource.')
var tags = {
  owner: 'ml-platform'
  costcenter: '4711'
}

// storage account stearlyhub, because mlh-early uses it as storage (main.py:25)
resource stearlyhub 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stearlyhub'
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

// key vault kv-early-hub, because mlh-early uses it as key vault (main.py:26)
resource kvEarlyHub 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-early-hub'
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

// workspace mlh-early (main.py:22)
resource mlhEarly 'Microsoft.MachineLearningServices/workspaces@2024-10-01-preview' = {
  name: 'mlh-early'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Hub'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlh-early'
    storageAccount: stearlyhub.id
    keyVault: kvEarlyHub.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
    enableSoftwareBillOfMaterials: true
    enableSimplifiedCmk: false
    existingWorkspaces: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.MachineLearningServices/workspaces/mlw-old'
    ]
    storageAccounts: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.Storage/storageAccounts/stmore'
    ]
    keyVaults: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.KeyVault/vaults/kv-more'
    ]
    containerRegistries: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.ContainerRegistry/registries/crmore'
    ]
    networkAcls: {
      defaultAction: empty(mlhEarlyLiveDefaultAction) ? null : mlhEarlyLiveDefaultAction
      ipRules: empty(mlhEarlyLiveIpRules) ? null : mlhEarlyLiveIpRules
    }
  }
}

// compute instance ci-locked (main.py:39)
resource ciLocked 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01-preview' = {
  parent: mlhEarly
  name: 'ci-locked'
  location: location
  tags: tags
  properties: {
    computeType: 'ComputeInstance'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      idleTimeBeforeShutdown: 'PT1H'
      applicationSharingPolicy: 'Personal'
      sshSettings: {
        sshPublicAccess: 'Disabled'
      }
      enableNodePublicIp: true
      enableRootAccess: false
      enableOSPatching: true
      releaseQuotaOnStop: true
      autologgerSettings: {
        mlflowAutologger: 'Enabled'
      }
    }
  }
}

// schedule nightly (main.py:49)
resource nightly 'Microsoft.MachineLearningServices/workspaces/schedules@2025-12-01' = {
  parent: mlhEarly
  name: 'nightly'
  properties: {
    isEnabled: true
    trigger: {
      triggerType: 'Cron'
      expression: '0 3 * * *'
    }
    action: {
      actionType: 'CreateJob'
      jobDefinition: {
        jobType: 'Pipeline'
        sourceJobId: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.MachineLearningServices/workspaces/mlw-old/jobs/score'
      }
    }
  }
}

// capability host agents (main.py:50)
resource agents 'Microsoft.MachineLearningServices/workspaces/capabilityHosts@2025-12-01' = {
  parent: mlhEarly
  name: 'agents'
  properties: {
    capabilityHostKind: 'Agents'
    storageConnections: [
      'files'
    ]
  }
}

// storage account stearlyfeatures, because mlf-early uses it as storage (main.py:56)
resource stearlyfeatures 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stearlyfeatures'
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

// key vault kv-early-features, because mlf-early uses it as key vault (main.py:57)
resource kvEarlyFeatures 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-early-features'
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

// log analytics log-mlf-early, because appi-mlf-early uses it as logs (main.py:53)
resource logMlfEarly 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-mlf-early'
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

// application insights appi-mlf-early, because mlf-early uses it as insights (main.py:53)
resource appiMlfEarly 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-mlf-early'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logMlfEarly.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// workspace mlf-early (main.py:53)
resource mlfEarly 'Microsoft.MachineLearningServices/workspaces@2024-10-01-preview' = {
  name: 'mlf-early'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'FeatureStore'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlf-early'
    storageAccount: stearlyfeatures.id
    keyVault: kvEarlyFeatures.id
    applicationInsights: appiMlfEarly.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
    enableSoftwareBillOfMaterials: false
    enableSimplifiedCmk: true
    existingWorkspaces: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.MachineLearningServices/workspaces/mlw-older'
    ]
    storageAccounts: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.Storage/storageAccounts/stother'
    ]
    keyVaults: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.KeyVault/vaults/kv-other'
    ]
    containerRegistries: [
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.ContainerRegistry/registries/crother'
    ]
    networkAcls: {
      defaultAction: empty(mlfEarlyLiveDefaultAction) ? null : mlfEarlyLiveDefaultAction
      ipRules: empty(mlfEarlyLiveIpRules) ? null : mlfEarlyLiveIpRules
    }
  }
}

// compute instance ci-open (main.py:69)
resource ciOpen 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01-preview' = {
  parent: mlfEarly
  name: 'ci-open'
  location: location
  tags: tags
  properties: {
    computeType: 'ComputeInstance'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      idleTimeBeforeShutdown: 'PT1H'
      applicationSharingPolicy: 'Personal'
      sshSettings: {
        sshPublicAccess: 'Disabled'
      }
      enableNodePublicIp: true
      enableRootAccess: true
      enableOSPatching: false
      releaseQuotaOnStop: false
      autologgerSettings: {
        mlflowAutologger: 'Disabled'
      }
    }
  }
}

// asset container churn, because it holds the versions of churn (main.py:81)
resource churn 'Microsoft.MachineLearningServices/workspaces/featuresets@2025-12-01' = {
  parent: mlfEarly
  name: 'churn'
  properties: {
    isArchived: false
  }
}

// feature set churn:1 (main.py:81)
resource churnV1 'Microsoft.MachineLearningServices/workspaces/featuresets/versions@2025-12-01' = {
  parent: churn
  name: '1'
  properties: {
    entities: [
      'azureml:customer:1'
    ]
    specification: {
      path: 'azureml://datastores/workspaceblobstore/paths/churn'
    }
    isAnonymous: false
    isArchived: false
  }
  dependsOn: [
    phase2Resources
  ]
}

// asset container customer, because it holds the versions of customer (main.py:52)
resource customer 'Microsoft.MachineLearningServices/workspaces/featurestoreEntities@2025-12-01' = {
  parent: mlfEarly
  name: 'customer'
  properties: {
    isArchived: false
  }
}

// feature store entity customer:1 (main.py:52)
resource customerV1 'Microsoft.MachineLearningServices/workspaces/featurestoreEntities/versions@2025-12-01' = {
  parent: customer
  name: '1'
  properties: {
    indexColumns: [
      {
        columnName: 'customer_id'
        dataType: 'String'
      }
    ]
    isAnonymous: false
    isArchived: false
  }
}

// resources in the resource group: mlh-early, mlf-early
module phase2Resources 'modules/phase-2.bicep' = {
  params: {
    location: location
    tags: tags
    stearlyhubId: stearlyhub.id
    kvEarlyHubId: kvEarlyHub.id
    stearlyfeaturesId: stearlyfeatures.id
    kvEarlyFeaturesId: kvEarlyFeatures.id
    appiMlfEarlyId: appiMlfEarly.id
  }
  dependsOn: [
    mlhEarly
    mlfEarly
  ]
}
