// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// existing workspace mlp-agents, because agents is part of it (main.py:73)
resource mlpAgents 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlp-agents'
}

// existing virtual network vnet-hub, because agents uses it as subnet (main.py:82)
resource vnetHub 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-hub'
  scope: resourceGroup('rg-hub')
}

// existing subnet snet-agents, because agents uses it as subnet (main.py:82)
resource snetAgents 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetHub
  name: 'snet-agents'
}

// storage account stmlffeaturessmgwh5, because mlf-features uses it as storage (main.py:12)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stmlffeaturessmgwh5'
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

// key vault kv-mlf-features-smgwh5, because mlf-features uses it as key vault (main.py:12)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-mlf-features-smgwh5'
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

// log analytics log-mlf-features, because appi-mlf-features uses it as logs (main.py:12)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-mlf-features'
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

// application insights appi-mlf-features, because mlf-features uses it as insights (main.py:12)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-mlf-features'
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

// container registry crmlffeaturessmgwh5, because mlf-features uses it as registry (main.py:12)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crmlffeaturessmgwh5'
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

// workspace mlf-features (main.py:12)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlf-features'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'FeatureStore'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlf-features'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
    featureStoreSettings: {
      computeRuntime: {
        sparkRuntimeVersion: '3.4'
      }
    }
  }
}

// feature store entity container account (main.py:67)
resource account 'Microsoft.MachineLearningServices/workspaces/featurestoreEntities@2025-12-01' = {
  parent: workspace
  name: 'account'
  properties: {
    description: 'Of everybody.'
    tags: {
      team: 'features'
    }
    isArchived: true
    properties: {
      reviewed: 'yes'
    }
  }
}

// feature store entity account:1 (main.py:15)
resource accountV1 'Microsoft.MachineLearningServices/workspaces/featurestoreEntities/versions@2025-12-01' = {
  parent: account
  name: '1'
  properties: {
    indexColumns: [
      {
        columnName: 'accountID'
        dataType: 'String'
      }
      {
        columnName: 'region'
        dataType: 'Integer'
      }
    ]
    description: 'Of everybody.'
    tags: {
      team: 'features'
    }
    isAnonymous: false
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
    stage: 'Production'
  }
}

// asset container order, because it holds the versions of order (main.py:23)
resource order 'Microsoft.MachineLearningServices/workspaces/featurestoreEntities@2025-12-01' = {
  parent: workspace
  name: 'order'
  properties: {
    isArchived: false
  }
}

// feature store entity order:2 (main.py:23)
resource orderV2 'Microsoft.MachineLearningServices/workspaces/featurestoreEntities/versions@2025-12-01' = {
  parent: order
  name: '2'
  properties: {
    indexColumns: [
      {
        columnName: 'id'
        dataType: 'Long'
      }
    ]
    isAnonymous: true
    isArchived: true
  }
}

// feature set container payments (main.py:69)
resource payments 'Microsoft.MachineLearningServices/workspaces/featuresets@2025-12-01' = {
  parent: workspace
  name: 'payments'
  properties: {
    description: 'Of everybody.'
    tags: {
      team: 'features'
    }
    isArchived: true
    properties: {
      reviewed: 'yes'
    }
  }
}

// feature set payments:1 (main.py:26)
resource paymentsV1 'Microsoft.MachineLearningServices/workspaces/featuresets/versions@2025-12-01' = {
  parent: payments
  name: '1'
  properties: {
    entities: [
      'azureml:account:${accountV1.name}'
      'azureml:customer:3'
    ]
    specification: {
      path: 'azureml://datastores/workspaceblobstore/paths/featuresets/payments'
    }
    description: 'Of everybody.'
    tags: {
      team: 'features'
    }
    isAnonymous: false
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
    materializationSettings: {
      storeType: 'OnlineAndOffline'
      resource: {
        instanceType: 'Standard_E8s_v3'
      }
      schedule: {
        triggerType: 'Recurrence'
        frequency: 'Week'
        interval: 2
        startTime: '2027-01-04T06:00:00'
        endTime: '2028-01-03T06:00:00'
        timeZone: 'W. Europe Standard Time'
        schedule: {
          hours: [
            6
          ]
          minutes: [
            0
            30
          ]
          weekDays: [
            'Monday'
          ]
        }
      }
      sparkConfiguration: {
        'spark.executor.cores': '4'
      }
      notification: {
        emails: [
          'features@example.org'
        ]
        emailOn: [
          'JobFailed'
          'JobCancelled'
        ]
        webhooks: {
          pipeline: {
            webhookType: 'AzureDevOps'
            eventType: 'RunTerminated'
          }
        }
      }
    }
    stage: 'Production'
  }
}

// asset container orders, because it holds the versions of orders (main.py:53)
resource orders 'Microsoft.MachineLearningServices/workspaces/featuresets@2025-12-01' = {
  parent: workspace
  name: 'orders'
  properties: {
    isArchived: false
  }
}

// feature set orders:7 (main.py:53)
resource ordersV7 'Microsoft.MachineLearningServices/workspaces/featuresets/versions@2025-12-01' = {
  parent: orders
  name: '7'
  properties: {
    entities: [
      'azureml:order:${orderV2.name}'
    ]
    specification: {
      path: 'azureml://datastores/workspaceblobstore/paths/featuresets/orders'
    }
    isAnonymous: true
    isArchived: true
    materializationSettings: {
      storeType: 'Offline'
      schedule: {
        triggerType: 'Recurrence'
        frequency: 'Month'
        interval: 1
        schedule: {
          hours: [
            1
          ]
          minutes: [
            15
          ]
          monthDays: [
            1
            15
          ]
        }
      }
      notification: {
        webhooks: {
          pipeline: {
            webhookType: 'AzureDevOps'
            eventType: 'RunStarted'
          }
        }
      }
    }
  }
}

// feature store entity container later (main.py:68)
resource later 'Microsoft.MachineLearningServices/workspaces/featurestoreEntities@2025-12-01' = {
  parent: workspace
  name: 'later'
  properties: {
    isArchived: false
  }
}

// feature set container later (main.py:70)
resource laterContainer 'Microsoft.MachineLearningServices/workspaces/featuresets@2025-12-01' = {
  parent: workspace
  name: 'later'
  properties: {
    isArchived: false
  }
}

// capability host agents (main.py:74)
resource agents 'Microsoft.MachineLearningServices/workspaces/capabilityHosts@2025-12-01' = {
  parent: mlpAgents
  name: 'agents'
  properties: {
    capabilityHostKind: 'Agents'
    aiServicesConnections: [
      'openai'
    ]
    storageConnections: [
      'files'
    ]
    threadStorageConnections: [
      'threads'
    ]
    vectorStoreConnections: [
      'vectors'
    ]
    acaEnvironmentConnections: [
      'tools'
    ]
    customerSubnet: snetAgents.id
    description: 'Of everybody.'
    tags: {
      team: 'features'
    }
    properties: {
      reviewed: 'yes'
    }
  }
}

// capability host plain (main.py:86)
resource plain 'Microsoft.MachineLearningServices/workspaces/capabilityHosts@2025-12-01' = {
  parent: mlpAgents
  name: 'plain'
  properties: {
    capabilityHostKind: 'Agents'
    aiServicesConnections: [
      'other'
    ]
    storageConnections: [
      'logs'
    ]
    threadStorageConnections: [
      'talks'
    ]
    vectorStoreConnections: [
      'search'
    ]
    acaEnvironmentConnections: [
      'jobs'
    ]
  }
}
