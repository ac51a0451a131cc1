"""Printers: the template tree in, Bicep text or ARM JSON out."""
