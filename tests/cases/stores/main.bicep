// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// existing blob service default (main.py:38)
resource stlakestoresBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: stlakestores
  name: 'default'
}

// existing virtual network vnet-hub, because kv-stores uses it as subnets (main.py:109)
resource vnetHub 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-hub'
  scope: resourceGroup('rg-hub')
}

// existing subnet snet-ml, because kv-stores uses it as subnets (main.py:109)
resource snetMl 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetHub
  name: 'snet-ml'
}

// existing key vault kv-shared, because add is part of it (main.py:113)
resource kvShared 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-shared'
}

// existing key vault kv-old, because replace is part of it (main.py:127)
resource kvOld 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-old'
}

// storage account ststores, because default is part of it (main.py:10)
resource ststores 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'ststores'
  location: location
  sku: {
    name: 'Standard_LRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: true
    allowCrossTenantReplication: false
    allowSharedKeyAccess: true
    defaultToOAuthAuthentication: false
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

// blob service default (main.py:15)
resource default 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: ststores
  name: 'default'
  properties: {
    lastAccessTimeTrackingPolicy: {
      name: 'AccessTimeTracking'
      trackingGranularityInDays: 1
      blobType: [
        'blockBlob'
      ]
      enable: true
    }
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      days: 7
      enabled: true
      allowPermanentDelete: true
    }
    containerDeleteRetentionPolicy: {
      days: 7
      enabled: true
    }
  }
}

// storage account sthotstores, because default is part of it (main.py:12)
resource sthotstores 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'sthotstores'
  location: location
  sku: {
    name: 'Premium_LRS'
  }
  kind: 'BlockBlobStorage'
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

// blob service default (main.py:22)
resource defaultService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: sthotstores
  name: 'default'
  properties: {
    lastAccessTimeTrackingPolicy: {
      name: 'AccessTimeTracking'
      trackingGranularityInDays: 1
      blobType: [
        'blockBlob'
      ]
      enable: true
    }
  }
}

// file service default (main.py:23)
resource default2 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' = {
  parent: ststores
  name: 'default'
  properties: {
    shareDeleteRetentionPolicy: {
      days: 14
      enabled: true
    }
  }
}

// table service default (main.py:24)
resource default3 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: ststores
  name: 'default'
  properties: {
    cors: {
      corsRules: [
        {
          allowedOrigins: [
            'https://ml.azure.com'
          ]
          allowedMethods: [
            'GET'
          ]
          allowedHeaders: [
            '*'
          ]
          exposedHeaders: [
            '*'
          ]
          maxAgeInSeconds: 200
        }
      ]
    }
  }
}

// queue service default (main.py:25)
resource default4 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: ststores
  name: 'default'
  properties: {
    cors: {
      corsRules: [
        {
          allowedOrigins: [
            'https://ml.azure.com'
          ]
          allowedMethods: [
            'POST'
          ]
          allowedHeaders: [
            '*'
          ]
          exposedHeaders: [
            '*'
          ]
          maxAgeInSeconds: 200
        }
      ]
    }
  }
}

// storage account stlakestores, because default is part of it (main.py:11)
resource stlakestores 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stlakestores'
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
    isHnsEnabled: true
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
    isNfsV3Enabled: true
  }
}

// table service default (main.py:26)
resource default5 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: stlakestores
  name: 'default'
  properties: {
    cors: {
      corsRules: []
    }
  }
}

// queue service default (main.py:27)
resource default6 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: stlakestores
  name: 'default'
  properties: {
    cors: {
      corsRules: []
    }
  }
}

// blob container public (main.py:30)
resource public 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: default
  name: 'public'
  properties: {
    publicAccess: 'Blob'
    defaultEncryptionScope: 'team'
    denyEncryptionScopeOverride: true
    immutableStorageWithVersioning: {
      enabled: true
    }
  }
}

// blob container exports (main.py:38)
resource exports 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: stlakestoresBlobs
  name: 'exports'
  properties: {
    publicAccess: 'None'
    enableNfsV3RootSquash: true
    enableNfsV3AllSquash: true
  }
}

// file share work (main.py:39)
resource work 'Microsoft.Storage/storageAccounts/fileServices/shares@2025-06-01' = {
  parent: default2
  name: 'work'
  properties: {
    signedIdentifiers: [
      {
        id: 'readers'
        accessPolicy: {
          permission: 'r'
          startTime: '2027-01-01T00:00:00Z'
          expiryTime: '2028-01-01T00:00:00Z'
        }
      }
    ]
  }
}

// storage table runs (main.py:40)
resource runs 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = {
  parent: default3
  name: 'runs'
  properties: {
    signedIdentifiers: [
      {
        id: 'readers'
        accessPolicy: {
          permission: 'r'
          startTime: '2027-01-01T00:00:00Z'
          expiryTime: '2028-01-01T00:00:00Z'
        }
      }
    ]
  }
}

// storage table scores (main.py:41)
resource scores 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = {
  parent: default3
  name: 'scores'
  properties: {
    signedIdentifiers: []
  }
}

// storage queue requests (main.py:42)
resource requests 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = {
  parent: default4
  name: 'requests'
  properties: {
    metadata: {
      team: 'plant'
    }
  }
}

// storage queue answers (main.py:43)
resource answers 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = {
  parent: default4
  name: 'answers'
  properties: {
    metadata: {
      team: 'plant'
    }
  }
}

