"""Turn the graph of a stack into templates."""
