// Parameters with each decorator and defaults of each kind.
@description('The name of everything.')
@minLength(3)
@maxLength(24)
param name string

@allowed([
  'dev'
  'prod'
])
param stage string = 'dev'

@minValue(1)
@maxValue(10)
param count int = 2

@secure()
param password string

@secure()
param options object = {}

@metadata({
  owner: 'team'
  level: 3
})
@description('With metadata.')
param items array = [
  'a'
  'b'
]

param region string = resourceGroup().location
param seed string = uniqueString(subscription().id, name)
param enabled bool = count > 1 && stage != 'dev'
param anything object?

output all array = [name, stage, count, items, region, seed, enabled, anything.?a]
