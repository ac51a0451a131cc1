// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// existing file service default (main.py:12)
resource stsharesoneFileServices 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' existing = {
  parent: stsharesone
  name: 'default'
}

// existing file service default (main.py:13)
resource stsharestwoFileServices 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' existing = {
  parent: stsharestwo
  name: 'default'
}

// storage account stsharesone, because bursts is part of it (main.py:5)
resource stsharesone 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stsharesone'
  location: location
  sku: {
    name: 'Premium_LRS'
  }
  kind: 'FileStorage'
  properties: {
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

// file share bursts (main.py:12)
resource bursts 'Microsoft.Storage/storageAccounts/fileServices/shares@2025-06-01' = {
  parent: stsharesoneFileServices
  name: 'bursts'
  properties: {
    shareQuota: 1024
    fileSharePaidBursting: {
      paidBurstingEnabled: true
      paidBurstingMaxIops: 6000
      paidBurstingMaxBandwidthMibps: 200
    }
  }
}

// storage account stsharestwo, because steady is part of it (main.py:6)
resource stsharestwo 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stsharestwo'
  location: location
  sku: {
    name: 'PremiumV2_LRS'
  }
  kind: 'FileStorage'
  properties: {
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

// file share steady (main.py:13)
resource steady 'Microsoft.Storage/storageAccounts/fileServices/shares@2025-06-01' = {
  parent: stsharestwoFileServices
  name: 'steady'
  properties: {
    shareQuota: 1024
    provisionedIops: 3000
    provisionedBandwidthMibps: 100
  }
}
