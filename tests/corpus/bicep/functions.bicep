// Functions, imports by name, under another name and as a whole; exported variables.
import { greet, limit as top } from 'lib/shared.bicep'
import * as lib from 'lib/shared.bicep'

@export()
@description('Written as it is:\r\nwith its line ends.')
var exported = {
  a: 1
}

@description('Doubles a text.')
func twice(text string) string => '${text}${text}'
func pick(flag bool, values array) array => flag ? values : map(values, value => twice(value))
func nested(name string) object => {
  name: greet(name)
  twice: twice(twice(name))
}

param name string

var typed string = 'typed'

output all array = [
  twice(name)
  pick(true, [name])
  nested(name)
  greet(name)
  lib.greet(name)
  top
  lib.limit
  typed
  exported
]
