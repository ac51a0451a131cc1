// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('What properties.ipAllowlist of mlswmax001 is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param workspaceLiveIpAllowlist array = []

@description('Built-in role Contributor.')
var contributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b24988ac-6180-42a0-ab88-20f7382dd24c'
)

@description('Built-in role Key Vault Administrator.')
var keyVaultAdministrator = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '00482a5a-887f-4fb3-b363-3b7fe8e74483'
)

@description('Built-in role Owner.')
var owner = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// existing storage account stavm, because mlswmax001 uses it as storage (main.py:19)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stavm'
}

// existing key vault kv-avm, because mlswmax001 uses it as key vault (main.py:19)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-avm'
}

// existing application insights appi-avm, because mlswmax001 uses it as insights (main.py:20)
resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'appi-avm'
}

// existing user assigned identity id-max, because mlswmax001 uses it as identity (main.py:21)
resource idMax 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-max'
}

// existing virtual network vnet-avm, because mlswmax001 uses it as subnet (main.py:22)
resource vnetAvm 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-avm'
}

// existing subnet snet, because mlswmax001 uses it as subnet (main.py:22)
resource snet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetAvm
  name: 'snet'
}

// existing storage account myaccount, because datastore uses it as account (main.py:104)
resource myaccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'myaccount'
}

// existing private dns zone privatelink.api.azureml.ms, because group1 uses it as zones (main.py:24)
resource privatelinkApiAzuremlMs 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.api.azureml.ms'
}

// existing log analytics log-avm, because customSetting uses it as workspace (main.py:26)
resource logAvm 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-avm'
}

// existing storage account stdiag, because customSetting uses it as storage (main.py:27)
resource stdiag 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stdiag'
}

// because mlswmax001 uses stavm as its storage (main.py:74)
resource idMaxManagesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idMax.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idMax.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswmax001 uses stavm as its storage'
  }
}

// because mlswmax001 uses stavm as its storage (main.py:74)
resource idMaxWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idMax.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idMax.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswmax001 uses stavm as its storage'
  }
}

// because mlswmax001 uses kv-avm as its key vault (main.py:74)
resource idMaxManagesKeyVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault
  name: guid(keyVault.id, idMax.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idMax.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswmax001 uses kv-avm as its key vault'
  }
}

// because mlswmax001 uses kv-avm as its key vault (main.py:74)
resource idMaxAdministersKeyVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault
  name: guid(keyVault.id, idMax.id, keyVaultAdministrator)
  properties: {
    roleDefinitionId: keyVaultAdministrator
    principalId: idMax.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswmax001 uses kv-avm as its key vault'
  }
}

// because mlswmax001 uses appi-avm as its insights (main.py:74)
resource idMaxManagesInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, idMax.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idMax.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswmax001 uses appi-avm as its insights'
  }
}

// workspace mlswmax001 (main.py:74)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01-preview' = {
  name: 'mlswmax001'
  location: location
  tags: {
    'hidden-title': 'This is visible in the resource name'
    Environment: 'Non-Prod'
    Role: 'DeploymentValidation'
  }
  sku: {
    name: 'Premium'
    tier: 'Premium'
  }
  kind: 'Default'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idMax.id}': {}
    }
  }
  properties: {
    friendlyName: 'Workspace'
    description: 'The cake is a lie.'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    primaryUserAssignedIdentity: idMax.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'AccessKey'
    imageBuildCompute: 'testcompute'
    managedNetwork: {
      isolationMode: 'Disabled'
    }
    hbiWorkspace: false
    v1LegacyMode: false
    provisionNetworkNow: true
    serverlessComputeSettings: {
      serverlessComputeCustomSubnet: snet.id
      serverlessComputeNoPublicIP: true
    }
    discoveryUrl: 'http://example.com'
    ipAllowlist: empty(workspaceLiveIpAllowlist) ? null : workspaceLiveIpAllowlist
  }
  dependsOn: [
    idMaxManagesStorage
    idMaxWritesStorage
    idMaxManagesKeyVault
    idMaxAdministersKeyVault
    idMaxManagesInsights
  ]
}

// blob datastore datastore (main.py:104)
resource datastore 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'datastore'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: myaccount.name
    containerName: 'my-container'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
  }
}

// private endpoint pep-mlswmax001-amlworkspace-0 (main.py:113)
resource pepMlswmax001Amlworkspace0 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-mlswmax001-amlworkspace-0'
  location: vnetAvm.location
  tags: {
    'hidden-title': 'This is visible in the resource name'
    Environment: 'Non-Prod'
    Role: 'DeploymentValidation'
  }
  properties: {
    subnet: {
      id: snet.id
    }
    privateLinkServiceConnections: [
      {
        name: 'mlswmax001-amlworkspace-0'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
  }
}

// private dns zone group group1 (main.py:119)
resource pepMlswmax001Amlworkspace0Dns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: pepMlswmax001Amlworkspace0
  name: 'group1'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-api-azureml-ms'
        properties: {
          privateDnsZoneId: privatelinkApiAzuremlMs.id
        }
      }
    ]
  }
}

