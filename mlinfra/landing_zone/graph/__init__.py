"""Resolve what a stack means: every resource it consists of, named, linked and explained."""
