using './main.bicep'

param otherVault = readEnvironmentVariable('OTHER_VAULT')
param aiKeyVersion = readEnvironmentVariable('AI_KEY_VERSION')
param tunedModel = readEnvironmentVariable('TUNED_MODEL')
