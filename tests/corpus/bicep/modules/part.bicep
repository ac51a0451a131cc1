param label string = 'x'
@secure()
param password string = ''
param parts array = []

output label string = label
output parts array = parts
