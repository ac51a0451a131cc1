"""What users write, and what follows from it: model, loading, graph, checks, bodies, lowering."""
