using './main.bicep'

param apiToken = readEnvironmentVariable('API_TOKEN')
param signingKey = az.getSecret(
  '22222222-2222-2222-2222-222222222222',
  'rg-security',
  'kv-security',
  'signing-key',
  '0123456789abcdef'
)
param owner = readEnvironmentVariable('TEAM_OWNER')
param stage = readEnvironmentVariable('STAGE', 'dev')
param verbose = bool(readEnvironmentVariable('VERBOSE', 'false'))
param sampling = int(readEnvironmentVariable('SAMPLING', '50'))
param hookKey = az.getSecret('22222222-2222-2222-2222-222222222222', 'rg-security', 'kv-security', 'hook-key')
