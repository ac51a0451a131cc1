// Rendered by mlinfra: change the stack file, not this one.
// What the stack landing-zone deploys to rg-shared.

@description('Region of everything that has one.')
param location string

@description('Tags of every resource.')
param tags object

@description('Id of id-train; part of the names of its role assignments.')
param idTrainId string

@description('Object id of the identity of id-train.')
param idTrainPrincipalId string

@description('Built-in role Log Analytics Reader.')
var logAnalyticsReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '73c42c96-874c-492b-b04d-ab87d138a893'
)

// log analytics log-shared (main.py:27)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-shared'
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

// lock no-delete (main.py:74)
resource noDeleteLock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'no-delete'
  properties: {
    level: 'ReadOnly'
  }
}

// because id-train holds Log Analytics Reader (main.py:78)
resource idTrainLogAnalyticsReaderLogs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: logs
  name: guid(logs.id, idTrainId, logAnalyticsReader)
  properties: {
    roleDefinitionId: logAnalyticsReader
    principalId: idTrainPrincipalId
    principalType: 'ServicePrincipal'
    description: 'id-train holds Log Analytics Reader'
  }
}
