// Rendered by mlinfra: change the stack file, not this one.

metadata acceptedValues = [
  {
    type: 'Microsoft.Network/publicIPAddresses'
    name: 'pip-old'
    path: 'sku.name'
    reason: 'it is older than the end of Basic (until 2999-12-31)'
  }
]

@description('Region of everything that has one.')
param location string = 'westeurope'

param ddosPlan string
param webGroup string
param nodeGroup string
param addressRange string
param address string
param addressRangeV6 string
param releasePolicy string

@secure()
param feedPassword string

// existing file service default (main.py:204)
resource stplatformnfsFileServices 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' existing = {
  parent: stplatformnfs
  name: 'default'
}

// virtual network vnet-platform, because snet-nodes is part of it (main.py:99)
resource vnetPlatform 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-platform'
  location: location
  extendedLocation: {
    name: 'losangeles'
    type: 'EdgeZone'
  }
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/22'
      ]
    }
    encryption: {
      enabled: true
      enforcement: 'AllowUnencrypted'
    }
    enableDdosProtection: true
    subnets: [
      {
        name: 'snet-nodes'
        properties: {
          addressPrefix: '10.20.0.0/26'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
          privateLinkServiceNetworkPolicies: 'Disabled'
          networkSecurityGroup: {
            id: nsgNodes.id
          }
          routeTable: {
            id: rtNodes.id
          }
          natGateway: {
            id: ngNodes.id
          }
          serviceEndpoints: [
            {
              service: 'Microsoft.Storage'
              locations: [
                'westeurope'
              ]
            }
            {
              service: 'Microsoft.KeyVault'
            }
          ]
          delegations: [
            {
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
              name: 'apps'
            }
          ]
          sharingScope: 'Tenant'
        }
      }
      {
        name: 'snet-open'
        properties: {
          addressPrefix: '10.20.0.64/26'
          defaultOutboundAccess: true
          privateEndpointNetworkPolicies: 'Disabled'
          privateLinkServiceNetworkPolicies: 'Enabled'
        }
      }
    ]
    dhcpOptions: {
      dnsServers: [
        '10.0.0.4'
      ]
    }
    flowTimeoutInMinutes: 10
    ddosProtectionPlan: {
      id: ddosPlan
    }
    enableVmProtection: false
    bgpCommunities: {
      virtualNetworkCommunity: '12076:20000'
    }
    privateEndpointVNetPolicies: 'Basic'
  }
}

// network security group nsg-nodes, because snet-nodes uses it as security group (main.py:12)
resource nsgNodes 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-nodes'
  location: location
  tags: {
    team: 'network'
  }
  properties: {
    securityRules: [
      {
        name: 'service-to-nodes'
        properties: {
          direction: 'Inbound'
          priority: 110
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'AzureMachineLearning'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '44224'
          description: 'Azure Machine Learning reaches instances'
        }
      }
      {
        name: 'nodes-to-services'
        properties: {
          direction: 'Outbound'
          priority: 110
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefixes: [
            '10.20.0.0/26'
            '10.20.0.64/26'
          ]
          sourcePortRanges: [
            '1024-65535'
          ]
          destinationAddressPrefixes: [
            '10.30.0.0/24'
          ]
          destinationPortRanges: [
            '443'
            '8787'
          ]
        }
      }
      {
        name: 'groups'
        properties: {
          direction: 'Inbound'
          priority: 120
          access: 'Deny'
          protocol: 'Tcp'
          sourceApplicationSecurityGroups: [
            {
              id: webGroup
            }
          ]
          sourcePortRange: '*'
          destinationApplicationSecurityGroups: [
            {
              id: nodeGroup
            }
          ]
          destinationPortRange: '*'
        }
      }
    ]
    flushConnection: false
  }
}

// route table rt-nodes, because snet-nodes uses it as route table (main.py:49)
resource rtNodes 'Microsoft.Network/routeTables@2025-05-01' = {
  name: 'rt-nodes'
  location: location
  tags: {
    team: 'network'
  }
  properties: {
    routes: [
      {
        name: 'internet'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.0.0.4'
        }
      }
      {
        name: 'service'
        properties: {
          addressPrefix: 'AzureMachineLearning'
          nextHopType: 'Internet'
        }
      }
    ]
    disableBgpRoutePropagation: false
  }
}

