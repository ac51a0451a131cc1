// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

param pool string
param identifier string
param endpointPolicy string
param allocation string
param serviceGateway string

// existing virtual network vnet-shared, because to-shared uses it as remote (main.py:85)
resource vnetShared 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-shared'
  scope: resourceGroup('rg-shared')
}

// virtual network vnet-spoke, because snet-nodes is part of it (main.py:21)
resource vnetSpoke 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-spoke'
  location: location
  properties: {
    addressSpace: {
      ipamPoolPrefixAllocations: [
        {
          pool: {
            id: pool
          }
          numberOfIpAddresses: '1024'
        }
      ]
    }
    subnets: [
      {
        name: 'snet-nodes'
        properties: {
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
          privateLinkServiceNetworkPolicies: 'Enabled'
          ipamPoolPrefixAllocations: [
            {
              pool: {
                id: pool
              }
              numberOfIpAddresses: '256'
            }
          ]
          networkSecurityGroup: {
            id: nsgNodes.id
          }
          serviceEndpoints: [
            {
              service: 'Microsoft.Storage'
              networkIdentifier: {
                id: identifier
              }
            }
          ]
          serviceEndpointPolicies: [
            {
              id: endpointPolicy
            }
          ]
          ipAllocations: [
            {
              id: allocation
            }
          ]
          serviceGateway: {
            id: serviceGateway
          }
        }
      }
    ]
    ipAllocations: [
      {
        id: allocation
      }
    ]
  }
}

// network security group nsg-nodes, because snet-nodes uses it as security group (main.py:40)
resource nsgNodes 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-nodes'
  location: location
  properties: {
    securityRules: [
      {
        name: 'no-internet'
        properties: {
          direction: 'Outbound'
          priority: 4096
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRange: '*'
        }
      }
      {
        name: 'aml-nodes-in'
        properties: {
          direction: 'Inbound'
          priority: 3010
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '*'
          description: 'Azure Machine Learning: nodes of one job reach each other'
        }
      }
      {
        name: 'aml-nodes-out'
        properties: {
          direction: 'Outbound'
          priority: 3000
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '*'
          description: 'Azure Machine Learning: nodes of one job, and private endpoints'
        }
      }
      {
        name: 'aml-sign-in'
        properties: {
          direction: 'Outbound'
          priority: 3010
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureActiveDirectory'
          destinationPortRanges: [
            '80'
            '443'
          ]
          description: 'Azure Machine Learning: tokens of Microsoft Entra ID'
        }
      }
      {
        name: 'aml-service'
        properties: {
          direction: 'Outbound'
          priority: 3020
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureMachineLearning'
          destinationPortRanges: [
            '443'
            '8787'
            '18881'
          ]
          description: 'Azure Machine Learning: the service, RStudio, and notebooks'
        }
      }
      {
        name: 'aml-service-udp'
        properties: {
          direction: 'Outbound'
          priority: 3030
          access: 'Allow'
          protocol: 'Udp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureMachineLearning'
          destinationPortRange: '5831'
          description: 'Azure Machine Learning: the service'
        }
      }
      {
        name: 'aml-batch'
        properties: {
          direction: 'Outbound'
          priority: 3040
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'BatchNodeManagement.${location}'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: who manages nodes'
        }
      }
      {
        name: 'aml-resource-manager'
        properties: {
          direction: 'Outbound'
          priority: 3050
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureResourceManager'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: Azure Resource Manager'
        }
      }
      {
        name: 'aml-storage'
        properties: {
          direction: 'Outbound'
          priority: 3060
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Storage.${location}'
          destinationPortRanges: [
            '443'
            '445'
          ]
          description: 'Azure Machine Learning: data, notebooks and file shares'
        }
      }
      {
        name: 'aml-studio'
        properties: {
          direction: 'Outbound'
          priority: 3070
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureFrontDoor.FrontEnd'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: studio, from instances'
        }
      }
      {
        name: 'aml-images'
        properties: {
          direction: 'Outbound'
          priority: 3080
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'MicrosoftContainerRegistry'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: images of Microsoft'
        }
      }
      {
        name: 'aml-images-front'
        properties: {
          direction: 'Outbound'
          priority: 3090
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureFrontDoor.FirstParty'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: images of Microsoft'
        }
      }
      {
        name: 'aml-monitor'
        properties: {
          direction: 'Outbound'
          priority: 3100
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureMonitor'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: logs and metrics'
        }
      }
    ]
  }
}

// virtual network vnet-hub, because snet-both is part of it (main.py:20)
resource vnetHub 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-hub'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.10.0.0/22'
        'fd00:10::/48'
      ]
    }
    subnets: [
      {
        name: 'snet-both'
        properties: {
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
          privateLinkServiceNetworkPolicies: 'Enabled'
          addressPrefixes: [
            '10.10.0.0/26'
            'fd00:10::/64'
          ]
          networkSecurityGroup: {
            id: nsgBoth.id
          }
        }
      }
    ]
  }
}

