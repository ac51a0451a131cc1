// The same kinds of reads in object form, which the nullable parameter asks for.
param prefix string?
param places array

resource shelf 'Lab.Goods/shelves@2025-03-01' = {
  name: prefix ?? 'shelf'
}

@batchSize(2)
resource boxes 'Lab.Goods/boxes@2025-03-01' = [
  for (place, i) in places: if (place.on) {
    name: 'box-${i}'
    location: place.region
    properties: {
      shelf: shelf.id
      sizes: [for size in place.sizes: { value: size, from: shelf.name }]
    }
  }
]

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: 'kv'
}

resource user 'Lab.Goods/users@2025-03-01' = {
  name: 'user'
  properties: {
    uri: vault.properties.vaultUri
    first: boxes[0].properties.state
    all: map(boxes, box => box.id)
    guarded: boxes[1].?properties.size
  }
}

@onlyIfNotExists()
resource once 'Lab.Goods/users@2025-03-01' = {
  name: 'once'
  dependsOn: [
    boxes
    user
  ]
}

output states array = [for i in range(0, length(places)): boxes[i].properties.state]
output keys object = shelf.listKeys()