// lifecycle policy default (main.py:45)
resource defaultPolicy 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: ststores
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          type: 'Lifecycle'
          name: 'by-change'
          definition: {
            actions: {
              baseBlob: {
                tierToCool: {
                  daysAfterModificationGreaterThan: 30
                }
                tierToCold: {
                  daysAfterModificationGreaterThan: 60
                }
                tierToArchive: {
                  daysAfterModificationGreaterThan: 90
                  daysAfterLastTierChangeGreaterThan: 7
                }
                delete: {
                  daysAfterModificationGreaterThan: 365
                }
              }
              snapshot: {
                tierToArchive: {
                  daysAfterCreationGreaterThan: 90
                  daysAfterLastTierChangeGreaterThan: 7
                }
              }
            }
            filters: {
              blobTypes: [
                'blockBlob'
              ]
            }
          }
          enabled: true
        }
        {
          type: 'Lifecycle'
          name: 'by-reading'
          definition: {
            actions: {
              baseBlob: {
                tierToCool: {
                  daysAfterLastAccessTimeGreaterThan: 30
                }
                tierToCold: {
                  daysAfterLastAccessTimeGreaterThan: 60
                }
                tierToArchive: {
                  daysAfterLastAccessTimeGreaterThan: 90
                }
                delete: {
                  daysAfterLastAccessTimeGreaterThan: 365
                }
                enableAutoTierToHotFromCool: true
              }
            }
            filters: {
              prefixMatch: [
                'reports/'
              ]
              blobTypes: [
                'blockBlob'
              ]
            }
          }
          enabled: true
        }
        {
          type: 'Lifecycle'
          name: 'by-age'
          definition: {
            actions: {
              baseBlob: {
                tierToCool: {
                  daysAfterCreationGreaterThan: 30
                }
                tierToCold: {
                  daysAfterCreationGreaterThan: 60
                }
                tierToArchive: {
                  daysAfterCreationGreaterThan: 90
                }
                delete: {
                  daysAfterCreationGreaterThan: 365
                }
              }
            }
            filters: {
              prefixMatch: [
                'logs/'
              ]
              blobTypes: [
                'blockBlob'
              ]
            }
          }
          enabled: true
        }
      ]
    }
  }
  dependsOn: [
    default
  ]
}

// lifecycle policy default (main.py:81)
resource default7 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: sthotstores
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          type: 'Lifecycle'
          name: 'by-change'
          definition: {
            actions: {
              baseBlob: {
                tierToHot: {
                  daysAfterModificationGreaterThan: 1
                }
              }
              snapshot: {
                tierToHot: {
                  daysAfterCreationGreaterThan: 1
                }
              }
              version: {
                tierToHot: {
                  daysAfterCreationGreaterThan: 1
                }
              }
            }
            filters: {
              blobTypes: [
                'blockBlob'
              ]
            }
          }
          enabled: true
        }
        {
          type: 'Lifecycle'
          name: 'by-reading'
          definition: {
            actions: {
              baseBlob: {
                tierToHot: {
                  daysAfterLastAccessTimeGreaterThan: 1
                }
              }
            }
            filters: {
              prefixMatch: [
                'a/'
              ]
              blobTypes: [
                'blockBlob'
              ]
            }
          }
          enabled: true
        }
        {
          type: 'Lifecycle'
          name: 'by-age'
          definition: {
            actions: {
              baseBlob: {
                tierToHot: {
                  daysAfterCreationGreaterThan: 1
                }
              }
            }
            filters: {
              prefixMatch: [
                'b/'
              ]
              blobTypes: [
                'blockBlob'
              ]
            }
          }
          enabled: true
        }
      ]
    }
  }
  dependsOn: [
    defaultService
  ]
}

// user assigned identity id-train (main.py:94)
resource idTrain 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-train'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// key vault kv-stores (main.py:95)
resource kvStores 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-stores'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: false
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
      virtualNetworkRules: [
        {
          id: snetMl.id
          ignoreMissingVnetServiceEndpoint: true
        }
      ]
    }
    publicNetworkAccess: 'Enabled'
    accessPolicies: [
      {
        tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47'
        objectId: '22222222-2222-4222-8222-222222222222'
        permissions: {
          keys: [
            'get'
            'wrapKey'
            'unwrapKey'
          ]
          secrets: [
            'get'
            'list'
          ]
          certificates: [
            'get'
          ]
          storage: [
            'getsas'
          ]
        }
        applicationId: '33333333-3333-4333-8333-333333333333'
      }
    ]
  }
}

// vault access policies add (main.py:112)
resource add 'Microsoft.KeyVault/vaults/accessPolicies@2026-02-01' = {
  parent: kvShared
  name: 'add'
  properties: {
    accessPolicies: [
      {
        tenantId: subscription().tenantId
        objectId: idTrain.properties.principalId
        permissions: {
          secrets: [
            'get'
          ]
        }
      }
      {
        tenantId: subscription().tenantId
        objectId: '44444444-4444-4444-8444-444444444444'
        permissions: {
          keys: [
            'all'
          ]
          certificates: [
            'list'
          ]
          storage: [
            'get'
          ]
        }
        applicationId: '33333333-3333-4333-8333-333333333333'
      }
    ]
  }
}

// vault access policies replace (main.py:125)
resource replace 'Microsoft.KeyVault/vaults/accessPolicies@2026-02-01' = {
  parent: kvOld
  name: 'replace'
  properties: {
    accessPolicies: [
      {
        tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47'
        objectId: '44444444-4444-4444-8444-444444444444'
        permissions: {
          secrets: [
            'get'
          ]
        }
      }
    ]
  }
}