// public ip address pip-nat, because ng-nodes uses it as addresses (main.py:59)
resource pipNat 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: 'pip-nat'
  location: location
  zones: [
    '1'
    '2'
    '3'
  ]
  tags: {
    team: 'network'
  }
  sku: {
    name: 'StandardV2'
    tier: 'Regional'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
    idleTimeoutInMinutes: 10
    dnsSettings: {
      domainNameLabel: 'ml-platform'
      domainNameLabelScope: 'TenantReuse'
      reverseFqdn: 'ml.example.com'
    }
    ddosSettings: {
      protectionMode: 'Enabled'
      ddosProtectionPlan: {
        id: ddosPlan
      }
    }
    publicIPPrefix: {
      id: addressRange
    }
    ipTags: [
      {
        ipTagType: 'RoutingPreference'
        tag: 'Internet'
      }
    ]
    deleteOption: 'Delete'
  }
}

// public ip address pip-nat-v6, because ng-nodes uses it as ipv6 addresses (main.py:75)
resource pipNatV6 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: 'pip-nat-v6'
  location: location
  sku: {
    name: 'StandardV2'
    tier: 'Regional'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv6'
    dnsSettings: {
      fqdn: 'ml6.example.com'
    }
    ipAddress: address
  }
}

// nat gateway ng-nodes, because snet-nodes uses it as nat gateway (main.py:87)
resource ngNodes 'Microsoft.Network/natGateways@2025-05-01' = {
  name: 'ng-nodes'
  location: location
  zones: [
    '1'
  ]
  tags: {
    team: 'network'
  }
  sku: {
    name: 'StandardV2'
  }
  properties: {
    publicIpAddresses: [
      {
        id: pipNat.id
      }
    ]
    publicIpAddressesV6: [
      {
        id: pipNatV6.id
      }
    ]
    publicIpPrefixes: [
      {
        id: addressRange
      }
    ]
    publicIpPrefixesV6: [
      {
        id: addressRangeV6
      }
    ]
    idleTimeoutInMinutes: 8
  }
}

// key vault kv-platform, because storage is part of it (main.py:128)
resource kvPlatform 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-platform'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'premium'
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

// vault key storage (main.py:129)
resource storage 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
  parent: kvPlatform
  name: 'storage'
  tags: {
    team: 'security'
  }
  properties: {
    kty: 'RSA-HSM'
    keySize: 4096
    keyOps: [
      'wrapKey'
      'unwrapKey'
    ]
    attributes: {
      enabled: false
      nbf: 1800000000
      exp: 1900000000
      exportable: true
    }
    rotationPolicy: {
      lifetimeActions: [
        {
          action: {
            type: 'rotate'
          }
          trigger: {
            timeAfterCreate: 'P90D'
          }
        }
        {
          action: {
            type: 'notify'
          }
          trigger: {
            timeBeforeExpiry: 'P30D'
          }
        }
      ]
      attributes: {
        expiryTime: 'P2Y'
      }
    }
    release_policy: {
      data: releasePolicy
      contentType: 'application/json; charset=utf-8'
    }
  }
}

// vault key signing (main.py:146)
resource signing 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
  parent: kvPlatform
  name: 'signing'
  properties: {
    kty: 'EC'
    curveName: 'P-384'
  }
}

// vault secret feed (main.py:147)
resource feed 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: kvPlatform
  name: 'feed'
  tags: {
    team: 'security'
  }
  properties: {
    value: feedPassword
    contentType: 'text/password'
    attributes: {
      enabled: true
      nbf: 1800000000
      exp: 1900000000
    }
  }
}

// storage account stplatform, because default is part of it (main.py:158)
resource stplatform 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stplatform'
  location: location
  sku: {
    name: 'Standard_LRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
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

// blob service default (main.py:159)
resource default 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: stplatform
  name: 'default'
  properties: {
    changeFeed: {
      enabled: true
      retentionInDays: 90
    }
    restorePolicy: {
      enabled: true
      days: 20
    }
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
      days: 30
      enabled: true
      allowPermanentDelete: false
    }
    containerDeleteRetentionPolicy: {
      days: 14
      enabled: true
    }
    automaticSnapshotPolicyEnabled: true
    defaultServiceVersion: '2020-10-02'
    cors: {
      corsRules: [
        {
          allowedOrigins: [
            'https://ml.azure.com'
          ]
          allowedMethods: [
            'GET'
            'HEAD'
          ]
          allowedHeaders: [
            'x-ms-*'
          ]
          exposedHeaders: [
            'x-ms-meta-*'
          ]
          maxAgeInSeconds: 1800
        }
      ]
    }
  }
}

