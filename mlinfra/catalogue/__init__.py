"""What is known about Azure resource types, as data."""
