// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@secure()
param functionUrl string

@secure()
param logicAppUrl string

@secure()
param runbookUri string

// existing action group ag-platform, because slow-answers uses it as group (main.py:151)
resource agPlatform 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: 'ag-platform'
  scope: resourceGroup('rg-platform')
}

// existing storage account stlake, because unavailable uses it as on (main.py:155)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
  scope: resourceGroup('rg-lake')
}

// existing azure resource portal, because an attribute of it is used (main.py:175)
resource portal 'Microsoft.Insights/webtests@2022-06-15' existing = {
  name: 'portal'
  scope: resourceGroup('rg-operations')
}

// existing application insights appi-other, because other-down uses it as insights (main.py:188)
resource appiOther 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'appi-other'
  scope: resourceGroup('rg-other')
}

// existing azure resource other, because an attribute of it is used (main.py:187)
resource other 'Microsoft.Insights/webtests@2022-06-15' existing = {
  name: 'other'
  scope: resourceGroup('rg-operations')
}

// storage account stalerts12345, because mlw-alerts uses it as storage (main.py:17)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stalerts12345'
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

// key vault kv-alerts-immrlj, because mlw-alerts uses it as key vault (main.py:17)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-alerts-immrlj'
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

// log analytics log-alerts, because appi-alerts uses it as logs (main.py:15)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-alerts'
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

// application insights appi-alerts, because mlw-alerts uses it as insights (main.py:16)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-alerts'
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

// container registry cralertsimmrlj, because mlw-alerts uses it as registry (main.py:17)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'cralertsimmrlj'
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

// workspace mlw-alerts (main.py:17)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-alerts'
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
    friendlyName: 'mlw-alerts'
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

// action group ag-on-call, because failed-runs uses it as group (main.py:20)
resource agOnCall 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-on-call'
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

// metric alert failed-runs (main.py:105)
resource failedRuns 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'failed-runs'
  location: 'global'
  tags: {
    team: 'ml'
  }
  properties: {
    description: 'A run of training failed.'
    severity: 1
    enabled: true
    scopes: [
      workspace.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'failed'
          metricNamespace: 'Microsoft.MachineLearningServices/workspaces'
          metricName: 'Failed Runs'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [
            {
              name: 'Scenario'
              operator: 'Include'
              values: [
                'training'
              ]
            }
            {
              name: 'RunType'
              operator: 'Exclude'
              values: [
                'sweep'
                'automl'
              ]
            }
          ]
        }
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'Active Runs'
          metricName: 'Active Runs'
          timeAggregation: 'Maximum'
          operator: 'LessThan'
          threshold: json('10.5')
          skipMetricValidation: true
        }
      ]
    }
    autoMitigate: true
    actions: [
      {
        actionGroupId: agOnCall.id
        webHookProperties: {
          runbook: 'failed-runs'
        }
      }
    ]
  }
}

// online endpoint answers, because slow-answers uses it as on (main.py:18)
resource answers 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: workspace
  name: 'answers'
  location: location
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AADToken'
    publicNetworkAccess: 'Enabled'
  }
}

// metric alert slow-answers (main.py:131)
resource slowAnswers 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'slow-answers'
  location: 'global'
  properties: {
    severity: 2
    enabled: false
    scopes: [
      answers.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'DynamicThresholdCriterion'
          name: 'latency'
          metricNamespace: 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints'
          metricName: 'RequestLatency_P95'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          alertSensitivity: 'High'
          failingPeriods: {
            numberOfEvaluationPeriods: 5
            minFailingPeriodsToAlert: 3
          }
          dimensions: [
            {
              name: 'deployment'
              operator: 'Include'
              values: [
                '*'
              ]
            }
          ]
          skipMetricValidation: true
          ignoreDataBefore: '2027-01-04T00:00:00Z'
        }
      ]
    }
    autoMitigate: false
    actions: [
      {
        actionGroupId: agOnCall.id
      }
      {
        actionGroupId: agPlatform.id
      }
    ]
  }
}

// metric alert unavailable (main.py:153)
resource unavailable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'unavailable'
  location: 'global'
  properties: {
    severity: 2
    enabled: true
    scopes: [
      storage.id
      stlake.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    targetResourceType: 'Microsoft.Storage/storageAccounts'
    targetResourceRegion: location
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'Availability'
          metricName: 'Availability'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
        }
      ]
    }
    autoMitigate: true
    actions: []
  }
}

// metric alert full-vaults (main.py:158)
resource fullVaults 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'full-vaults'
  location: 'global'
  properties: {
    severity: 2
    enabled: true
    scopes: [
      '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-vaults'
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    targetResourceType: 'Microsoft.KeyVault/vaults'
    targetResourceRegion: 'northeurope'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'SaturationShoebox'
          metricName: 'SaturationShoebox'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 75
        }
      ]
    }
    autoMitigate: true
    actions: []
  }
}

// metric alert busy-vaults (main.py:165)
resource busyVaults 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'busy-vaults'
  location: 'global'
  properties: {
    severity: 2
    enabled: true
    scopes: [
      '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001'
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    targetResourceType: 'Microsoft.KeyVault/vaults'
    targetResourceRegion: location
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'ServiceApiLatency'
          metricName: 'ServiceApiLatency'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 1000
        }
      ]
    }
    autoMitigate: true
    actions: []
    description: 'Tell operations.'
  }
}

