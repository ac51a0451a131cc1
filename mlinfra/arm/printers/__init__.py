"""Print the template tree as Bicep text and as ARM JSON."""
