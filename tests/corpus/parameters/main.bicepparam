using 'main.bicep'

// Values that the compiler evaluates.
var prefix = 'lab'

param name = '${prefix}-prod'
param count = 1 + 2 * 3
param flag = true || false
param text = true ? 'yes' : 'no'
param token = readEnvironmentVariable('LAB_TOKEN', 'none')
param number = int(readEnvironmentVariable('LAB_NUMBER', '7'))
param parts = [for i in range(0, 3): '${prefix}${i}']
param settings = {
  key: 'it\'s'
  list: [1, null, false]
  nested: {
    'two words': 'tab\t'
  }
}
param password = az.getSecret('22222222-2222-2222-2222-222222222222', 'rg-lab', 'kv-lab', 'login')
