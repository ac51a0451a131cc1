using './main.bicep'

param accountKey = readEnvironmentVariable('ACCOUNT_KEY')
param sasToken = readEnvironmentVariable('SAS_TOKEN')
param principalSecret = readEnvironmentVariable('PRINCIPAL_SECRET')
param authority = readEnvironmentVariable('AUTHORITY')
param certificate = readEnvironmentVariable('CERTIFICATE')
param searchKey = readEnvironmentVariable('SEARCH_KEY')
param filesKey = readEnvironmentVariable('FILES_KEY')
param s3Key = readEnvironmentVariable('S3_KEY')
param dropSas = readEnvironmentVariable('DROP_SAS')
param gitToken = readEnvironmentVariable('GIT_TOKEN')
param userPassword = az.getSecret('aaaaaaaa-0000-4000-8000-000000000001', 'rg-shared', 'kv-shared', 'sql')
param sales = readEnvironmentVariable('SALES')
param warehouseSecret = az.getSecret(
  'aaaaaaaa-0000-4000-8000-000000000001',
  'rg-shared',
  'kv-shared',
  'warehouse',
  '0a1b'
)
param adsSecret = readEnvironmentVariable('ADS_SECRET')
param adsRefresh = readEnvironmentVariable('ADS_REFRESH')
param adsDeveloper = readEnvironmentVariable('ADS_DEVELOPER')
param apiKey = readEnvironmentVariable('API_KEY')
param otherKey = readEnvironmentVariable('OTHER_KEY')
param remoteToken = readEnvironmentVariable('REMOTE_TOKEN')
