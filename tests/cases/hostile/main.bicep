// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('*/ // # /* {{ jinja }} {% raw %}one\ntwo\r\nthree\ttabbed\n')
@allowed([
  'it\'s "quoted", \'\'twice\'\' and \'\'\'thrice\'\'\'one\ntwo\r\nthree\ttabbed\n'
  '\${workspace.id} $\${x} \\\${y} $'
])
param text string = '\${workspace.id} $\${x} \\\${y} $'

param free string = '[resourceGroup().location] [[x] ]one\ntwo\r\nthree\ttabbed\n'

@description('Tags of every resource.')
var tags = {
  brackets: '[resourceGroup().location] [[x] ]'
  signs: '🚚 Zürich \u{202e}mirrored\u{202c} \u{2028} é 𝄞'
  'it\'s': 'it\'s "quoted", \'\'twice\'\' and \'\'\'thrice\'\'\''
}

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

@description('Value of the output holes.')
var holesValue = '\${workspace.id} $\${x} \\\${y} $'

// existing storage account sthostilelake, because lake uses it as account (main.py:24)
resource sthostilelake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'sthostilelake'
}

// storage account sthostile, because mlw-hostile uses it as storage (main.py:19)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'sthostile'
  location: location
  tags: union(tags, {
    'it\'s "quoted", \'\'twice\'\' and \'\'\'thrice\'\'\'': '\${workspace.id} $\${x} \\\${y} $'
  })
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
    dnsEndpointType: 'Standard'
  }
}

// key vault kv-hostile, because mlw-hostile uses it as key vault (main.py:33)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-hostile'
  location: location
  tags: union(tags, {
    '[x]': '[y]'
  })
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

// log analytics log-hostile, because appi-hostile 🚚 Zürich  mirrored    é 𝄞 uses it as logs (main.py:36)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-hostile'
  location: location
  tags: union(tags, {
    a: '\${workspace.id} $\${x} \\\${y} $'
  })
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

// application insights appi-hostile 🚚 Zürich  mirrored    é 𝄞, because mlw-hostile uses it as insights (main.py:35)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-hostile 🚚 Zürich \u{202e}mirrored\u{202c} \u{2028} é 𝄞'
  location: location
  tags: union(tags, {
    b: 'one\ntwo\r\nthree\ttabbed\n'
  })
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

// container registry crhostile, because mlw-hostile uses it as registry (main.py:34)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crhostile'
  location: location
  tags: tags
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
    policies: {
      quarantinePolicy: {
        status: 'enabled'
      }
    }
  }
}

// workspace mlw-hostile (main.py:30)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-hostile'
  location: location
  tags: union(
    union(tags, {
      comment: '*/ // # /* {{ jinja }} {% raw %}'
      line: 'one\ntwo\r\nthree\ttabbed\n'
      signs: '🚚 Zürich \u{202e}mirrored\u{202c} \u{2028} é 𝄞'
    }),
    {
      more: '<b>|</b> `code` ***** \\ @everyone'
      text: text
      free: free
    }
  )
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Default'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlw-hostile'
    description: 'one\ntwo\r\nthree\ttabbed\n'
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

// blob datastore blobs (main.py:20)
resource blobs 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'blobs'
  properties: {
    datastoreType: 'AzureBlob'
    description: 'it\'s "quoted", \'\'twice\'\' and \'\'\'thrice\'\'\''
    tags: {
      '\${workspace.id} $\${x} \\\${y} $': '[resourceGroup().location] [[x] ]'
    }
    accountName: storage.name
    containerName: 'raw'
    endpoint: '\${workspace.id} $\${x} \\\${y} $'
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
  }
}

// data lake datastore lake (main.py:22)
resource lake 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'lake'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    description: '\${workspace.id} $\${x} \\\${y} $'
    accountName: sthostilelake.name
    filesystem: 'raw'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
    tags: {}
  }
}

// asset container asset, because it holds the versions of asset (main.py:42)
resource asset 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'asset'
  properties: {
    dataType: 'uri_folder'
    isArchived: false
  }
}

// data asset asset:1 (main.py:42)
resource assetV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: asset
  name: '1'
  properties: {
    dataType: 'uri_folder'
    dataUri: 'azureml://datastores/${blobs.name}/paths/a b/[c]/\${d}/\'e\''
    description: '[resourceGroup().location] [[x] ]'
    tags: {
      '🚚 Zürich \u{202e}mirrored\u{202c} \u{2028} é 𝄞': 'it\'s "quoted", \'\'twice\'\' and \'\'\'thrice\'\'\''
    }
    isAnonymous: false
    isArchived: false
  }
}

// asset container env, because it holds the versions of env (main.py:44)
resource env 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'env'
  properties: {
    isArchived: false
  }
}

// environment env:1 (main.py:44)
resource envV1 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: env
  name: '1'
  properties: {
    image: 'example.azurecr.io/x:1'
    condaFile: '# it\'s "quoted", \'\'twice\'\' and \'\'\'thrice\'\'\'\n# \${workspace.id} $\${x} \\\${y} $\n# 🚚 Zürich \u{202e}mirrored\u{202c} \u{2028} é 𝄞\n'
    osType: 'Windows'
    description: 'one\ntwo\r\nthree\ttabbed\n'
    isAnonymous: false
    isArchived: false
  }
}

// compute cluster cpu (main.py:48)
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'cpu'
  location: location
  tags: union(tags, {
    c: '*/ // # /* {{ jinja }} {% raw %}'
  })
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    description: '*/ // # /* {{ jinja }} {% raw %}'
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
      isolatedNetwork: false
    }
  }
}

// compute instance ci-hostile (main.py:50)
resource ciHostile 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'ci-hostile'
  location: location
  tags: union(tags, {
    m: '<b>|</b> `code` ***** \\ @everyone'
  })
  properties: {
    computeType: 'ComputeInstance'
    computeLocation: location
    description: '<b>|</b> `code` ***** \\ @everyone'
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      idleTimeBeforeShutdown: 'PT1H'
      applicationSharingPolicy: 'Personal'
      sshSettings: {
        sshPublicAccess: 'Disabled'
      }
      enableNodePublicIp: true
      customServices: [
        {
          name: '<b>|</b> `code` ***** \\ @everyone'
        }
      ]
    }
  }
}

// online endpoint hostile (main.py:53)
resource hostile 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: workspace
  name: 'hostile'
  location: location
  tags: union(tags, {
    s: '🚚 Zürich \u{202e}mirrored\u{202c} \u{2028} é 𝄞'
  })
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AADToken'
    description: '🚚 Zürich \u{202e}mirrored\u{202c} \u{2028} é 𝄞'
    publicNetworkAccess: 'Enabled'
    properties: {
      k: '[resourceGroup().location] [[x] ]'
    }
  }
}

// because cpu keeps logs and outputs in sthostile (main.py:48)
resource cpuWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, cpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in sthostile'
  }
}

@description('holes.')
output holes string = holesValue
