using './main.bicep'

param projectGroup = readEnvironmentVariable('PROJECT_GROUP')
param otherWorkspace = readEnvironmentVariable('OTHER_WORKSPACE')
param discoveryUrl = readEnvironmentVariable('DISCOVERY_URL')
param key = readEnvironmentVariable('KEY')
param cosmos = readEnvironmentVariable('COSMOS')
param search = readEnvironmentVariable('SEARCH')
