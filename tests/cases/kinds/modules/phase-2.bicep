// Rendered by mlinfra: change the stack file, not this one.
// What the stack kinds deploys to the resource group.

@description('Region of everything that has one.')
param location string

@description('Id of id-features.')
param idFeaturesId string

@description('Id of stkindsfeatures.')
param stkindsfeaturesId string

@description('Id of kv-kinds.')
param kvKindsId string

@description('Id of appi-mlf-kinds.')
param appiMlfKindsId string

@description('Id of crmlfkindsfrdt6p.')
param crmlfkindsfrdt6pId string

@description('Id of stkindslake.')
param stkindslakeId string

// workspace mlf-kinds, because its offline store and online store can only be written once the rest is there (main.py:42)
resource mlfKindsWorkspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
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
      '${idFeaturesId}': {}
    }
  }
  properties: {
    friendlyName: 'mlf-kinds'
    storageAccount: stkindsfeaturesId
    keyVault: kvKindsId
    applicationInsights: appiMlfKindsId
    containerRegistry: crmlfkindsfrdt6pId
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'UserDelegationSAS'
    hbiWorkspace: false
    v1LegacyMode: false
    sharedPrivateLinkResources: [
      {
        name: 'lake'
        properties: {
          privateLinkResourceId: stkindslakeId
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
      offlineStoreConnectionName: 'offline'
      onlineStoreConnectionName: 'online'
    }
  }
}
