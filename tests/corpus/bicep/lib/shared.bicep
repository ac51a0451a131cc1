@export()
var limit = base * 2

@export()
func greet(name string) string => hello(name)

@export()
type count = int

var base = 21

func hello(name string) string => 'Hello ${name}'
