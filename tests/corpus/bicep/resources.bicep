// Resources with children, conditions, extensions; reads of all of them in array form.
param prefix string
param deployed bool

resource shelf 'Lab.Goods/shelves@2025-03-01' = {
  name: '${prefix}-shelf'
  location: resourceGroup().location
  kind: 'Wide'
  tags: {
    owner: prefix
  }
  sku: {
    name: 'S1'
  }
  properties: {
    depth: 3
    label: null
  }

  resource board 'boards' = {
    name: 'upper'
    properties: {
      owner: shelf.name
    }

    resource hook 'hooks@2025-04-01' = if (deployed) {
      name: 'left'
    }
  }
}

resource box 'Lab.Goods/shelves/boxes@2025-03-01' = {
  parent: shelf
  name: 'box'
  properties: {
    board: shelf::board.id
    kind: shelf.properties.kind
  }
}

resource far 'Lab.Goods/shelves/boxes@2025-03-01' = {
  name: '${prefix}-shelf/far'
  dependsOn: [
    shelf
  ]
}

resource spare 'Lab.Goods/shelves@2025-03-01' = if (deployed) {
  name: 'spare'
  properties: {
    first: box.properties.state
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: box
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: 'kv-${prefix}'
}

resource distant 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: 'kv-distant'
  scope: resourceGroup('22222222-2222-2222-2222-222222222222', 'rg-distant')
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: vault
  name: 'key'
  properties: {
    value: shelf.listKeys().primary
  }
}

var depth = shelf.properties.depth
var shelfId = shelf.id
var alias = shelf

output reads array = [
  shelf.id
  shelf.name
  shelf.type
  shelf.apiVersion
  shelf.location
  shelf.properties
  shelf.properties.depth
  shelf.?tags
  shelf.tags.?owner
  shelf::board.id
  shelf::board::hook.?id
  box.name
  spare.?properties.first
  spare.?name
  spare!.id
  lock.id
  vault.properties.vaultUri
  distant.properties.vaultUri
  distant.id
  depth
  shelfId
  alias.properties.depth
  shelf['id']
  shelf['properties']['depth']
  shelf['properties'].depth
  shelf['sku'].name
  shelf.listKeys('2025-03-01', { kind: 'all' }).keys[0].value
]
