"""One module for each provider area; each entry says what is known about one resource type."""
