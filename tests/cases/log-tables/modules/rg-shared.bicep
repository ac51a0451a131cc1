// Rendered by mlinfra: change the stack file, not this one.
// What the stack log-tables deploys to rg-shared.

// existing log analytics log-shared, because AmlRunStatusChangedEvent is part of it (main.py:15)
resource logShared 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-shared'
}

// log table AmlRunStatusChangedEvent (main.py:17)
resource amlRunStatusChangedEvent 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = {
  parent: logShared
  name: 'AmlRunStatusChangedEvent'
  properties: {
    plan: 'Basic'
    totalRetentionInDays: 365
  }
}
