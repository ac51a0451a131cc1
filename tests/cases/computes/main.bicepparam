using './main.bicep'

param image = readEnvironmentVariable('IMAGE')
param sshKey = readEnvironmentVariable('SSH_KEY')
param sshPassword = readEnvironmentVariable('SSH_PASSWORD')
param license = readEnvironmentVariable('LICENSE')
param machinePassword = readEnvironmentVariable('MACHINE_PASSWORD')
param machineKey = readEnvironmentVariable('MACHINE_KEY')
param machinePrivateKey = readEnvironmentVariable('MACHINE_PRIVATE_KEY')
param databricksToken = readEnvironmentVariable('DATABRICKS_TOKEN')
