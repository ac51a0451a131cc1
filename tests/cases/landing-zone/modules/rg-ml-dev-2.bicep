// Rendered by mlinfra: change the stack file, not this one.
// What the stack landing-zone deploys to rg-ml-dev.

@description('Region of everything that has one.')
param location string

@description('Tags of every resource.')
param tags object

@description('Id of log-shared.')
param logsId string

@description('Id of stdevpnly59.')
param storageId string

@description('Id of kv-dev-pnly59.')
param keyVaultId string

@description('Id of crdevpnly59.')
param registryId string

@description('Name of stlakedev0001.')
param stlakedev0001Name string

@description('Id of id-train; part of the names of its role assignments.')
param idTrainId string

@description('Object id of the identity of id-train.')
param idTrainPrincipalId string

@description('Built-in role Storage Blob Data Reader.')
var storageBlobDataReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
)

// storage account stlakedev0001, because events uses it as account (main.py:28)
resource stlakedev0001 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlakedev0001'
}

// existing blob service default, because cpu reads events (main.py:30)
resource stlakedev0001Blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: stlakedev0001
  name: 'default'
}

// existing blob container events, because cpu reads events (main.py:30)
resource eventsContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: stlakedev0001Blobs
  name: 'events'
}

// application insights appi-dev, because mlw-dev uses it as insights (main.py:34)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-dev'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logsId
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// workspace mlw-dev (main.py:31)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-dev'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Default'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlw-dev'
    storageAccount: storageId
    keyVault: keyVaultId
    applicationInsights: insights.id
    containerRegistry: registryId
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// blob datastore events (main.py:29)
resource events 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'events'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stlakedev0001Name
    containerName: 'events'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: 'rg-ml-dev'
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
  }
}

// compute cluster cpu (main.py:30)
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'cpu'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idTrainId}': {}
    }
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      vmPriority: 'Dedicated'
      osType: 'Linux'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 1
        nodeIdleTimeBeforeScaleDown: 'PT2M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
    }
  }
}

// diagnostic setting to-logs (main.py:75)
resource toLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'to-logs'
  properties: {
    workspaceId: logsId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// because cpu reads events (main.py:30)
resource idTrainReadsEventsContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: eventsContainer
  name: guid(eventsContainer.id, idTrainId, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: idTrainPrincipalId
    principalType: 'ServicePrincipal'
    description: 'cpu reads events'
  }
}

@description('MlFlowTrackingUri of mlw-dev.')
output workspaceMlFlowTrackingUri string = workspace.properties.mlFlowTrackingUri
