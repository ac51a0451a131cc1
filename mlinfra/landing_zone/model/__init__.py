"""Define what users write: frozen, validated dataclasses."""
