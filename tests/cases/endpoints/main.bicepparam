using './main.bicep'

param request = readEnvironmentVariable('REQUEST')
param securityGroup = readEnvironmentVariable('SECURITY_GROUP')
