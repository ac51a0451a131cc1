targetScope = 'subscription'

param group string = 'rg'

resource made 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: group
  location: deployment().location
}

output id string = made.id
