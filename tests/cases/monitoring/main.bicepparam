using './main.bicep'

param partner = readEnvironmentVariable('PARTNER')
