using './main.bicep'

param pool = readEnvironmentVariable('POOL')
param identifier = readEnvironmentVariable('IDENTIFIER')
param endpointPolicy = readEnvironmentVariable('ENDPOINT_POLICY')
param allocation = readEnvironmentVariable('ALLOCATION')
param serviceGateway = readEnvironmentVariable('SERVICE_GATEWAY')
