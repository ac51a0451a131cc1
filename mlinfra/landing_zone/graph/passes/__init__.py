"""The steps from a stack to its graph, one per file."""
