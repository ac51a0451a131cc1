"""Make the ARM bodies of the resources of a graph, by the rows of their classes."""
