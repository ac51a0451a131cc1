using './main.bicep'

param aksCertificate = readEnvironmentVariable('AKS_CERTIFICATE')
param aksKey = readEnvironmentVariable('AKS_KEY')
param machinePassword = readEnvironmentVariable('MACHINE_PASSWORD')
param machineKey = readEnvironmentVariable('MACHINE_KEY')
param machinePrivateKey = readEnvironmentVariable('MACHINE_PRIVATE_KEY')
param databricksToken = readEnvironmentVariable('DATABRICKS_TOKEN')
