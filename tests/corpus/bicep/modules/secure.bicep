param text string = 'x'

@secure()
output token string = text
output open string = text
