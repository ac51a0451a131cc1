// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@secure()
param aksCertificate string

@secure()
param aksKey string

@secure()
param machinePassword string

@secure()
param machineKey string

@secure()
param machinePrivateKey string

@secure()
param databricksToken string

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// existing virtual network vnet-shared, because aksnew uses it as subnet (main.py:45)
resource vnetShared 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-shared'
  scope: resourceGroup('rg-network')
}

// existing subnet aks, because aksnew uses it as subnet (main.py:45)
resource aksSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetShared
  name: 'aks'
}

// storage account stattached, because mlw-attached uses it as storage (main.py:108)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stattached'
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

// key vault kv-attached-kasubo, because mlw-attached uses it as key vault (main.py:108)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-attached-kasubo'
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

// log analytics log-attached, because appi-attached uses it as logs (main.py:108)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-attached'
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

// application insights appi-attached, because mlw-attached uses it as insights (main.py:108)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-attached'
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

// container registry crattachedkasubo, because mlw-attached uses it as registry (main.py:108)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crattachedkasubo'
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

// workspace mlw-attached (main.py:108)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-attached'
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
    friendlyName: 'mlw-attached'
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

// user assigned identity id-jobs, because aks uses it as identity (main.py:12)
resource idJobs 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-jobs'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// aks compute aks (main.py:18)
resource aks 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'aks'
  location: location
  tags: {
    team: 'platform'
    generation: 'first'
  }
  sku: {
    name: 'Basic'
    tier: 'Basic'
    size: 'D4'
    family: 'D'
    capacity: 1
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idJobs.id}': {}
    }
  }
  properties: {
    computeType: 'AKS'
    computeLocation: location
    description: 'The cluster of the first generation'
    disableLocalAuth: true
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.ContainerService/managedClusters/aks-old'
    properties: {
      clusterPurpose: 'DevTest'
      clusterFqdn: 'aks-old.hcp.westeurope.azmk8s.io'
      sslConfiguration: {
        status: 'Enabled'
        cert: aksCertificate
        key: aksKey
        cname: 'ml.example.com'
      }
      loadBalancerType: 'InternalLoadBalancer'
      loadBalancerSubnet: 'services'
    }
  }
}

// aks compute aksnew (main.py:38)
resource aksnew 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'aksnew'
  location: location
  properties: {
    computeType: 'AKS'
    computeLocation: location
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.ContainerService/managedClusters/aks-new'
    properties: {
      agentCount: 3
      agentVmSize: 'Standard_D3_v2'
      sslConfiguration: {
        status: 'Auto'
        leafDomainLabel: 'ml'
        overwriteExistingDomain: true
      }
      aksNetworkingConfiguration: {
        subnetId: aksSubnet.id
        serviceCidr: '10.0.0.0/16'
        dnsServiceIP: '10.0.0.10'
        dockerBridgeCidr: '172.18.0.1/16'
      }
    }
  }
}

// hd insight compute hdi (main.py:51)
resource hdi 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'hdi'
  location: location
  tags: {
    team: 'platform'
    generation: 'first'
  }
  sku: {
    name: 'Basic'
    tier: 'Basic'
    size: 'D4'
    family: 'D'
    capacity: 1
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idJobs.id}': {}
    }
  }
  properties: {
    computeType: 'HDInsight'
    computeLocation: location
    description: 'Spark of the first generation'
    disableLocalAuth: true
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.HDInsight/clusters/hdi-shared'
    properties: {
      address: 'hdi-shared-ssh.azurehdinsight.net'
      sshPort: 22
      administratorAccount: {
        username: 'operator'
        password: machinePassword
        publicKeyData: machineKey
        privateKeyData: machinePrivateKey
      }
    }
  }
}

// data factory compute adf (main.py:69)
resource adf 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'adf'
  location: location
  tags: {
    team: 'platform'
    generation: 'first'
  }
  sku: {
    name: 'Basic'
    tier: 'Basic'
    size: 'D4'
    family: 'D'
    capacity: 1
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idJobs.id}': {}
    }
  }
  properties: {
    computeType: 'DataFactory'
    computeLocation: location
    description: 'Copies data'
    disableLocalAuth: true
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.DataFactory/factories/adf-shared'
  }
}

// data lake analytics compute adla (main.py:79)
resource adla 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'adla'
  location: location
  tags: {
    team: 'platform'
    generation: 'first'
  }
  sku: {
    name: 'Basic'
    tier: 'Basic'
    size: 'D4'
    family: 'D'
    capacity: 1
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idJobs.id}': {}
    }
  }
  properties: {
    computeType: 'DataLakeAnalytics'
    computeLocation: location
    description: 'Queries of old'
    disableLocalAuth: true
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.DataLakeAnalytics/accounts/adlashared'
    properties: {
      dataLakeStoreAccountName: 'adlsshared'
    }
  }
}

// compute cluster cpu (main.py:92)
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'cpu'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
    size: 'D4'
    family: 'D'
    capacity: 1
  }
  identity: {
    type: 'SystemAssigned'
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

// compute instance desk (main.py:93)
resource desk 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'desk'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
    size: 'D4'
    family: 'D'
    capacity: 1
  }
  properties: {
    computeType: 'ComputeInstance'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      idleTimeBeforeShutdown: 'PT1H'
      applicationSharingPolicy: 'Personal'
      sshSettings: {
        sshPublicAccess: 'Disabled'
      }
      enableNodePublicIp: true
      setupScripts: {
        scripts: {
          startupScript: {
            scriptSource: 'workspaceStorage'
            scriptData: 'Users/team/startup.sh'
            scriptArguments: '--quiet'
            timeout: '5m'
          }
        }
      }
    }
  }
}

// kubernetes compute k8s (main.py:99)
resource k8s 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'k8s'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
    size: 'D4'
    family: 'D'
    capacity: 1
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idJobs.id}': {}
    }
  }
  properties: {
    computeType: 'Kubernetes'
    computeLocation: location
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.ContainerService/managedClusters/aks-shared'
  }
}

// attached virtual machine gpu01 (main.py:102)
resource gpu01 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'gpu01'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
    size: 'D4'
    family: 'D'
    capacity: 1
  }
  properties: {
    computeType: 'VirtualMachine'
    computeLocation: location
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.Compute/virtualMachines/vm-gpu'
  }
}

// spark pool spark (main.py:103)
resource spark 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'spark'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
    size: 'D4'
    family: 'D'
    capacity: 1
  }
  properties: {
    computeType: 'SynapseSpark'
    computeLocation: location
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.Synapse/workspaces/syn-shared/bigDataPools/ml'
  }
}

// databricks compute dbx (main.py:104)
resource dbx 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'dbx'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
    size: 'D4'
    family: 'D'
    capacity: 1
  }
  properties: {
    computeType: 'Databricks'
    computeLocation: location
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.Databricks/workspaces/dbw-shared'
    properties: {
      databricksAccessToken: databricksToken
    }
  }
}

// because cpu keeps logs and outputs in stattached (main.py:92)
resource cpuWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, cpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stattached'
  }
}