// network security group nsg-both, because snet-both uses it as security group (main.py:50)
resource nsgBoth 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-both'
  location: location
  properties: {
    securityRules: [
      {
        name: 'aml-service-in'
        properties: {
          direction: 'Inbound'
          priority: 3000
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'AzureMachineLearning'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '44224'
          description: 'Azure Machine Learning: the service reaches nodes'
        }
      }
      {
        name: 'aml-nodes-in'
        properties: {
          direction: 'Inbound'
          priority: 3010
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '*'
          description: 'Azure Machine Learning: nodes of one job reach each other'
        }
      }
      {
        name: 'aml-nodes-out'
        properties: {
          direction: 'Outbound'
          priority: 3000
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '*'
          description: 'Azure Machine Learning: nodes of one job, and private endpoints'
        }
      }
      {
        name: 'aml-sign-in'
        properties: {
          direction: 'Outbound'
          priority: 3010
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureActiveDirectory'
          destinationPortRanges: [
            '80'
            '443'
          ]
          description: 'Azure Machine Learning: tokens of Microsoft Entra ID'
        }
      }
      {
        name: 'aml-service'
        properties: {
          direction: 'Outbound'
          priority: 3020
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureMachineLearning'
          destinationPortRanges: [
            '443'
            '8787'
            '18881'
          ]
          description: 'Azure Machine Learning: the service, RStudio, and notebooks'
        }
      }
      {
        name: 'aml-service-udp'
        properties: {
          direction: 'Outbound'
          priority: 3030
          access: 'Allow'
          protocol: 'Udp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureMachineLearning'
          destinationPortRange: '5831'
          description: 'Azure Machine Learning: the service'
        }
      }
      {
        name: 'aml-batch'
        properties: {
          direction: 'Outbound'
          priority: 3040
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'BatchNodeManagement.${location}'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: who manages nodes'
        }
      }
      {
        name: 'aml-resource-manager'
        properties: {
          direction: 'Outbound'
          priority: 3050
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureResourceManager'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: Azure Resource Manager'
        }
      }
      {
        name: 'aml-storage'
        properties: {
          direction: 'Outbound'
          priority: 3060
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Storage.${location}'
          destinationPortRanges: [
            '443'
            '445'
          ]
          description: 'Azure Machine Learning: data, notebooks and file shares'
        }
      }
      {
        name: 'aml-studio'
        properties: {
          direction: 'Outbound'
          priority: 3070
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureFrontDoor.FrontEnd'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: studio, from instances'
        }
      }
      {
        name: 'aml-images'
        properties: {
          direction: 'Outbound'
          priority: 3080
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'MicrosoftContainerRegistry'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: images of Microsoft'
        }
      }
      {
        name: 'aml-images-front'
        properties: {
          direction: 'Outbound'
          priority: 3090
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureFrontDoor.FirstParty'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: images of Microsoft'
        }
      }
      {
        name: 'aml-monitor'
        properties: {
          direction: 'Outbound'
          priority: 3100
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureMonitor'
          destinationPortRange: '443'
          description: 'Azure Machine Learning: logs and metrics'
        }
      }
    ]
  }
}

// public ip address pip-hub, because ng-hub uses it as addresses (main.py:55)
resource pipHub 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: 'pip-hub'
  location: location
  sku: {
    name: 'StandardV2'
    tier: 'Regional'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
  }
}

// nat gateway ng-hub (main.py:52)
resource ngHub 'Microsoft.Network/natGateways@2025-05-01' = {
  name: 'ng-hub'
  location: location
  sku: {
    name: 'StandardV2'
  }
  properties: {
    publicIpAddresses: [
      {
        id: pipHub.id
      }
    ]
    sourceVirtualNetwork: {
      id: vnetHub.id
    }
    serviceGateway: {
      id: serviceGateway
    }
  }
}

// virtual network peering to-spoke (main.py:59)
resource toSpoke 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: vnetHub
  name: 'to-spoke'
  properties: {
    remoteVirtualNetwork: {
      id: vnetSpoke.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: false
    allowGatewayTransit: true
    doNotVerifyRemoteGateways: true
  }
}

// virtual network peering to-hub (main.py:68)
resource toHub 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: vnetSpoke
  name: 'to-hub'
  properties: {
    remoteVirtualNetwork: {
      id: vnetHub.id
    }
    allowVirtualNetworkAccess: false
    allowForwardedTraffic: true
    useRemoteGateways: true
    peerCompleteVnets: false
    localSubnetNames: [
      'snet-nodes'
    ]
    remoteSubnetNames: [
      'snet-both'
    ]
    enableOnlyIPv6Peering: true
    localAddressSpace: {
      addressPrefixes: [
        '10.11.0.0/26'
      ]
      ipamPoolPrefixAllocations: [
        {
          pool: {
            id: pool
          }
          numberOfIpAddresses: '256'
        }
      ]
    }
    remoteAddressSpace: {
      addressPrefixes: [
        '10.10.0.0/26'
      ]
      ipamPoolPrefixAllocations: [
        {
          pool: {
            id: pool
          }
          numberOfIpAddresses: '64'
        }
      ]
    }
  }
  dependsOn: [
    toSpoke
  ]
}

// virtual network peering to-shared (main.py:82)
resource toShared 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: vnetHub
  name: 'to-shared'
  properties: {
    remoteVirtualNetwork: {
      id: vnetShared.id
    }
    allowForwardedTraffic: true
  }
  dependsOn: [
    toSpoke
  ]
}
