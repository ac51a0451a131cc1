// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// existing workspace mlswaiphub001, because mlswaip001 uses it as hub (main.py:51)
resource mlswaiphub001 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlswaiphub001'
}

// workspace mlswaip001 (main.py:50)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlswaip001'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Project'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlswaip001'
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
    hubResourceId: mlswaiphub001.id
  }
}
