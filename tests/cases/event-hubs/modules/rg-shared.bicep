// Rendered by mlinfra: change the stack file, not this one.
// What the stack event-hubs deploys to rg-shared.

// existing namespace evhns-shared, because ml is part of it (main.py:64)
resource evhnsShared 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: 'evhns-shared'
}

// existing event hub logs, because ml is part of it (main.py:64)
resource logs2 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = {
  parent: evhnsShared
  name: 'logs'
}

// consumer group ml (main.py:63)
resource ml 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: logs2
  name: 'ml'
  properties: {
    userMetadata: 'ml'
  }
}
