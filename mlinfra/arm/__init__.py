"""The ARM and Bicep engine: ids, expressions, the template tree, printers, expansion. Knows no stack."""
