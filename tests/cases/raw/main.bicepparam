using './main.bicep'

param searchKey = readEnvironmentVariable('SEARCH_KEY')
