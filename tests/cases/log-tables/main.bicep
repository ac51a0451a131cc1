// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Tags of every resource.')
var tags = {
  owner: 'ml-platform'
  costcenter: '4711'
}

@description('Built-in role Log Analytics Reader.')
var logAnalyticsReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '73c42c96-874c-492b-b04d-ab87d138a893'
)

// log analytics log-platform (main.py:14)
resource logPlatform 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-platform'
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

// log table AmlComputeJobEvent (main.py:16)
resource amlComputeJobEvent 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = {
  parent: logPlatform
  name: 'AmlComputeJobEvent'
  properties: {
    retentionInDays: 90
    totalRetentionInDays: 730
  }
}

// log table Scores_CL (main.py:18)
resource scoresCL 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = {
  parent: logPlatform
  name: 'Scores_CL'
  properties: {
    plan: 'Analytics'
    schema: {
      name: 'Scores_CL'
      columns: [
        {
          name: 'TimeGenerated'
          type: 'dateTime'
        }
        {
          name: 'Endpoint'
          type: 'string'
          dataTypeHint: 'uri'
          displayName: 'Address'
          description: 'Who answered.'
        }
        {
          name: 'Score'
          type: 'real'
        }
        {
          name: 'Caller'
          type: 'string'
          dataTypeHint: 'ip'
          displayName: 'From'
          description: 'Who asked.'
        }
      ]
      displayName: 'Scores'
      description: 'What endpoints answered.'
    }
  }
}

// log table Drift_CL (main.py:31)
resource driftCL 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = {
  parent: logPlatform
  name: 'Drift_CL'
  properties: {
    schema: {
      name: 'Drift_CL'
      columns: [
        {
          name: 'TimeGenerated'
          type: 'dateTime'
        }
        {
          name: 'Distance'
          type: 'real'
        }
      ]
      displayName: 'Drift'
      description: 'How far data moved.'
    }
    totalRetentionInDays: 120
  }
}

// log table Failed_SRCH (main.py:40)
resource failedSRCH 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = {
  parent: logPlatform
  name: 'Failed_SRCH'
  properties: {
    searchResults: {
      query: 'AmlComputeJobEvent | where EventType == \'JobFailed\''
      startSearchTime: '2027-01-04T00:00:00Z'
      endSearchTime: '2027-01-05T00:00:00Z'
      limit: 1000
      description: 'Of a day.'
    }
  }
}

// log table Slow_SRCH (main.py:51)
resource slowSRCH 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = {
  parent: logPlatform
  name: 'Slow_SRCH'
  properties: {
    searchResults: {
      query: 'AmlRunEvent'
      startSearchTime: '2027-02-01T00:00:00Z'
      endSearchTime: '2027-02-02T00:00:00Z'
      limit: 10
      description: 'Of another.'
    }
  }
}

// log table Old_RST (main.py:58)
resource oldRST 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = {
  parent: logPlatform
  name: 'Old_RST'
  properties: {
    restoredLogs: {
      sourceTable: 'AmlComputeJobEvent'
      startRestoreTime: '2027-01-04T00:00:00Z'
      endRestoreTime: '2027-01-05T00:00:00Z'
    }
  }
}

// log table Older_RST (main.py:59)
resource olderRST 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = {
  parent: logPlatform
  name: 'Older_RST'
  properties: {
    restoredLogs: {
      sourceTable: 'AmlRunEvent'
      startRestoreTime: '2026-02-01T00:00:00Z'
      endRestoreTime: '2026-02-02T00:00:00Z'
    }
  }
}

// because The team reads what its endpoints answered. (main.py:64)
resource groupLogAnalyticsReaderScoresCL 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scoresCL
  name: guid(scoresCL.id, 'aaaaaaaa-0000-4000-8000-000000000001', logAnalyticsReader)
  properties: {
    roleDefinitionId: logAnalyticsReader
    principalId: 'aaaaaaaa-0000-4000-8000-000000000001'
    principalType: 'Group'
    description: 'The team reads what its endpoints answered.'
  }
}

// resources in rg-shared: AmlRunStatusChangedEvent
module rgSharedResources 'modules/rg-shared.bicep' = {
  scope: resourceGroup('rg-shared')
}
