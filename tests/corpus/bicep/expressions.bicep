// Operators, accesses, functions, lambdas and spreads.
param text string
param number int
param flag bool
param record object
param list array

output operators array = [
  number + 1
  number - 2 * 3
  (number - 2) * 3
  number / 2 % 5
  -number
  !flag
  flag && number > 1 || number <= 5
  number >= 1 && number < 9
  text == 'a'
  text != 'a'
  text =~ 'A'
  text !~ 'A'
  record.?a ?? 'none'
  flag ? 'yes' : 'no'
  flag ? (number > 1 ? 1 : 2) : 3
]
output accesses array = [
  record.a
  record['a']
  record['a-b']
  record[text]
  record['${text}-x']
  record.a.b[0].c
  record.?a
  record.?a.b[1]
  record[?text]
  record[?'a-b'].c
  (record.?a).b
  record!.a
  list[0]
  list[^1]
  list[?number]
  list[?^2].a
  record.?a[^1]
  record['\u{e9}t\u{e9}']
  record['$ref']
  record[('a')]
  record[any('a')]
  record[nameof(text)]
  any('text')[0]
  any(5)[0]
]
output calls array = [
  toUpper(text)
  az.resourceGroup().id
  sys.concat('a', text)
  format('{0}-{1}', text, number)
  json('{"a": 1}').a
  split(text, ',')[^1]
  guid(subscription().subscriptionId, text)
  any(record)
]
output lambdas array = [
  map(list, item => item.name)
  map(list, (item, i) => '${i}:${item}')
  filter(list, item => item != text)
  sort(list, (a, b) => a < b)
  reduce(list, 0, (sum, item) => sum + item)
  toObject(list, item => item.name, item => { value: item })
  map(range(0, number), i => map(list, item => '${item}${i}'))
]
output spreads array = [
  { ...record }
  { a: 1, ...record, b: 2 }
  [...list]
  [1, ...list, 2]
]
output holes string = 'a ${text} b ${number} c ${'inner ${text}'}'
