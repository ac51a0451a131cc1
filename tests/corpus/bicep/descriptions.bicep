// Descriptions: line ends become line feeds, the common indentation goes.
metadata description = 'Kept\r\nas it is'

@description('One.\r\n  Two.\rThree.')
param first string

@description('One.\n \n    Deeper than the line of one blank.')
param second string

@description('''
  Indented.
    Deeper.
''')
@metadata({
  description: 'Kept\ras it is'
})
param third string

@description('A resource\r\nof two lines.')
resource shelf 'Lab.Goods/shelves@2025-03-01' = {
  name: first
}

@description('An output.\rTwo lines.')
output texts array = [second, third]
