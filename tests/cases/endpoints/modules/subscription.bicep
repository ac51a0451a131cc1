// Rendered by mlinfra: change the stack file, not this one.
// What the stack endpoints deploys to the subscription.

targetScope = 'subscription'

// resource group rg-endpoints, because pep-workspace lives in it (main.py:60)
resource rgEndpoints 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-endpoints'
  location: 'northeurope'
}
