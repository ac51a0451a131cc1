using './main.bicep'

param manager = readEnvironmentVariable('MANAGER')
param subscriptionId = readEnvironmentVariable('SUBSCRIPTION_ID')
param owner = readEnvironmentVariable('OWNER')
param delegatedIdentity = readEnvironmentVariable('DELEGATED_IDENTITY')
