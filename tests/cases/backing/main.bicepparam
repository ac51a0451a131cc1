using './main.bicep'

param keyVersion = readEnvironmentVariable('KEY_VERSION', '0')
param registryKey = readEnvironmentVariable('REGISTRY_KEY')
param logCluster = readEnvironmentVariable('LOG_CLUSTER')
param collectionRule = readEnvironmentVariable('COLLECTION_RULE')
