using './main.bicep'

param functionUrl = readEnvironmentVariable('FUNCTION_URL')
param logicAppUrl = readEnvironmentVariable('LOGIC_APP_URL')
param runbookUri = readEnvironmentVariable('RUNBOOK_URI')
