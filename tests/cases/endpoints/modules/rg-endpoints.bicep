// Rendered by mlinfra: change the stack file, not this one.
// What the stack endpoints deploys to rg-endpoints.

@description('Id of endpoints.')
param endpointsId string

@description('Id of mlw-endpoints.')
param workspaceId string

param securityGroup string

@description('Id of privatelink.api.azureml.ms.')
param privatelinkApiAzuremlMsId string

@description('Id of privatelink.notebooks.azure.net.')
param privatelinkNotebooksAzureNetId string

// private endpoint pep-workspace (main.py:43)
resource pepWorkspace 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-workspace'
  location: 'northeurope'
  extendedLocation: {
    name: 'losangeles'
    type: 'EdgeZone'
  }
  tags: {
    team: 'network'
  }
  properties: {
    subnet: {
      id: endpointsId
    }
    privateLinkServiceConnections: [
      {
        name: 'from-hub'
        properties: {
          privateLinkServiceId: workspaceId
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-workspace'
    ipConfigurations: [
      {
        name: 'default'
        properties: {
          groupId: 'amlworkspace'
          memberName: 'default'
          privateIPAddress: '10.20.0.4'
        }
      }
      {
        name: 'notebook'
        properties: {
          groupId: 'amlworkspace'
          memberName: 'notebook'
          privateIPAddress: '10.20.0.5'
        }
      }
      {
        name: 'inference'
        properties: {
          groupId: 'amlworkspace'
          memberName: 'inference'
          privateIPAddress: '10.20.0.6'
        }
      }
    ]
    ipVersionType: 'IPv4'
    applicationSecurityGroups: [
      {
        id: securityGroup
      }
    ]
    customDnsConfigs: [
      {
        fqdn: 'ml.example.com'
        ipAddresses: [
          '10.20.0.4'
        ]
      }
    ]
  }
}

// private dns zone group dns (main.py:47)
resource pepWorkspaceDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: pepWorkspace
  name: 'dns'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-api-azureml-ms'
        properties: {
          privateDnsZoneId: privatelinkApiAzuremlMsId
        }
      }
      {
        name: 'privatelink-notebooks-azure-net'
        properties: {
          privateDnsZoneId: privatelinkNotebooksAzureNetId
        }
      }
    ]
  }
}

// lock keep (main.py:78)
resource keep 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: pepWorkspace
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
  }
}
