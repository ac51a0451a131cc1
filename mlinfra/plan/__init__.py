"""The forecast of a deployment as one value, from Azure's what-if, a stack's what-if, or two snapshots."""