// private endpoint pep-mlswmax001-amlworkspace-1 (main.py:113)
resource pepMlswmax001Amlworkspace1 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-mlswmax001-amlworkspace-1'
  location: vnetAvm.location
  tags: {
    'hidden-title': 'This is visible in the resource name'
    Environment: 'Non-Prod'
    Role: 'DeploymentValidation'
  }
  properties: {
    subnet: {
      id: snet.id
    }
    privateLinkServiceConnections: [
      {
        name: 'mlswmax001-amlworkspace-1'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
  }
}

// private dns zone group group2 (main.py:119)
resource pepMlswmax001Amlworkspace1Dns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: pepMlswmax001Amlworkspace1
  name: 'group2'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-api-azureml-ms'
        properties: {
          privateDnsZoneId: privatelinkApiAzuremlMs.id
        }
      }
    ]
  }
}

// compute cluster DefaultCPU (main.py:91)
resource defaultCPU 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'DefaultCPU'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idMax.id}': {}
    }
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    description: 'Default CPU Cluster'
    disableLocalAuth: false
    properties: {
      vmSize: 'Standard_D2ads_v5'
      vmPriority: 'Dedicated'
      osType: 'Linux'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 3
        nodeIdleTimeBeforeScaleDown: 'PT5M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
      isolatedNetwork: false
    }
  }
  dependsOn: [
    pepMlswmax001Amlworkspace0Dns
    pepMlswmax001Amlworkspace1Dns
  ]
}

// lock myCustomLockName (main.py:127)
resource myCustomLockName 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: workspace
  name: 'myCustomLockName'
  properties: {
    level: 'CanNotDelete'
    notes: 'Cannot delete resource or child resources.'
  }
}

// lock myCustomLockName (main.py:127)
resource myCustomLockNameLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: pepMlswmax001Amlworkspace0
  name: 'myCustomLockName'
  properties: {
    level: 'CanNotDelete'
    notes: 'Cannot delete resource or child resources.'
  }
}

// lock myCustomLockName (main.py:127)
resource myCustomLockName2 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: pepMlswmax001Amlworkspace1
  name: 'myCustomLockName'
  properties: {
    level: 'CanNotDelete'
    notes: 'Cannot delete resource or child resources.'
  }
}

// diagnostic setting customSetting (main.py:128)
resource customSetting 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'customSetting'
  properties: {
    workspaceId: logAvm.id
    storageAccountId: stdiag.id
    eventHubAuthorizationRuleId: '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-avm/providers/Microsoft.EventHub/namespaces/evhns-avm/authorizationRules/RootManageSharedAccessKey'
    eventHubName: 'evh-avm'
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// because aaaaaaaa-0000-4000-8000-000000000002 holds Owner (main.py:130)
resource servicePrincipalOwnerWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: 'f9b5b0d9-f27e-4c89-bacf-1bbc4a99dbce'
  properties: {
    roleDefinitionId: owner
    principalId: 'aaaaaaaa-0000-4000-8000-000000000002'
    principalType: 'ServicePrincipal'
    description: 'aaaaaaaa-0000-4000-8000-000000000002 holds Owner'
  }
}

// because aaaaaaaa-0000-4000-8000-000000000002 holds Contributor (main.py:130)
resource servicePrincipalManagesWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: '2f8c4e3a-6a1b-5d60-9c0e-4b7d1f3a9e52'
  properties: {
    roleDefinitionId: contributor
    principalId: 'aaaaaaaa-0000-4000-8000-000000000002'
    principalType: 'ServicePrincipal'
    description: 'aaaaaaaa-0000-4000-8000-000000000002 holds Contributor'
  }
}

// because aaaaaaaa-0000-4000-8000-000000000002 holds Reader (main.py:130)
resource servicePrincipalSeesWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, 'aaaaaaaa-0000-4000-8000-000000000002', reader)
  properties: {
    roleDefinitionId: reader
    principalId: 'aaaaaaaa-0000-4000-8000-000000000002'
    principalType: 'ServicePrincipal'
    description: 'aaaaaaaa-0000-4000-8000-000000000002 holds Reader'
  }
}

// because mlswmax001 acts as id-max (main.py:74)
resource idMaxManagesWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, idMax.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idMax.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswmax001 acts as id-max'
  }
}

// resources in the resource group: mlswmax001
module phase2Resources 'modules/phase-2.bicep' = {
  params: {
    location: location
  }
  dependsOn: [
    workspace
  ]
}
