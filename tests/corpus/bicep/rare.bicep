// Where the compiler goes its own way: guards and scopes of elements keep copyIndex() for what the name leaves out.
param items array

resource byIndex 'Lab.Goods/boxes@2025-03-01' = [
  for (item, i) in items: if (item.on && i < 3) {
    name: 'index-${i}'
  }
]

resource byItem 'Lab.Goods/boxes@2025-03-01' = [
  for (item, i) in items: if (item.on && i < 3) {
    name: 'item-${item.name}'
  }
]

resource lid 'Lab.Goods/boxes/lids@2025-03-01' = [
  for (item, i) in items: if (item.on && i > 0) {
    parent: byIndex[i]
    name: 'lid'
  }
]

resource away 'Lab.Goods/boxes@2025-03-01' existing = [
  for (item, i) in items: {
    name: 'away-${i}'
    scope: resourceGroup(item.group)
  }
]

module part 'modules/part.bicep' = {
  name: 'part'
}

resource numbers 'Lab.Goods/boxes@2025-03-01' = {
  name: 'numbers'
  location: any(1)
  kind: any(true)
}

output guards array = [
  byIndex[1].?properties.size
  byItem[1].?properties.size
  byItem[2].?name
  lid[1].?id
  away[1].id
]
output outputs array = [
  part.outputs.label
  part.outputs['label']
  part['outputs'].label
  part.?outputs['label']
  part.outputs[?'label']
]
output literals array = [for item in items: byIndex[0].type]
output spreads object = { ...items[0] }
output behind object = union(
  {
    first: 1
  },
  { second: 2 }
)
