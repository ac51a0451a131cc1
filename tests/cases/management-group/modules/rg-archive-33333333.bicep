// Rendered by mlinfra: change the stack file, not this one.
// What the stack ml-governance deploys to rg-archive.

@description('Region of everything that has one.')
param location string

// storage account starchive0001 (main.py:21)
resource starchive0001 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'starchive0001'
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

// lock no-delete (main.py:48)
resource noDelete 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'no-delete'
  properties: {
    level: 'CanNotDelete'
    owners: [
      {
        applicationId: '33333333-3333-4333-8333-333333333333'
      }
    ]
  }
}

// diagnostic setting archive (main.py:49)
resource archive 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: starchive0001
  name: 'archive'
  properties: {
    storageAccountId: starchive0001.id
    eventHubAuthorizationRuleId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-alerts/providers/Microsoft.EventHub/namespaces/ehns/authorizationRules/send'
    eventHubName: 'activity'
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
    logAnalyticsDestinationType: 'Dedicated'
    marketplacePartnerId: ''
  }
}
