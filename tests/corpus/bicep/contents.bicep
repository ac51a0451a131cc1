// What is read from files.
var text = loadTextContent('content/text.txt')
var parsed = loadJsonContent('content/data.json')
var part = loadJsonContent('content/data.json', 'inner.list[1]')
var yaml = loadYamlContent('content/data.yaml')
var coded = loadFileAsBase64('content/text.txt')

output all array = [
  text
  parsed.name
  part
  yaml
  coded
  '${loadTextContent('content/text.txt')}!'
]