// metric alert calls (main.py:172)
resource calls 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'calls'
  location: 'global'
  properties: {
    severity: 2
    enabled: true
    scopes: [
      keyVault.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'DynamicThresholdCriterion'
          name: 'ServiceApiHit'
          metricName: 'ServiceApiHit'
          timeAggregation: 'Average'
          operator: 'GreaterOrLessThan'
          alertSensitivity: 'Medium'
          failingPeriods: {
            numberOfEvaluationPeriods: 4
            minFailingPeriodsToAlert: 4
          }
        }
      ]
    }
    autoMitigate: true
    actions: []
  }
}

// action group ag-everybody, because portal-down uses it as group (main.py:21)
resource agEverybody 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-everybody'
  location: 'germanywestcentral'
  tags: {
    team: 'operations'
  }
  properties: {
    groupShortName: 'everybody'
    enabled: true
    emailReceivers: [
      {
        name: 'lead'
        emailAddress: 'lead@example.org'
        useCommonAlertSchema: false
      }
    ]
    smsReceivers: [
      {
        name: 'message'
        countryCode: '49'
        phoneNumber: '15112345678'
      }
      {
        name: 'second'
        countryCode: '1'
        phoneNumber: '4255550100'
      }
    ]
    voiceReceivers: [
      {
        name: 'call'
        countryCode: '1'
        phoneNumber: '4255550100'
      }
      {
        name: 'again'
        countryCode: '49'
        phoneNumber: '15112345678'
      }
    ]
    azureAppPushReceivers: [
      {
        name: 'app'
        emailAddress: 'lead@example.org'
      }
    ]
    armRoleReceivers: [
      {
        name: 'owners'
        roleId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
        useCommonAlertSchema: false
      }
    ]
    webhookReceivers: [
      {
        name: 'chat'
        serviceUri: 'https://chat.example.org/alerts'
        useCommonAlertSchema: true
        useAadAuth: true
        objectId: 'aaaaaaaa-0000-4000-8000-000000000007'
        identifierUri: 'api://alerts'
        tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47'
      }
      {
        name: 'pager'
        serviceUri: 'https://pager.example.org'
        useCommonAlertSchema: false
      }
    ]
    eventHubReceivers: [
      {
        name: 'stream'
        eventHubNameSpace: 'evhns-operations'
        eventHubName: 'alerts'
        subscriptionId: subscription().subscriptionId
        useCommonAlertSchema: true
      }
      {
        name: 'far'
        eventHubNameSpace: 'evhns-far'
        eventHubName: 'alerts'
        subscriptionId: 'aaaaaaaa-0000-4000-8000-000000000001'
        tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47'
        useCommonAlertSchema: false
      }
    ]
    azureFunctionReceivers: [
      {
        name: 'function'
        functionAppResourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-operations/providers/Microsoft.Web/sites/func-operations'
        functionName: 'restart'
        httpTriggerUrl: functionUrl
        useCommonAlertSchema: false
      }
    ]
    logicAppReceivers: [
      {
        name: 'flow'
        resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-operations/providers/Microsoft.Logic/workflows/logic-operations'
        callbackUrl: logicAppUrl
        useCommonAlertSchema: false
      }
    ]
    automationRunbookReceivers: [
      {
        name: 'runbook'
        automationAccountId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-operations/providers/Microsoft.Automation/automationAccounts/aa-operations'
        runbookName: 'restart'
        webhookResourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-operations/providers/Microsoft.Automation/automationAccounts/aa-operations/webhooks/restart'
        isGlobalRunbook: true
        serviceUri: runbookUri
        useCommonAlertSchema: false
      }
    ]
    itsmReceivers: [
      {
        name: 'ticket'
        workspaceId: 'aaaaaaaa-0000-4000-8000-000000000001|aaaaaaaa-0000-4000-8000-000000000003'
        connectionId: 'aaaaaaaa-0000-4000-8000-000000000004'
        ticketConfiguration: '{"CreateMultipleWorkItems":true}'
        region: 'westeurope'
      }
      {
        name: 'ticket-east'
        workspaceId: 'aaaaaaaa-0000-4000-8000-000000000001|aaaaaaaa-0000-4000-8000-000000000005'
        connectionId: 'aaaaaaaa-0000-4000-8000-000000000006'
        ticketConfiguration: '{}'
        region: 'eastus'
      }
    ]
  }
}

// web test alert portal-down (main.py:173)
resource portalDown 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'portal-down'
  location: 'global'
  properties: {
    description: 'Nobody reaches the portal.'
    severity: 0
    enabled: true
    scopes: [
      portal.id
      insights.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: portal.id
      componentId: insights.id
      failedLocationCount: 3
    }
    autoMitigate: false
    actions: [
      {
        actionGroupId: agEverybody.id
      }
    ]
  }
}

// web test alert other-down (main.py:185)
resource otherDown 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'other-down'
  location: 'global'
  tags: {
    team: 'operations'
  }
  properties: {
    severity: 2
    enabled: false
    scopes: [
      other.id
      appiOther.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: other.id
      componentId: appiOther.id
      failedLocationCount: 2
    }
    autoMitigate: true
    actions: []
    description: 'Tell operations.'
  }
}
