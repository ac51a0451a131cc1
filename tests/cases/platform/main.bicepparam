using './main.bicep'

param ddosPlan = readEnvironmentVariable('DDOS_PLAN')
param webGroup = readEnvironmentVariable('WEB_GROUP')
param nodeGroup = readEnvironmentVariable('NODE_GROUP')
param addressRange = readEnvironmentVariable('ADDRESS_RANGE')
param address = readEnvironmentVariable('ADDRESS')
param addressRangeV6 = readEnvironmentVariable('ADDRESS_RANGE_V6')
param releasePolicy = readEnvironmentVariable('RELEASE_POLICY')
param feedPassword = readEnvironmentVariable('FEED_PASSWORD')
