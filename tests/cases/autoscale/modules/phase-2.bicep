// Rendered by mlinfra: change the stack file, not this one.
// What the stack autoscale deploys to the resource group.

@description('Region of everything that has one.')
param location string

// existing workspace mlw-plant, because plant-scores is part of it (main.py:15)
resource mlwPlant 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlw-plant'
}

// online endpoint plant-scores, because its traffic can only be written once blue is there (main.py:14)
resource plantScoresEndpoint 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: mlwPlant
  name: 'plant-scores'
  location: location
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AADToken'
    publicNetworkAccess: 'Enabled'
    traffic: {
      blue: 100
    }
  }
}
