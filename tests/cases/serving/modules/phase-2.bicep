// Rendered by mlinfra: change the stack file, not this one.
// What the stack serving deploys to the resource group.

@description('Region of everything that has one.')
param location string

// workspace mlw-serving (main.py:22)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlw-serving'
}

// online endpoint churn-scores, because its traffic can only be written once blue and green are there (main.py:39)
resource churnScoresEndpoint 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: workspace
  name: 'churn-scores'
  location: location
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AADToken'
    publicNetworkAccess: 'Enabled'
    traffic: {
      blue: 90
      green: 10
    }
  }
}
