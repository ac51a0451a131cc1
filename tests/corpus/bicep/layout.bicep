// Lines around column 120, comments and blank lines.
param one string // behind a parameter
param two object

/* a block
   of two lines */
var wide = union(two, { first: 'a text that takes some room', second: 'another text that takes room', third: '12' })
var wider = union(
  two,
  { first: 'a text that takes some room', second: 'another text that takes some room', third: 'more of it' }
)
var choice = two.enabled && contains(one, 'a rather long text that is looked for')
  ? 'the first of two'
  : 'the second one'
var broken = two.enabled && contains(one, 'a rather long text that is looked for in it')
  ? 'the first of two branches'
  : 'the second of two branches'
var called = format(
  '{0}-{1}-{2}-{3}',
  toUpper('a text that is quite long'),
  toLower('ANOTHER TEXT THAT IS LONG'),
  one,
  resourceGroup().location
)
var commented = {
  // above
  first: 1 // behind

  /* block */
  second: [
    1 // one
    2
  ]
}

#disable-next-line no-unused-vars
var mapped = map(range(0, 10), index => {
  name: '${one}-${index}'
})

output all array = [wide, wider, choice, broken, called, commented]
// the end
