// Rendered by mlinfra: change the stack file, not this one.
// What the stack batch deploys to the resource group.

@description('Region of everything that has one.')
param location string

@description('Id of id-churn.')
param idChurnId string

// existing workspace mlw-plant, because plant-churn is part of it (main.py:10)
resource mlwPlant 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlw-plant'
}

// batch endpoint plant-churn, because its default deployment can only be written once nightly is there (main.py:66)
resource plantChurnEndpoint 'Microsoft.MachineLearningServices/workspaces/batchEndpoints@2025-12-01' = {
  parent: mlwPlant
  name: 'plant-churn'
  location: location
  tags: {
    team: 'plant'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idChurnId}': {}
    }
  }
  properties: {
    authMode: 'AADToken'
    description: 'Who leaves soon'
    defaults: {
      deploymentName: 'nightly'
    }
    properties: {
      owner: 'plant'
    }
  }
  sku: {
    name: 'Default'
    tier: 'Basic'
    size: 'small'
    family: 'plant'
    capacity: 2
  }
  kind: 'Plant'
}
