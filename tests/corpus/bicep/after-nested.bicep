// A whole loop in dependsOn asks for object form when a nested resource stands before it.
param items array

resource box 'Lab.Goods/boxes@2025-03-01' = [
  for item in items: {
    name: 'box-${item}'
  }
]

resource shelf 'Lab.Goods/shelves@2025-03-01' = {
  name: 'shelf'

  resource board 'boards' = {
    name: 'board'
  }

  dependsOn: [
    box
  ]
}
