"""What users write: frozen, validated dataclasses in the words of the field."""
