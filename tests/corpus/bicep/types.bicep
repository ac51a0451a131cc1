// Types of every kind, and references into them.
@export()
@description('A size.')
type size = 'small' | 'large' | 'it\'s'

type level = 1 | 2 | 3

@sealed()
type shelf = {
  @description('Its name.\r\nTwo lines.')
  @minLength(3)
  name: string
  size: size
  depth: int?
  tags: {
    *: string
  }
  boards: {
    label: string
    level: level
  }[]
  pair: [string, int]
}

type nothing = {}[]
type constant = { b: 1, a: 'x' }[]
type tuples = [[1, 'a']][]
type named = { size: 'small', level: (1 | 1) }[]
type open = { a: string }[]
type wide = string[]
type maybe = size?
type part = shelf.boards[*].label
type first = shelf.pair[0]
type rest = shelf.tags.*

@discriminator('kind')
type shape = circle | square

type circle = {
  kind: 'circle'
  radius: int
}

type square = {
  kind: 'square'
  side: int
}

param main shelf
param others nothing
param figure shape
param text maybe
@allowed([
  'a'
])
param letter string = 'a'
param properties resourceInput<'Microsoft.Storage/storageAccounts@2025-08-01'>.properties

output result shelf = main
output words string[] = ['a']
output mixed array = [others, figure, text, letter, properties]
