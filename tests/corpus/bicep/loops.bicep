// Loops over resources, properties, variables and outputs.
param names array
param settings object

var doubled = [for name in names: '${name}${name}']
var objects = [for (name, i) in names: { name: name, at: i }]
var lists = [for name in names: [name, 1]]
var fixed = [for i in range(0, 3): 5]
var large = [for i in range(0, 3): 4294967296]

resource shelf 'Lab.Goods/shelves@2025-03-01' = [
  for (name, i) in names: {
    name: '${name}-${i}'
    properties: {
      parts: [for part in items(settings): { key: part.key, value: part.value }]
      texts: [for part in doubled: part]
    }
  }
]

resource box 'Lab.Goods/shelves/boxes@2025-03-01' = [
  for i in range(0, length(names)): {
    parent: shelf[i]
    name: 'box'
    properties: {
      of: shelf[i].id
    }
  }
]

// A loop variable may hide the loop that bears its name.
resource crate 'Lab.Goods/crates@2025-03-01' = [
  for crate in names: {
    name: 'crate-${crate}'
    tags: {
      crate: crate
    }
  }
]

output ids array = [for i in range(0, length(names)): shelf[i].id]
output types array = [for name in names: shelf[0].type]
output first object = {
  id: shelf[0].id
  last: shelf[length(names) - 1].name
  variables: [doubled, objects, lists, fixed, large]
}
