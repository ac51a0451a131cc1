using './main.bicep'

param eventsKeyVersion = readEnvironmentVariable('EVENTS_KEY_VERSION')
param otherVault = readEnvironmentVariable('OTHER_VAULT')
param eventCluster = readEnvironmentVariable('EVENT_CLUSTER')
