// Rendered by mlinfra: change the stack file, not this one.
// What the stack ai-services deploys to rg-shared.

param tunedModel string

@description('Id of ais-hub.')
param aisHubId string

// existing services ais-shared, because tuned is part of it (main.py:58)
resource aisShared 'Microsoft.CognitiveServices/accounts@2025-09-01' existing = {
  name: 'ais-shared'
}

// deployment tuned (main.py:56)
resource tuned 'Microsoft.CognitiveServices/accounts/deployments@2025-09-01' = {
  parent: aisShared
  name: 'tuned'
  sku: {
    name: 'Standard'
  }
  properties: {
    model: {
      format: 'Meta'
      name: 'churn-tuned'
      publisher: 'Contoso'
      source: tunedModel
      sourceAccount: aisHubId
    }
    parentDeploymentName: 'pool'
    capacitySettings: {
      designatedCapacity: 10
      priority: 1
    }
    raiPolicyName: 'strict'
  }
}
