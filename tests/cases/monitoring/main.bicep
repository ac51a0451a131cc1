// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

param partner string

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

// existing action group ag-platform, because slow-jobs uses it as action groups (main.py:46)
resource agPlatform 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: 'ag-platform'
  scope: resourceGroup('rg-platform')
}

// existing log analytics log-far, because jobs uses it as on (main.py:75)
resource logFar 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-far'
  scope: resourceGroup('rg-far')
}

// storage account stmonitoringwlsere, because mlw-monitoring uses it as storage (main.py:14)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stmonitoringwlsere'
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

// key vault kv-monitoring-wlsere, because mlw-monitoring uses it as key vault (main.py:14)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-monitoring-wlsere'
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

// log analytics log-monitoring, because appi-monitoring uses it as logs (main.py:13)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-monitoring'
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

// application insights appi-monitoring, because mlw-monitoring uses it as insights (main.py:14)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-monitoring'
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

// container registry crmonitoringwlsere, because mlw-monitoring uses it as registry (main.py:14)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crmonitoringwlsere'
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

// workspace mlw-monitoring (main.py:14)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-monitoring'
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
    friendlyName: 'mlw-monitoring'
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

// action group ag-monitoring, because failed-jobs uses it as action groups (main.py:15)
resource agMonitoring 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-monitoring'
  location: 'Global'
  properties: {
    groupShortName: 'on call'
    enabled: true
    emailReceivers: [
      {
        name: 'ml'
        emailAddress: 'ml@example.org'
        useCommonAlertSchema: true
      }
    ]
  }
}

// log alert failed-jobs (main.py:16)
resource failedJobs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'failed-jobs'
  location: location
  kind: 'LogAlert'
  properties: {
    severity: 2
    enabled: true
    scopes: [
      logs.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'AmlComputeJobEvent | where EventType == "JobFailed"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: [
        agMonitoring.id
      ]
    }
  }
}

// user assigned identity id-alerts, because slow-jobs uses it as identity (main.py:51)
resource idAlerts 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-alerts'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// because slow-jobs reads logs of mlw-monitoring (main.py:22)
resource idAlertsSeesWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, idAlerts.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: idAlerts.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'slow-jobs reads logs of mlw-monitoring'
  }
}

// log alert slow-jobs (main.py:22)
resource slowJobs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'slow-jobs'
  location: location
  tags: {
    team: 'ml'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idAlerts.id}': {}
    }
  }
  kind: 'LogAlert'
  properties: {
    displayName: 'Slow'
    description: 'Training takes too long.'
    severity: 3
    enabled: false
    scopes: [
      workspace.id
      '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-operations'
    ]
    targetResourceTypes: [
      'Microsoft.MachineLearningServices/workspaces'
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    overrideQueryTimeRange: 'P2D'
    criteria: {
      allOf: [
        {
          query: 'AmlComputeJobEvent | extend Minutes = DurationMs / 60000'
          timeAggregation: 'Maximum'
          metricMeasureColumn: 'Minutes'
          resourceIdColumn: '_ResourceId'
          dimensions: [
            {
              name: 'ClusterName'
              operator: 'Include'
              values: [
                '*'
              ]
            }
            {
              name: 'JobName'
              operator: 'Exclude'
              values: [
                'test'
              ]
            }
          ]
          operator: 'GreaterThanOrEqual'
          threshold: json('90.5')
          failingPeriods: {
            numberOfEvaluationPeriods: 4
            minFailingPeriodsToAlert: 2
          }
        }
      ]
    }
    autoMitigate: false
    muteActionsDuration: 'PT1H'
    actions: {
      actionGroups: [
        agMonitoring.id
        agPlatform.id
      ]
      customProperties: {
        runbook: 'slow-jobs'
      }
      actionProperties: {
        'Email.Subject': 'A job is slow'
      }
    }
    checkWorkspaceAlertsStorageConfigured: true
    skipQueryValidation: true
  }
  dependsOn: [
    idAlertsSeesWorkspace
  ]
}

// log alert idle (main.py:57)
resource idle 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'idle'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  kind: 'LogAlert'
  properties: {
    severity: 2
    enabled: true
    scopes: [
      '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001'
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'AzureActivity'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    resolveConfiguration: {
      autoResolved: true
      timeToResolve: 'PT30M'
    }
    actions: {
      actionGroups: []
    }
  }
}

// log to metric heartbeats (main.py:62)
resource heartbeats 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'heartbeats'
  location: location
  tags: {
    team: 'ml'
  }
  kind: 'LogToMetric'
  properties: {
    displayName: 'Beats'
    description: 'Which machines are there.'
    enabled: false
    scopes: [
      logs.id
    ]
    criteria: {
      allOf: [
        {
          metricName: 'Heartbeat'
          dimensions: [
            {
              name: 'Computer'
              operator: 'Include'
              values: [
                '*'
              ]
            }
          ]
        }
        {
          metricName: 'Jobs'
          query: 'AmlComputeJobEvent'
        }
      ]
    }
  }
}

// log to metric jobs (main.py:75)
resource jobs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'jobs'
  location: location
  kind: 'LogToMetric'
  properties: {
    enabled: true
    scopes: [
      logFar.id
    ]
    criteria: {
      allOf: [
        {
          metricName: 'Jobs'
        }
      ]
    }
  }
}

// diagnostic setting to-partner (main.py:76)
resource toPartner 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'to-partner'
  properties: {
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
    marketplacePartnerId: partner
  }
}

// budget training (main.py:77)
resource training 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'training'
  properties: {
    category: 'Cost'
    amount: 500
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: '2026-01-01T00:00:00Z'
    }
    notifications: {
      full: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Actual'
        contactEmails: []
        contactRoles: []
        contactGroups: [
          agMonitoring.id
        ]
        locale: 'de-de'
      }
    }
    filter: {
      and: [
        {
          dimensions: {
            name: 'MeterCategory'
            operator: 'In'
            values: [
              'Virtual Machines'
              'Azure Machine Learning'
            ]
          }
        }
        {
          tags: {
            name: 'purpose'
            operator: 'In'
            values: [
              'training'
            ]
          }
        }
      ]
    }
  }
}

// budget by-tag (main.py:89)
resource byTag 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'by-tag'
  properties: {
    category: 'Cost'
    amount: 100
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: '2026-01-01T00:00:00Z'
    }
    filter: {
      tags: {
        name: 'team'
        operator: 'In'
        values: [
          'ml'
        ]
      }
    }
  }
}

// budget by-type (main.py:96)
resource byType 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'by-type'
  properties: {
    category: 'Cost'
    amount: 100
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: '2026-01-01T00:00:00Z'
    }
    filter: {
      dimensions: {
        name: 'ResourceType'
        operator: 'In'
        values: [
          'microsoft.storage/storageaccounts'
        ]
      }
    }
  }
}

// budget by-both (main.py:90)
resource byBoth 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'by-both'
  properties: {
    category: 'Cost'
    amount: 100
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: '2026-01-01T00:00:00Z'
    }
    filter: {
      and: [
        {
          tags: {
            name: 'team'
            operator: 'In'
            values: [
              'ml'
            ]
          }
        }
        {
          tags: {
            name: 'stage'
            operator: 'In'
            values: [
              'dev'
            ]
          }
        }
      ]
    }
  }
}

// roles in the subscription: idle holds Reader
module subscriptionRoles 'modules/subscription.bicep' = {
  scope: subscription()
  params: {
    idleId: idle.id
    idlePrincipalId: idle.identity.principalId
  }
}
