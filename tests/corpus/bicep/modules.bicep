// Modules: parameters, scopes, loops, outputs, generated names, secrets.
param region string
param flag bool
param groups array

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: 'kv-shared'
}

module first 'modules/part.bicep' = {
  name: 'first'
  params: {
    label: region
    parts: [for group in groups: group.name]
  }
}

module second 'modules/part.bicep' = if (flag) {
  params: {
    label: flag ? first.outputs.label : 'none'
    password: vault.getSecret('login')
  }
}

module third 'modules/part.bicep' = {
  name: 'third'
  scope: resourceGroup('rg-third')
  params: {
    label: 'x'
    password: flag ? vault.getSecret('login', '1') : 'none'
  }
}

@batchSize(1)
module many 'modules/part.bicep' = [
  for (group, i) in groups: {
    name: 'many-${i}'
    scope: resourceGroup(group.name)
    params: {
      label: '${group.name}-${i}'
    }
  }
]

module unnamed 'modules/part.bicep' = [
  for group in groups: {
    params: {
      label: group.name
    }
  }
]

module sealed 'modules/secure.bicep' = {
  name: 'sealed'
}

module user 'modules/part.bicep' = {
  name: 'user'
  params: {
    label: sealed.outputs.open
    password: sealed.outputs.token
    parts: [
      sealed.?outputs.token
      sealed.outputs['open']
    ]
  }
  dependsOn: [
    many
  ]
}

output labels array = [
  first.outputs.label
  second.?outputs.label
  second.?outputs.?label
  many[0].outputs.label
  unnamed[1].name
  first.name
]
