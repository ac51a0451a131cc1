"""The template tree, and the stage that makes it of the graph."""
