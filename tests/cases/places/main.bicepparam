using './main.bicep'

param rawSas = readEnvironmentVariable('RAW_SAS')
param curatedSecret = readEnvironmentVariable('CURATED_SECRET')
param certificate = readEnvironmentVariable('CERTIFICATE')
param thumbprint = readEnvironmentVariable('THUMBPRINT')
param accountKey = readEnvironmentVariable('ACCOUNT_KEY')
param lakehouseName = readEnvironmentVariable('LAKEHOUSE_NAME')
param fabricSecret = readEnvironmentVariable('FABRIC_SECRET')
param primaryKey = readEnvironmentVariable('PRIMARY_KEY')
param secondaryKey = readEnvironmentVariable('SECONDARY_KEY')
