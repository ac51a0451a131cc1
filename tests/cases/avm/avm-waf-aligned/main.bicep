// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Built-in role Azure AI Enterprise Network Connection Approver.')
var azureAIEnterpriseNetworkConnectionApprover = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b556d68e-0be0-4f35-a333-ad7ee1ce17ea'
)

// existing storage account stavm, because mlswwaf001 uses it as storage (main.py:19)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stavm'
}

// existing key vault kv-avm, because mlswwaf001 uses it as key vault (main.py:19)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-avm'
}

// existing application insights appi-avm, because mlswwaf001 uses it as insights (main.py:20)
resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'appi-avm'
}

// existing storage account stdiag, because nodes of mlswwaf001 reach it (main.py:27)
resource stdiag 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stdiag'
}

// existing virtual network vnet-avm, because pep-mlswwaf001-amlworkspace-0 uses it as subnet (main.py:22)
resource vnetAvm 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-avm'
}

// existing subnet snet, because pep-mlswwaf001-amlworkspace-0 uses it as subnet (main.py:22)
resource snet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetAvm
  name: 'snet'
}

// existing private dns zone privatelink.api.azureml.ms, because default uses it as zones (main.py:24)
resource privatelinkApiAzuremlMs 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.api.azureml.ms'
}

// existing log analytics log-avm, because mlswwaf001-diagnosticSettings uses it as workspace (main.py:26)
resource logAvm 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-avm'
}

// workspace mlswwaf001 (main.py:60)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlswwaf001'
  location: location
  tags: {
    'hidden-title': 'This is visible in the resource name'
    Environment: 'Non-Prod'
    Role: 'DeploymentValidation'
  }
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  kind: 'Default'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlswwaf001'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'Identity'
    managedNetwork: {
      isolationMode: 'AllowOnlyApprovedOutbound'
      firewallSku: 'Standard'
      outboundRules: {
        rule1: {
          type: 'PrivateEndpoint'
          category: 'UserDefined'
          destination: {
            serviceResourceId: stdiag.id
            subresourceTarget: 'blob'
            sparkEnabled: true
          }
        }
        rule2: {
          type: 'FQDN'
          category: 'UserDefined'
          destination: 'pypi.org'
        }
        rule3: {
          type: 'ServiceTag'
          category: 'UserDefined'
          destination: {
            serviceTag: 'AppService'
            protocol: 'TCP'
            portRanges: '80,443'
          }
        }
      }
    }
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// private endpoint pep-mlswwaf001-amlworkspace-0 (main.py:113)
resource pepMlswwaf001Amlworkspace0 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-mlswwaf001-amlworkspace-0'
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
        name: 'mlswwaf001-amlworkspace-0'
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

// private dns zone group default (main.py:122)
resource pepMlswwaf001Amlworkspace0Dns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: pepMlswwaf001Amlworkspace0
  name: 'default'
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

// diagnostic setting mlswwaf001-diagnosticSettings (main.py:123)
resource mlswwaf001DiagnosticSettings 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'mlswwaf001-diagnosticSettings'
  properties: {
    workspaceId: logAvm.id
    storageAccountId: stdiag.id
    eventHubAuthorizationRuleId: '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-avm/providers/Microsoft.EventHub/namespaces/evhns-avm/authorizationRules/RootManageSharedAccessKey'
    eventHubName: 'evh-avm'
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

// because mlswwaf001 connects to stdiag (main.py:67)
resource workspaceConnectsToStdiag 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stdiag
  name: guid(stdiag.id, workspace.id, azureAIEnterpriseNetworkConnectionApprover)
  properties: {
    roleDefinitionId: azureAIEnterpriseNetworkConnectionApprover
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswwaf001 connects to stdiag'
  }
}
