"""Deployments run, explained, repeated and removed."""