// file service default (main.py:181)
resource defaultService 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' = {
  parent: stplatform
  name: 'default'
  properties: {
    shareDeleteRetentionPolicy: {
      enabled: false
    }
    protocolSettings: {
      smb: {
        versions: 'SMB3.1.1;'
        authenticationMethods: 'Kerberos;'
        kerberosTicketEncryption: 'AES-256;'
        channelEncryption: 'AES-256-GCM;'
        multichannel: {
          enabled: true
        }
        encryptionInTransit: {
          required: true
        }
      }
      nfs: {
        encryptionInTransit: {
          required: true
        }
      }
    }
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

// file share work (main.py:194)
resource work 'Microsoft.Storage/storageAccounts/fileServices/shares@2025-06-01' = {
  parent: defaultService
  name: 'work'
  properties: {
    shareQuota: 2048
    accessTier: 'Hot'
    enabledProtocols: 'SMB'
    metadata: {
      team: 'plant'
    }
  }
}

// storage account stplatformnfs, because exports is part of it (main.py:203)
resource stplatformnfs 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stplatformnfs'
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
    supportsHttpsTrafficOnly: false
  }
}

// file share exports (main.py:204)
resource exports 'Microsoft.Storage/storageAccounts/fileServices/shares@2025-06-01' = {
  parent: stplatformnfsFileServices
  name: 'exports'
  properties: {
    enabledProtocols: 'NFS'
    rootSquash: 'RootSquash'
  }
}

// lifecycle policy default (main.py:205)
resource defaultPolicy 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: stplatform
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          type: 'Lifecycle'
          name: 'logs'
          definition: {
            actions: {
              baseBlob: {
                tierToCool: {
                  daysAfterLastAccessTimeGreaterThan: 30
                }
                tierToCold: {
                  daysAfterModificationGreaterThan: 90
                }
                tierToArchive: {
                  daysAfterModificationGreaterThan: 180
                  daysAfterLastTierChangeGreaterThan: 7
                }
                delete: {
                  daysAfterModificationGreaterThan: 365
                }
                enableAutoTierToHotFromCool: true
              }
              snapshot: {
                tierToCool: {
                  daysAfterCreationGreaterThan: 30
                }
                tierToCold: {
                  daysAfterCreationGreaterThan: 60
                }
                delete: {
                  daysAfterCreationGreaterThan: 90
                }
              }
              version: {
                tierToCool: {
                  daysAfterCreationGreaterThan: 30
                }
                tierToCold: {
                  daysAfterCreationGreaterThan: 60
                }
                tierToArchive: {
                  daysAfterCreationGreaterThan: 90
                  daysAfterLastTierChangeGreaterThan: 7
                }
                delete: {
                  daysAfterCreationGreaterThan: 365
                }
              }
            }
            filters: {
              prefixMatch: [
                'logs/2024'
              ]
              blobTypes: [
                'blockBlob'
              ]
              blobIndexMatch: [
                {
                  op: '=='
                  name: 'kept'
                  value: 'no'
                }
              ]
            }
          }
          enabled: true
        }
        {
          type: 'Lifecycle'
          name: 'appended'
          definition: {
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: 90
                }
              }
            }
            filters: {
              blobTypes: [
                'blockBlob'
                'appendBlob'
              ]
            }
          }
          enabled: false
        }
      ]
    }
  }
  dependsOn: [
    default
  ]
}

// storage account stplatformarchive, because default is part of it (main.py:235)
resource stplatformarchive 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stplatformarchive'
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

// lifecycle policy default (main.py:236)
resource default2 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: stplatformarchive
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'x'
          type: 'Lifecycle'
          definition: {
            actions: {}
          }
        }
      ]
    }
  }
}

// public ip address pip-old (main.py:78)
resource pipOld 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: 'pip-old'
  location: location
  extendedLocation: {
    name: 'losangeles'
    type: 'EdgeZone'
  }
  sku: {
    name: 'Basic'
    tier: 'Regional'
  }
  properties: {
    publicIPAllocationMethod: 'Dynamic'
    publicIPAddressVersion: 'IPv4'
  }
}

// public ip address pip-everywhere (main.py:86)
resource pipEverywhere 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: 'pip-everywhere'
  location: location
  sku: {
    name: 'Standard'
    tier: 'Global'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
  }
}
