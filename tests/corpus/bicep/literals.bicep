// Every kind of literal, alone and inside an expression.
metadata purpose = 'Literals'

var texts = [
  ''
  'plain'
  'it\'s \\ a "test" \${x} $x {0}'
  'tab\tline\nreturn\r'
  'caf\u{e9} \u{1f600} \u{200b}'
  '[brackets]'
  '[open'
  'it\'\'s'
]
var multi = '''
first
  second '' [third]
'''
var numbers = [
  0
  -1
  2147483647
  2147483648
  -2147483649
  9223372036854775807
]
var others = [true, false, null, [], {}]
var keys = {
  plain: 1
  'two words': 2
  '1st': 3
  'true': 4
  copy: 5
  '[x]': 6
  '${texts[1]}-key': 7
}

output inside array = [
  concat('it\'s', ' [x]', '{0}')
  string(2147483648)
  createArray(true, null, [], {})
  '${texts[1]} {braces} ${numbers[0]}'
  '${true}${multi}'
]
output settings object = keys
