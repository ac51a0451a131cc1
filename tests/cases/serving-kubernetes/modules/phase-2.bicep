// Rendered by mlinfra: change the stack file, not this one.
// What the stack serving-kubernetes deploys to the resource group.

@description('Region of everything that has one.')
param location string

// existing workspace mlw-plant, because plant-belt is part of it (main.py:10)
resource mlwPlant 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlw-plant'
}

// existing kubernetes compute aks, because plant-belt uses it as compute (main.py:11)
resource aks 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' existing = {
  parent: mlwPlant
  name: 'aks'
}

// online endpoint plant-belt, because its traffic can only be written once weighing is there (main.py:51)
resource plantBeltEndpoint 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: mlwPlant
  name: 'plant-belt'
  location: location
  kind: 'Plant'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'Key'
    publicNetworkAccess: 'Enabled'
    traffic: {
      weighing: 100
    }
    compute: aks.id
  }
  sku: {
    name: 'Default'
    tier: 'Standard'
    size: 'small'
    family: 'plant'
    capacity: 2
  }
}

// online endpoint plant-office, because its mirror and traffic can only be written once stable and tried are there (main.py:81)
resource plantOfficeEndpoint 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: mlwPlant
  name: 'plant-office'
  location: location
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AADToken'
    publicNetworkAccess: 'Enabled'
    traffic: {
      stable: 100
    }
    mirrorTraffic: {
      tried: 20
    }
  }
}
